/** Tests of {@link io.claudeflow.swarm.benchmarks.scenario}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
