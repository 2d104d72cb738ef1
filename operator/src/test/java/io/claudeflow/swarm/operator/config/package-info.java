@NullMarked
package io.claudeflow.swarm.operator.config;

import org.jspecify.annotations.NullMarked;
