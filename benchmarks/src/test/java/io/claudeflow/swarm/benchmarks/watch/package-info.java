/** Tests of {@link io.claudeflow.swarm.benchmarks.watch}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.watch;

import org.jspecify.annotations.NullMarked;
