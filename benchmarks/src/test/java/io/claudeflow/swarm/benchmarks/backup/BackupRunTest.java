package io.claudeflow.swarm.benchmarks.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.TestBench;
import io.claudeflow.swarm.benchmarks.swarm.BatchBody;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not go unnoticed, with the real service and a command in the place of the real one. */
@Tag("slow")
class BackupRunTest {
    private static final BackupRun.Plan ONE_OF_EACH = plan(2, 2);
    private static final BackupRun.Plan ONE_BY_COMMAND = plan(1, 1);
    private static final BackupRun.Plan ONE_BY_REQUEST = plan(1, 2);

    @TempDir
    Path directory = Path.of(".");

    private static BackupRun.Plan plan(int backups, int pullEvery) {
        return new BackupRun.Plan(backups, pullEvery, Duration.ofMillis(100), Duration.ofMillis(100), 0);
    }

    /** @param afterwards what a shell does once the real command has brought a backup to {@code $target} */
    private SectionReport run(BackupRun.Plan plan, String afterwards, Map<String, String> settings) throws Exception {
        try (Cleanup cleanup = new Cleanup()) {
            Bench bench = TestBench.small(directory, cleanup);
            SwarmMemoryServer memory = bench.startMemory("swarm", settings, cleanup);
            TextValues resting = new TextValues(1, 1, 64);
            try (MemoryApi api = memory.open()) {
                api.batchUnread(
                        new BatchBody(BackupsUnderWrites.RESTING).put(resting.key(0), resting.text(0, 1), null));
            }
            Path command = bench.work().path().resolve("command");
            Files.writeString(
                    command,
                    "#!/bin/sh\n" + bench.launcher().toAbsolutePath() + " \"$@\" || exit\ntarget=$7\n" + afterwards);
            Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
            Bench faulty =
                    new Bench(bench.sizes(), 1, command, bench.settings(), bench.work(), bench.clock(), bench.log());
            return new BackupRun(
                            memory,
                            faulty.command(bench.work().forServer("jobs"), cleanup),
                            bench.work().forServer("pulled"),
                            resting)
                    .measure(plan, 2, 256, bench.log())
                    .report("title", List.of(), plan, 2);
        } finally {
            try (var left = Files.list(directory)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void measure_aBackupThatIsDamagedOnItsWay_isCorrupt() throws Exception {
        SectionReport report =
                run(ONE_OF_EACH, "printf x | dd of=\"$target\" bs=1 seek=9000 conv=notrunc 2>/dev/null", Map.of());
        assertThat(report.notes().getFirst()).startsWith("2 backups: 1 verified, 1 corrupt");
        assertThat(report.errors()).hasSize(2);
        assertThat(report.errors().getFirst()).startsWith("backup 2: SHA-256: ");
        assertThat(report.errors().getLast()).isEqualTo("1 backups were verified, expected 2");
    }

    @Test
    void measure_aCommandThatFails_isNoBackup() throws Exception {
        SectionReport report = run(ONE_BY_COMMAND, "echo the claim is full; exit 1", Map.of());
        assertThat(report.errors().getFirst())
                .startsWith("backup 1 was not taken: backup-pull ended with 1")
                .contains("the claim is full");
        assertThat(report.errors()).hasSize(2);
    }

    @Test
    void measure_values_thatLieOtherwiseInTheFile_areNotTakenForRight() throws Exception {
        SectionReport report = run(ONE_BY_REQUEST, "", Map.of("COMPRESSION", "gzip", "COMPRESSION_THRESHOLD", "16"));
        assertThat(report.errors().getFirst()).startsWith("backup 1: ").contains(" bytes that nobody wrote");
    }
}
