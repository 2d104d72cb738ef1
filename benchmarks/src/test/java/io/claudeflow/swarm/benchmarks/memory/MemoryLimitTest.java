package io.claudeflow.swarm.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.MemoryGroup;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.scenario.TestBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's own control groups, which takes root. */
@Tag("full")
class MemoryLimitTest {
    @TempDir
    Path directory = Path.of(".");

    @BeforeEach
    void groupsCanBeMade() {
        try {
            MemoryGroup.create(name("probe"), 1 << 24).close();
        } catch (IOException e) {
            abort("a control group with a limit of memory cannot be made here: " + e);
        }
    }

    private static String name(String use) {
        return "swarm-bench-test-" + use + "-" + ProcessHandle.current().pid();
    }

    @Test
    void run_hundredThousandEntriesUnderLoad_areNotKilled() throws Exception {
        try (Cleanup cleanup = new Cleanup()) {
            SectionReport report = new MemoryLimit().run(TestBench.whole(directory, cleanup), cleanup);
            assertThat(report.errors()).isEmpty();
            assertThat(report.table().rows()).hasSize(13);
            assertThat(report.notes().getFirst()).startsWith("OOM kills: 0;");
        }
    }

    /** Without this the test above could not fail. */
    @Test
    void usage_processThatNeedsMore_isKilledAndCounted() throws Exception {
        try (MemoryGroup group = MemoryGroup.create(name("greedy"), 16 << 20)) {
            List<String> greedy = List.of("sh", "-c", "head -c 100000000 /dev/zero | tail -n 1 | wc -c");
            try (ChildProcess child =
                    ChildProcess.start("greedy", directory, group.entering().apply(greedy), Map.of(), "TERM")) {
                Awaitility.await().until(() -> group.usage().kills() > 0);
                Awaitility.await().until(() -> !child.isAlive());
            }
            assertThat(group.usage().peakBytes()).isLessThanOrEqualTo(16 << 20);
        }
    }
}
