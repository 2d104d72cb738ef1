/** Tests of {@link io.claudeflow.swarm.benchmarks.batch}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
