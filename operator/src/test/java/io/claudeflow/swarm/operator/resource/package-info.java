@NullMarked
package io.claudeflow.swarm.operator.resource;

import org.jspecify.annotations.NullMarked;
