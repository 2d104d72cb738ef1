/** Tests of {@link io.claudeflow.swarm.benchmarks.latency}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
