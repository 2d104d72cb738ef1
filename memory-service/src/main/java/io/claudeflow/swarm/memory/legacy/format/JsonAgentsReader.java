package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Agents and tasks; whatever else the file holds becomes one entry for each member (J2). */
final class JsonAgentsReader implements JsonReader {
    private static final String REST = "claude-flow-data";

    @Override
    public LegacyFormat format() {
        return LegacyFormat.JSON_AGENTS;
    }

    @Override
    public boolean accepts(JsonShape shape) {
        boolean agents = shape.is("agents", JsonShape.Kind.ARRAY) && shape.holds("agents", "id", "type");
        boolean tasks = shape.is("tasks", JsonShape.Kind.ARRAY) && shape.holds("tasks", "id");
        boolean both = agents && tasks && !(shape.holds("agents", "key") && shape.holds("tasks", "key"));
        return !shape.array() && (both || ((agents || tasks) && shape.has("lastUpdated")));
    }

    @Override
    public void read(JsonFile file, Elements out) {
        Map<String, JsonValue> rest = new LinkedHashMap<>();
        file.members((name, at) -> {
            switch (name) {
                case "agents" -> out.array(at, name, row -> row.read(AggregateReader.agent(row, row.required("id"))));
                case "tasks" -> out.array(at, name, row -> row.read(AggregateReader.task(row, row.required("id"))));
                case "lastUpdated" -> at.read();
                default -> rest.put(name, at.read());
            }
        });
        rest.forEach((name, value) -> out.one(
                REST,
                name,
                JsonValue.EMPTY.with("value", value),
                row -> row.read(row.entry(REST, name, row.values().parsed(value), row.lifecycle()))));
    }
}
