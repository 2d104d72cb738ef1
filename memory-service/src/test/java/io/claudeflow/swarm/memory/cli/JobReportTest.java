package io.claudeflow.swarm.memory.cli;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.revision.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last words of a Job fit where Kubernetes keeps them. */
class JobReportTest {
    private static JobReport report(int tables, String message) {
        var rows = new TreeMap<String, Long>();
        for (int i = 0; i < tables; i++) {
            rows.put("a_table_with_quite_a_long_name_" + i, (long) i);
        }
        var contents = new JobReport.Contents(1, "ab", new Revision(2, 3), rows);
        return new JobReport(
                "verified", null, message, "n", "f", contents, Duration.ofMillis(1_500), List.of("a", "b"));
    }

    private static JsonNode read(byte[] json) throws IOException {
        assertThat(json.length).isLessThanOrEqualTo(LastWords.MAX_BYTES);
        assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("\n");
        return new JsonMapper().readTree(json);
    }

    @Test
    void shouldSayEverythingWhenItFits() throws IOException {
        var json = read(report(50, "m").json(LastWords.MAX_BYTES));
        assertThat(json.get("rows")).hasSize(50);
        assertThat(json.get("message").asText()).isEqualTo("m");
        assertThat(json.get("seconds").asDouble()).isEqualTo(1.5);
        assertThat(json.get("epoch").asLong()).isEqualTo(2);
        assertThat(json.get("revision").asLong()).isEqualTo(3);
        assertThat(json.get("pruned")).hasSize(2);
        assertThat(json.has("reason")).isFalse();
    }

    @Test
    void shouldLeaveOutTheSmallestTables() throws IOException {
        var json = read(report(500, "m").json(LastWords.MAX_BYTES));
        assertThat(json.get("rows").size()).isBetween(50, 499);
        assertThat(json.at("/rows/a_table_with_quite_a_long_name_499").asLong()).isEqualTo(499);
        assertThat(json.at("/rows/a_table_with_quite_a_long_name_0").isMissingNode())
                .isTrue();
        assertThat(json.get("message").asText()).isEqualTo("m");
    }

    @Test
    void shouldCutALongMessage() throws IOException {
        var json = read(JobReport.failed("Internal", "\"ä\n".repeat(3_000)).json(LastWords.MAX_BYTES));
        assertThat(json.get("result").asText()).isEqualTo("failed");
        assertThat(json.get("reason").asText()).isEqualTo("Internal");
        assertThat(json.get("message").asText()).startsWith("\"ä\n").endsWith("…");
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void shouldNameEveryKindOfFailureInOneWord(FailureKind kind) {
        assertThat(LastWords.reason(kind)).matches("([A-Z][a-z]+)+");
    }

    @Test
    void shouldSayHowMuchSpaceIsMissing(@TempDir Path directory) {
        var artifact = new Artifact(directory.resolve("b.db"));
        assertFails(
                FailureKind.STORAGE_FULL,
                "no space for the backup b.db in " + directory + ": it needs " + (Long.MAX_VALUE / 2) + " bytes, ",
                () -> artifact.requireSpace(Long.MAX_VALUE / 2));
    }
}
