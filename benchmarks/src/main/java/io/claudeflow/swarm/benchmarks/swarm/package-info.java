/** The memory service as a peer, over HTTP and over gRPC. */
@NullMarked
package io.claudeflow.swarm.benchmarks.swarm;

import org.jspecify.annotations.NullMarked;
