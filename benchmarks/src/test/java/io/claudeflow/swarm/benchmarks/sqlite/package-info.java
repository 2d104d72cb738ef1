/** Tests of {@link io.claudeflow.swarm.benchmarks.sqlite}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.sqlite;

import org.jspecify.annotations.NullMarked;
