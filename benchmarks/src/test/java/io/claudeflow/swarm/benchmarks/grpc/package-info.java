/** Tests of {@link io.claudeflow.swarm.benchmarks.grpc}. */
@NullMarked
package io.claudeflow.swarm.benchmarks.grpc;

import org.jspecify.annotations.NullMarked;
