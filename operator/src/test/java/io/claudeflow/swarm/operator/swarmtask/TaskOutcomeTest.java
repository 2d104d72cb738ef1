package io.claudeflow.swarm.operator.swarmtask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.SubtaskStatus;
import io.claudeflow.swarm.crd.v1alpha1.SwarmTaskStatus;
import io.claudeflow.swarm.crd.v1alpha1.TaskPhase;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenTask;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.TaskContent;
import io.claudeflow.swarm.operator.reading.TaskReader;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskOutcomeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static SeenTask seen(
            String status, @Nullable String agent, @Nullable JsonNode result, @Nullable JsonNode progress) {
        return new SeenTask(
                new TaskContent("t-1", "d", "medium", List.of(), JsonNodeFactory.instance.objectNode()),
                status,
                Optional.ofNullable(agent),
                Optional.empty(),
                1,
                Optional.ofNullable(result),
                Optional.ofNullable(progress),
                Optional.empty());
    }

    private static SwarmTaskStatus mirrored(SwarmTaskStatus previous, SeenTask seen) {
        return new TaskOutcome(previous, 1L, "s", "t-1", NOW).mirrored(seen, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "pending,     Pending,    UNKNOWN, Pending",
        "assigned,    Assigned,   UNKNOWN, Pending",
        "in_progress, InProgress, UNKNOWN, InProgress",
        "blocked,     Blocked,    UNKNOWN, TaskBlocked",
        "completed,   Completed,  TRUE,    Completed",
        "failed,      Failed,     FALSE,   TaskFailed",
        "cancelled,   Cancelled,  FALSE,   Cancelled",
        "dreaming,    Blocked,    UNKNOWN, TaskBlocked",
    })
    void mirrored_everyStatus_isAPhaseAndACondition(
            String status, String phase, ConditionStatus succeeded, String reason) {
        var mirrored = mirrored(TaskReader.NONE, seen(status, null, null, null));

        assertThat(mirrored.phase()).isNotNull().extracting(TaskPhase::wire).isEqualTo(phase);
        assertThat(Conditions.find(mirrored.conditions(), ConditionType.SUCCEEDED))
                .hasValueSatisfying(condition -> {
                    assertThat(condition.status()).isEqualTo(succeeded);
                    assertThat(condition.reason()).isEqualTo(reason);
                });
        assertThat(Conditions.holds(mirrored.conditions(), ConditionType.READY, 1L))
                .isTrue();
    }

    @Test
    void mirrored_twice_isTheSame() {
        var once = mirrored(TaskReader.NONE, seen("in_progress", "me", null, null));

        assertThat(new TaskOutcome(once, 1L, "s", "t-1", NOW.plusSeconds(60))
                        .mirrored(seen("in_progress", "me", null, null), List.of()))
                .isEqualTo(once);
    }

    @Test
    void mirrored_afterTheWork_namesWhoWasAtIt() {
        var working = mirrored(TaskReader.NONE, seen("in_progress", "me", null, null));

        assertThat(mirrored(working, seen("completed", null, null, null)).claimedBy())
                .isEqualTo("me");
        assertThat(mirrored(working, seen("pending", null, null, null)).claimedBy())
                .isNull();
    }

    @Test
    void mirrored_longResult_isShortened() {
        var status = mirrored(TaskReader.NONE, seen("completed", null, TextNode.valueOf("x".repeat(9_000)), null));

        assertThat(status.result()).hasSize(4_096).endsWith("…");
        assertThat(status.resultShortened()).isTrue();
    }

    @Test
    void mirrored_progress_isAPercentageOrShortJson() {
        var percent = JsonNodeFactory.instance.objectNode().put("percent", 12.50);
        var words = TextNode.valueOf("y".repeat(900));

        assertThat(mirrored(TaskReader.NONE, seen("in_progress", "me", null, percent))
                        .progress())
                .isEqualTo("12.5%");
        assertThat(mirrored(TaskReader.NONE, seen("in_progress", "me", null, words))
                        .progress())
                .hasSize(256);
    }

    @Test
    void subtask_over_staysAsItWas() {
        var done = new SubtaskStatus("a", "t-1.a", TaskPhase.COMPLETED, "me");

        assertThat(TaskOutcome.subtask("a", seen("pending", null, null, null), Optional.of(done)))
                .isEqualTo(done);
    }
}
