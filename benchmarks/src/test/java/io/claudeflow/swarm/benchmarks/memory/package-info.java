/** Tests of {@link io.claudeflow.swarm.benchmarks.memory}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
