package io.claudeflow.swarm.memory.http;

import java.time.Duration;

/**
 * What the HTTP edge is told.
 *
 * @param swarm the swarm of requests that name none
 * @param maxRequestBytes the largest body
 * @param requestTimeout the longest a request may take; administration is exempt
 */
public record HttpOptions(String swarm, int maxRequestBytes, Duration requestTimeout) {}
