/** Tests of {@link io.claudeflow.swarm.benchmarks.swarm}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.swarm;

import org.jspecify.annotations.NullMarked;
