/** Tests of {@link io.claudeflow.swarm.benchmarks.restore}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.restore;

import org.jspecify.annotations.NullMarked;
