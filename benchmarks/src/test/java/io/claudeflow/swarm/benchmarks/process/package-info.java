/** Tests of {@link io.claudeflow.swarm.benchmarks.process}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.process;

import org.jspecify.annotations.NullMarked;
