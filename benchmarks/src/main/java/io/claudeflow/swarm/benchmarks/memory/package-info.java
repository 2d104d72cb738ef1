/** The memory service within the memory of its container. */
@NullMarked
package io.claudeflow.swarm.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
