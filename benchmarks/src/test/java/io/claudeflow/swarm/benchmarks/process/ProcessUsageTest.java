package io.claudeflow.swarm.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUsageTest {
    @Test
    void cpuTicks_addsOwnAndChildrensTime_whateverTheName() {
        String stat = "4711 (redis (aof) 1) S 1 4711 4711 0 -1 4194560 9 8 7 6 100 20 3 4 20 0 5 0 1234 1 2 3";
        assertThat(ProcessUsage.cpuTicks(stat)).isEqualTo(127);
    }

    @Test
    void cpuTicks_processIsGone_isZero() {
        assertThat(ProcessUsage.cpuTicks("")).isZero();
    }

    @Test
    void kilobytes_findsTheLineByItsLabel() {
        String status = "Name:\tjava\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n";
        assertThat(ProcessUsage.kilobytes(status, "VmRSS:")).isEqualTo(1024);
        assertThat(ProcessUsage.kilobytes(status, "Pss:")).isZero();
    }

    @Test
    void usage_ofThisProcess_isPlausible() {
        assertThat(ProcessUsage.cpuNanos(ProcessHandle.current())).isPositive();
        assertThat(ProcessUsage.residentBytes(ProcessHandle.current())).isBetween(10L << 20, 100L << 30);
    }
}
