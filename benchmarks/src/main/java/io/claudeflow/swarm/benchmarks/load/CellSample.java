package io.claudeflow.swarm.benchmarks.load;

import java.util.Optional;

/**
 * What one cell gave in one round.
 *
 * @param operationsPerSecond successful operations begun inside the window, by its length
 * @param p50Nanos median latency
 * @param p99Nanos latency that 1 % exceeded
 * @param errors operations that failed, were answered wrongly, or values that were not there afterwards
 * @param firstError the first of them
 * @param serverCores processor time of the server during the window, by its length
 * @param generatorCores the same of the harness
 * @param residentBytes memory of the server after the window, its clients still connected
 */
public record CellSample(
        double operationsPerSecond,
        long p50Nanos,
        long p99Nanos,
        long errors,
        Optional<String> firstError,
        double serverCores,
        double generatorCores,
        long residentBytes) {}
