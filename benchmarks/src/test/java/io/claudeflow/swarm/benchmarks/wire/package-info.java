/** Tests of {@link io.claudeflow.swarm.benchmarks.wire}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
