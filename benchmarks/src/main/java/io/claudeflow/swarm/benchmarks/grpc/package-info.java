/** One gRPC connection of one client; the only place that knows gRPC. */
@NullMarked
package io.claudeflow.swarm.benchmarks.grpc;

import org.jspecify.annotations.NullMarked;
