package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;

/**
 * A saved session, or what a hive saved of one by itself. The session is imported whole; the memory inside it is a copy
 * of the memory of that day, so importing it again as entries would bring back what was deleted since.
 */
final class JsonSessionReader implements JsonReader {
    @Override
    public LegacyFormat format() {
        return LegacyFormat.JSON_SESSION;
    }

    @Override
    public boolean accepts(JsonShape shape) {
        return !shape.array()
                && shape.is("sessionId", JsonShape.Kind.SCALAR)
                && (shape.has("savedAt") || shape.has("timestamp") || shape.has("data") || shape.has("stats"));
    }

    @Override
    public void read(JsonFile file, Elements out) {
        JsonValue session = file.read();
        var id = session instanceof JsonObject object ? object.text("sessionId") : null;
        out.one(
                "session",
                id == null ? "0" : id,
                session,
                fields -> fields.read(AggregateReader.session(fields, fields.required("sessionId"))));
    }
}
