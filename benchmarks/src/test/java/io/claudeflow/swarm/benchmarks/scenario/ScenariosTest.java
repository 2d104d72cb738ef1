package io.claudeflow.swarm.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.backup.BackupsUnderWrites;
import io.claudeflow.swarm.benchmarks.gc.GarbageCollection;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.restore.RestoreOfStore;
import io.claudeflow.swarm.benchmarks.search.HybridSearch;
import io.claudeflow.swarm.benchmarks.seed.SixLines;
import io.claudeflow.swarm.benchmarks.watch.WatchFanOut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios that need nothing but the memory service, small, on the real one in a process of its own. */
@Tag("slow")
class ScenariosTest {
    @TempDir
    Path directory = Path.of(".");

    private SectionReport run(Scenario scenario) throws Exception {
        try (Cleanup cleanup = new Cleanup()) {
            return scenario.run(TestBench.small(directory, cleanup), cleanup);
        } finally {
            try (var left = Files.list(directory)) {
                assertThat(left).as("left on the disk").isEmpty();
            }
        }
    }

    private static String row(SectionReport report, int row, int column) {
        return report.table().rows().get(row).get(column);
    }

    @Test
    void hybridSearch_findsTheTrueNearest() throws Exception {
        SectionReport report = run(new HybridSearch());
        assertThat(report.errors()).isEmpty();
        List<List<String>> byEmbedding = report.table().rows().stream()
                .filter(row -> row.getFirst().equals("embedding"))
                .toList();
        assertThat(byEmbedding)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.get(5)).isEqualTo("1.000"));
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).startsWith("What 600 embeddings of 384"));
    }

    @Test
    void watchFanOut_losesNothing() throws Exception {
        SectionReport report = run(new WatchFanOut());
        assertThat(report.errors()).isEmpty();
        assertThat(report.table().rows()).extracting(List::getFirst).containsExactly("SSE", "gRPC");
        assertThat(row(report, 0, 4)).isEqualTo("0");
        assertThat(row(report, 1, 4)).isEqualTo("0");
    }

    @Test
    void garbageCollection_collectsAllWhileOthersAreRead() throws Exception {
        SectionReport report = run(new GarbageCollection());
        assertThat(report.errors()).isEmpty();
        assertThat(report.table().rows())
                .extracting(List::getFirst)
                .containsExactly("before", "during the collection", "after");
        assertThat(report.notes().getFirst()).startsWith("600 entries were collected in ");
    }

    @Test
    void backupsUnderWrites_tenOfTenAreVerified() throws Exception {
        SectionReport report = run(new BackupsUnderWrites());
        assertThat(report.errors()).isEmpty();
        assertThat(report.notes().getFirst()).startsWith("10 backups: 10 verified, 0 corrupt");
        assertThat(report.table().rows())
                .extracting(row -> row.subList(0, 4))
                .containsExactly(
                        List.of("nothing", "–", "–", "–"),
                        List.of("POST /admin/backups", "8", "8", "0"),
                        List.of("swarm-memory backup-pull", "2", "2", "0"),
                        List.of("the harness opens a backup", "–", "–", "–"));
    }

    @Test
    void restoreOfStore_bothWaysHoldWhatWasBackedUp() throws Exception {
        SectionReport report = run(new RestoreOfStore());
        assertThat(report.errors()).isEmpty();
        assertThat(report.table().rows())
                .extracting(List::getFirst)
                .containsExactly(
                        "fill", "back up", "verify", "restore", "restore at the start", "compare", "first read");
        assertThat(report.notes().getFirst())
                .startsWith("Content hash of the backup")
                .contains("both restored databases hold the same");
    }

    @Test
    void sixLines_everyAnswerIsRight() throws Exception {
        SectionReport report = run(new SixLines());
        assertThat(report.errors()).isEmpty();
        assertThat(report.table().rows()).hasSize(6);
    }
}
