/** Tests of {@link io.claudeflow.swarm.benchmarks.gc}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.gc;

import org.jspecify.annotations.NullMarked;
