package io.claudeflow.swarm.operator.swarmtask;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.SubtaskStatus;
import io.claudeflow.swarm.crd.v1alpha1.SwarmTaskStatus;
import io.claudeflow.swarm.crd.v1alpha1.TaskPhase;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenTask;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what was seen of a task in its memory to the status of its resource. Pure but for the time it is given. */
record TaskOutcome(SwarmTaskStatus previous, @Nullable Long generation, String store, String id, Instant now) {
    private static final int LONGEST_RESULT = 4_096;
    private static final int LONGEST_PROGRESS = 256;

    /** Whether nothing follows. */
    static boolean isOver(@Nullable TaskPhase phase) {
        return phase == TaskPhase.COMPLETED || phase == TaskPhase.CANCELLED;
    }

    /** Where a subtask stands; one that has ended stays as it was. */
    static SubtaskStatus subtask(String name, SeenTask seen, Optional<SubtaskStatus> before) {
        if (before.map(SubtaskStatus::phase).filter(TaskOutcome::isOver).isPresent()) {
            return before.orElseThrow();
        }
        var phase = phase(seen);
        return new SubtaskStatus(
                name,
                seen.content().id(),
                phase,
                holder(seen, phase, before.map(SubtaskStatus::claimedBy).orElse(null)));
    }

    /** It is recorded, and stands as it was seen. */
    SwarmTaskStatus mirrored(SeenTask seen, List<SubtaskStatus> subtasks) {
        var phase = phase(seen);
        var holder = holder(seen, phase, previous.claimedBy());
        var text = seen.result().map(JsonNode::toString);
        var result = text.map(whole -> shortened(whole, LONGEST_RESULT));
        var recorded = Finding.yes(
                ConditionType.READY,
                Reason.RECORDED,
                "Task " + id + " is recorded in the memory of SwarmMemoryStore " + store + ".");
        return new SwarmTaskStatus(
                generation,
                conditions(recorded, succeeded(phase, holder, subtasks)),
                store,
                id,
                phase,
                holder,
                seen.attempts(),
                seen.progress().map(TaskOutcome::progress).orElse(null),
                previous.recordedAt() == null ? moment(now) : previous.recordedAt(),
                seen.completedAt().map(TaskOutcome::moment).orElse(null),
                result.orElse(null),
                text.map(whole -> whole.length() > LONGEST_RESULT).orElse(null),
                subtasks.isEmpty() ? null : subtasks);
    }

    /** It is not recorded as declared, for a reason. */
    SwarmTaskStatus hindered(Reason reason, String message) {
        return new SwarmTaskStatus(
                generation,
                conditions(
                        Finding.no(ConditionType.READY, reason, message),
                        Finding.unknown(ConditionType.SUCCEEDED, reason, message)),
                store.isEmpty() ? null : store,
                previous.task(),
                previous.phase(),
                previous.claimedBy(),
                previous.attempts(),
                previous.progress(),
                previous.recordedAt(),
                previous.completedAt(),
                previous.result(),
                previous.resultShortened(),
                previous.subtasks());
    }

    private List<Condition> conditions(Finding ready, Finding succeeded) {
        return Conditions.of(previous.conditions(), List.of(ready, succeeded), generation, now);
    }

    private static Finding succeeded(TaskPhase phase, @Nullable String holder, List<SubtaskStatus> subtasks) {
        var by = holder == null ? "" : " by " + holder;
        return switch (phase) {
            case COMPLETED -> Finding.yes(ConditionType.SUCCEEDED, Reason.TASK_COMPLETED, "Completed" + by + ".");
            case CANCELLED ->
                Finding.no(ConditionType.SUCCEEDED, Reason.TASK_CANCELLED, "Given up; it will not be done.");
            case FAILED ->
                Finding.no(
                        ConditionType.SUCCEEDED,
                        Reason.TASK_FAILED,
                        "The last attempt" + by + " failed; status.result may say why. It can be set back to pending.");
            case BLOCKED ->
                Finding.unknown(ConditionType.SUCCEEDED, Reason.TASK_BLOCKED, "It cannot go on, said" + by + ".");
            case IN_PROGRESS ->
                Finding.unknown(
                        ConditionType.SUCCEEDED,
                        Reason.TASK_IN_PROGRESS,
                        (holder == null ? "Somebody" : holder) + " works on it.");
            case PENDING, ASSIGNED, UNKNOWN ->
                Finding.unknown(ConditionType.SUCCEEDED, Reason.TASK_PENDING, waiting(subtasks));
        };
    }

    private static String waiting(List<SubtaskStatus> subtasks) {
        var done = subtasks.stream()
                .filter(subtask -> subtask.phase() == TaskPhase.COMPLETED)
                .count();
        return done == subtasks.size()
                ? "It waits for an agent."
                : done + " of " + subtasks.size() + " subtasks are completed; then it can be claimed.";
    }

    private static TaskPhase phase(SeenTask seen) {
        return switch (seen.status()) {
            case "pending" -> TaskPhase.PENDING;
            case "assigned" -> TaskPhase.ASSIGNED;
            case "in_progress" -> TaskPhase.IN_PROGRESS;
            case "blocked" -> TaskPhase.BLOCKED;
            case "completed" -> TaskPhase.COMPLETED;
            case "failed" -> TaskPhase.FAILED;
            case "cancelled" -> TaskPhase.CANCELLED;
            // A word of another version: it is neither free nor over.
            default -> TaskPhase.BLOCKED;
        };
    }

    /** When the work is over the memory names nobody; who was seen at work last is named on. */
    private static @Nullable String holder(SeenTask seen, TaskPhase phase, @Nullable String before) {
        return switch (phase) {
            case PENDING, ASSIGNED, UNKNOWN -> null;
            case IN_PROGRESS, BLOCKED, COMPLETED, FAILED, CANCELLED ->
                seen.agent().orElse(before);
        };
    }

    private static String progress(JsonNode data) {
        var percent = data.path("percent");
        return percent.isNumber()
                ? percent.decimalValue().stripTrailingZeros().toPlainString() + "%"
                : shortened(data.toString(), LONGEST_PROGRESS);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private static String moment(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
