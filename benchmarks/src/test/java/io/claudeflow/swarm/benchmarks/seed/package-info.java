/** Tests of {@link io.claudeflow.swarm.benchmarks.seed}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.seed;

import org.jspecify.annotations.NullMarked;
