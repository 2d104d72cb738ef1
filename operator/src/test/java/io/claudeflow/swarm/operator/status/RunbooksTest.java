package io.claudeflow.swarm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.operator.status.Reason.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages for people, and the way to them. */
class RunbooksTest {
    private static final Path FOLDER = Path.of("..", Runbooks.FOLDER);
    private static final String INDEX = "README.md";

    @AfterEach
    void asInThisProject() {
        Runbooks.publishedAt("");
    }

    @Test
    void shouldHaveOnePageForEachReasonThatNeedsAPersonAndNoOther() throws IOException {
        var wanted = Arrays.stream(Reason.values())
                .filter(reason -> reason.weight() == Weight.BLOCKED)
                .map(Runbooks::page)
                .toList();
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).filter(name -> !name.equals(INDEX)))
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
        assertThat(Files.readAllLines(FOLDER.resolve(INDEX)).stream().filter(line -> line.startsWith("- [")))
                .as("the index lists every page")
                .hasSize(wanted.size())
                .allMatch(line -> wanted.stream().anyMatch(page -> line.contains("](" + page + "): ")));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatItMeansAndWhatToDo(Reason reason) throws IOException {
        if (reason.weight() != Weight.BLOCKED) {
            assertThat(FOLDER.resolve(Runbooks.page(reason))).doesNotExist();
            return;
        }
        assertThat(Files.readString(FOLDER.resolve(Runbooks.page(reason))))
                .startsWith("# " + reason.wire() + "\n")
                .contains("\nSeen in: ", "\n## What it means\n", "\n## What the operator does\n", "\n## What to do\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'', docs/runbooks/JobFailed.md",
        "https://example.org/pages, https://example.org/pages/JobFailed.md",
        "https://example.org/pages/, https://example.org/pages/JobFailed.md"
    })
    void shouldLinkThePageWhenAConditionNeedsAPerson(String folder, String link) {
        Runbooks.publishedAt(folder);

        assertThat(message(Reason.JOB_FAILED, "No room.")).isEqualTo("No room. (runbook: " + link + ")");
        assertThat(message(Reason.RUNNING, "It works.")).isEqualTo("It works.");
    }

    @Test
    void shouldKeepTheLinkWhenAMessageIsTooLong() {
        assertThat(message(Reason.JOB_FAILED, "x".repeat(10_000)))
                .hasSize(4_096)
                .endsWith("x… (runbook: docs/runbooks/JobFailed.md)");
    }

    @Test
    void shouldLeaveTheLinkAwayWhenAnotherConditionTellsTheSame() {
        assertThat(Runbooks.without(message(Reason.JOB_FAILED, "No room."))).isEqualTo("No room.");
        assertThat(Runbooks.without("Nothing to (see) here")).isEqualTo("Nothing to (see) here");
    }

    private static String message(Reason reason, String text) {
        var conditions = Conditions.of(null, List.of(Finding.no(ConditionType.READY, reason, text)), 1L, Instant.EPOCH);
        return conditions.stream().map(Condition::message).findFirst().orElseThrow();
    }
}
