/** Tests of {@link io.claudeflow.swarm.benchmarks.load}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.load;

import org.jspecify.annotations.NullMarked;
