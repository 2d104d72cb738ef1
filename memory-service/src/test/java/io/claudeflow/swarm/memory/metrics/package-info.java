@NullMarked
package io.claudeflow.swarm.memory.metrics;

import org.jspecify.annotations.NullMarked;
