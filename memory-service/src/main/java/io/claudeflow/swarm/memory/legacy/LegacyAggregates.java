package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.task.Priority;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Agents and tasks of earlier systems as those of this one. Pure. What has no place of its own is in the metadata. */
final class LegacyAggregates {
    private LegacyAggregates() {}

    /** An agent, and what was changed on the way, or null. */
    record MappedAgent(AgentSpec spec, @Nullable String note) {}

    /**
     * A task.
     *
     * @param spec without its dependencies
     * @param result JSON as text, or null
     * @param dependencies what it waits for; none once it has ended
     * @param note what was changed on the way, or null
     */
    record MappedTask(
            TaskSpec spec,
            TaskStatus status,
            @Nullable String result,
            List<String> dependencies,
            @Nullable String note) {}

    static MappedAgent agent(LegacyRecord.Agent agent, ImportMark mark) {
        var capabilities = agent.capabilities().stream()
                .filter(LegacyAggregates::isCapability)
                .limit(AgentSpec.MAX_CAPABILITIES)
                .toList();
        var note = capabilities.size() == agent.capabilities().size()
                ? null
                : "capabilities that are no valid ones, or beyond the limit, were left out";
        var name = agent.document().text("name");
        var status = agent.status();
        return new MappedAgent(
                new AgentSpec(
                        agent.id(),
                        agent.type(),
                        name == null || name.isEmpty() ? null : name,
                        capabilities,
                        status == null || status.isEmpty() ? AgentSpec.ACTIVE : status,
                        metadata(agent, agent.document(), agent.swarmId(), mark)),
                note);
    }

    private static boolean isCapability(String text) {
        return !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= AgentSpec.MAX_CAPABILITY_BYTES;
    }

    static MappedTask task(LegacyRecord.Task task, ImportMark mark) {
        List<String> notes = new ArrayList<>();
        var status = status(task.status());
        if (status == TaskStatus.IN_PROGRESS) {
            notes.add("work in progress was imported as waiting");
        }
        if (task.assignedTo().size() > 1) {
            notes.add("only the first of several agents was assigned");
        }
        var agent = task.assignedTo().stream().filter(text -> !text.isEmpty()).findFirst();
        var spec = new TaskSpec(
                task.id(),
                task.description().isEmpty() ? task.id() : task.description(),
                priority(task.priority()),
                agent.orElse(null),
                List.of(),
                metadata(task, task.document(), task.swarmId(), mark));
        var waits = status == TaskStatus.PENDING || status == TaskStatus.IN_PROGRESS;
        var waiting = agent.isPresent() ? TaskStatus.ASSIGNED : TaskStatus.PENDING;
        return new MappedTask(
                spec,
                waits ? waiting : status,
                result(task.document()),
                waits
                        ? task.dependencies().stream()
                                .distinct()
                                .limit(TaskSpec.MAX_DEPENDENCIES)
                                .toList()
                        : List.of(),
                notes.isEmpty() ? null : String.join("; ", notes));
    }

    private static @Nullable String result(JsonObject document) {
        var result = document.get("result");
        return result == null || result.equals(JsonValue.NULL) ? null : Json.write(result);
    }

    private static TaskStatus status(@Nullable String text) {
        return switch (word(text)) {
            case "completed", "complete", "done", "success", "finished" -> TaskStatus.COMPLETED;
            case "failed", "error" -> TaskStatus.FAILED;
            case "cancelled", "canceled", "aborted" -> TaskStatus.CANCELLED;
            case "blocked" -> TaskStatus.BLOCKED;
            case "in_progress", "running", "active" -> TaskStatus.IN_PROGRESS;
            default -> TaskStatus.PENDING;
        };
    }

    private static Priority priority(@Nullable String text) {
        return switch (word(text)) {
            case "critical", "urgent" -> Priority.CRITICAL;
            case "high" -> Priority.HIGH;
            case "low" -> Priority.LOW;
            default -> Priority.MEDIUM;
        };
    }

    private static String word(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip().toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private static String metadata(
            LegacyRecord record, JsonObject document, @Nullable String swarm, ImportMark mark) {
        var entry = ConventionalEntries.of(record).described(document.withText("swarmId", swarm));
        return mark.metadata(entry);
    }
}
