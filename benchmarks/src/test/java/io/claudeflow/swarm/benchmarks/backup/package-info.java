/** Tests of {@link io.claudeflow.swarm.benchmarks.backup}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.backup;

import org.jspecify.annotations.NullMarked;
