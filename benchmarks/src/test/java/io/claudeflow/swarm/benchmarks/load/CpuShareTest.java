package io.claudeflow.swarm.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuShareTest {
    @TempDir
    Path directory = Path.of(".");

    @Test
    void caution_machineFullAndGeneratorHeavy_saysSo() {
        assertThat(new CpuShare(1.0, 0.9).caution("reads", 2))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("reads", "47 %", "server 1.00", "generator 0.90 of 2 cores"));
    }

    @Test
    void caution_generatorLight_isSilent() {
        assertThat(new CpuShare(1.8, 0.2).caution("reads", 2)).isEmpty();
    }

    @Test
    void caution_machineHasRoom_isSilent() {
        assertThat(new CpuShare(0.3, 0.9).caution("reads", 2)).isEmpty();
    }

    @Test
    void meter_tellsServerAndGeneratorApart() throws Exception {
        try (ChildProcess busy =
                ChildProcess.start("busy", directory, List.of("sh", "-c", "while :; do :; done"), Map.of(), "KILL")) {
            CpuMeter meter = CpuMeter.start(busy);
            long used = burn(100_000_000);
            Awaitility.await().until(() -> busy.cpuNanos() > 50_000_000);
            CpuShare share = meter.stop();
            assertThat(used).isPositive();
            assertThat(share.serverCores()).isBetween(0.001, 1.1);
            assertThat(share.generatorCores()).isPositive();
        }
    }

    /** Uses so much processor time of this thread. */
    private static long burn(long nanos) {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long turns = 1;
        while (threads.getCurrentThreadCpuTime() - begin < nanos) {
            turns++;
        }
        return turns;
    }
}
