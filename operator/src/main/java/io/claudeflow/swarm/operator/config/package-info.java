/** The operator's own configuration, read once from the environment. */
@NullMarked
package io.claudeflow.swarm.operator.config;

import org.jspecify.annotations.NullMarked;
