/** Tests of {@link io.claudeflow.swarm.benchmarks.http}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.http;

import org.jspecify.annotations.NullMarked;
