package io.claudeflow.swarm.benchmarks.load;

import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.time.Duration;

/** Processor time that a server and the harness use from one moment to another. Immutable. */
public final class CpuMeter {
    private final ChildProcess server;
    private final long startedAt = System.nanoTime();
    private final long serverNanos;
    private final long generatorNanos;

    private CpuMeter(ChildProcess server) {
        this.server = server;
        this.serverNanos = server.cpuNanos();
        this.generatorNanos = generatorNanos();
    }

    public static CpuMeter start(ChildProcess server) {
        return new CpuMeter(server);
    }

    /** What was used since the start, by the time since then. */
    public CpuShare stop() {
        double elapsed = Math.max(1, System.nanoTime() - startedAt);
        return new CpuShare((server.cpuNanos() - serverNanos) / elapsed, (generatorNanos() - generatorNanos) / elapsed);
    }

    private static long generatorNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
