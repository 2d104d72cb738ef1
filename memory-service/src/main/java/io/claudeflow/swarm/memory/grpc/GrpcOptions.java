package io.claudeflow.swarm.memory.grpc;

import java.time.Duration;

/**
 * What the gRPC edge is told.
 *
 * @param port 0 for any free one
 * @param swarm the swarm of calls that name none
 * @param maxRequestBytes the largest message accepted
 * @param maxAnswerBytes the largest answer of the contract, as JSON: on its way it is in memory several times
 * @param requestTimeout the longest a call may take, unless the caller's deadline is nearer; administration is exempt
 */
public record GrpcOptions(
        String bindAddress,
        int port,
        String swarm,
        int maxRequestBytes,
        long maxAnswerBytes,
        Duration requestTimeout) {}
