package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonArray;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Entry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a store of entries keeps what is more than an entry: the namespaces and keys under which the earlier library
 * kept patterns, sessions and so on, so that whoever looks for {@code swarm:patterns} / {@code pattern:<id>} finds
 * them. Agents and tasks go to stores of their own ({@link AggregateSink}); their digest is made of this form.
 */
final class ConventionalEntries {
    private ConventionalEntries() {}

    static Entry of(LegacyRecord record) {
        return switch (record) {
            case Entry entry -> entry;
            case LegacyRecord.Agent agent ->
                entry(agent, "swarm:agents", "agent:", agent(agent))
                        .tagged(tags("agent", agent.type(), agent.status()))
                        .described(JsonValue.EMPTY
                                .withText("swarmId", agent.swarmId())
                                .withText("agentType", agent.type()));
            case LegacyRecord.Task task ->
                entry(task, "swarm:tasks", "task:", task(task))
                        .tagged(tags("task", task.status(), task.priority()))
                        .described(JsonValue.EMPTY
                                .withText("swarmId", task.swarmId())
                                .with("assignedAgents", JsonArray.ofTexts(task.assignedTo())));
            case LegacyRecord.Pattern pattern ->
                entry(pattern, "swarm:patterns", "pattern:", pattern(pattern)).tagged(tags("pattern", pattern.type()));
            case LegacyRecord.Consensus consensus ->
                entry(consensus, "swarm:consensus", "consensus:", identified(consensus.document(), consensus.id()))
                        .tagged(tags("consensus", consensus.status()))
                        .described(JsonValue.EMPTY.withText("swarmId", consensus.swarmId()));
            case LegacyRecord.Message message ->
                entry(message, "swarm:communications", "comm:", identified(message.document(), message.id()))
                        .tagged(tags("communication", message.type()));
            case LegacyRecord.Metric metric ->
                entry(metric, "swarm:metrics", "metrics:", identified(metric.document(), metric.id()))
                        .tagged(tags("metrics", metric.metric()));
            case LegacyRecord.Session session ->
                entry(session, "sessions", "session:", identified(session.document(), session.id()))
                        .tagged(tags("session"));
            case LegacyRecord.Event event ->
                entry(event, "events", "event:", identified(event.document(), event.id()))
                        .tagged(tags("event", event.type()));
            case LegacyRecord.Workflow workflow ->
                entry(workflow, "workflows", "workflow:", identified(workflow.document(), workflow.id()))
                        .tagged(tags("workflow", workflow.type()));
            case LegacyRecord.Swarm swarm ->
                entry(swarm, "swarms", "swarm:", identified(swarm.document(), swarm.id()))
                        .tagged(tags("swarm", swarm.topology(), swarm.status()));
        };
    }

    private static Entry entry(LegacyRecord record, String namespace, String prefix, JsonObject value) {
        return Entry.of(
                record.origin(),
                namespace,
                prefix + record.name(),
                EntryValue.json(Json.write(value)),
                record.lifecycle());
    }

    private static JsonObject agent(LegacyRecord.Agent agent) {
        return identified(agent.document(), agent.id())
                .withText("type", agent.type())
                .withText("status", agent.status())
                .withText("swarmId", agent.swarmId())
                .with("capabilities", JsonArray.ofTexts(agent.capabilities()));
    }

    private static JsonObject task(LegacyRecord.Task task) {
        return identified(task.document(), task.id())
                .withText("description", task.description())
                .withText("status", task.status())
                .withText("swarmId", task.swarmId())
                .with("assignedAgents", JsonArray.ofTexts(task.assignedTo()))
                .with("dependencies", JsonArray.ofTexts(task.dependencies()));
    }

    private static JsonObject pattern(LegacyRecord.Pattern pattern) {
        return identified(pattern.document().without("patternData"), pattern.id())
                .withText("type", pattern.type())
                .with("data", pattern.data().equals(pattern.document()) ? JsonValue.NULL : pattern.data())
                .with("confidence", number(pattern.confidence()))
                .with("usageCount", JsonNumber.of(pattern.usageCount()))
                .with("successRate", number(pattern.successRate()));
    }

    private static JsonObject identified(JsonObject document, String id) {
        return document.with("id", new JsonText(id));
    }

    private static JsonNumber number(double value) {
        return new JsonNumber(BigDecimal.valueOf(value).toString());
    }

    private static List<String> tags(@Nullable String... tags) {
        List<String> present = new ArrayList<>();
        for (var tag : tags) {
            if (tag != null && !tag.isEmpty()) {
                present.add(tag);
            }
        }
        return present;
    }
}
