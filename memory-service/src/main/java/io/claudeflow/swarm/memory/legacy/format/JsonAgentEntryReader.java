package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/**
 * Lists of what agents remember, knowledge bases, and the index of a memory kept as markdown files, whose members are
 * entries of agents too. The markdown files themselves repeat the index.
 */
final class JsonAgentEntryReader implements JsonReader {
    private final LegacyFormat format;

    JsonAgentEntryReader(LegacyFormat format) {
        this.format = format;
    }

    @Override
    public LegacyFormat format() {
        return format;
    }

    @Override
    public boolean accepts(JsonShape shape) {
        if (format == LegacyFormat.JSON_MARKDOWN_INDEX) {
            return !shape.array() && shape.everyMemberIs("id", "content") && !shape.everyMemberIs("key", "value");
        }
        return shape.array() && (shape.has("id", "agentId", "content") || isKnowledgeBase(shape));
    }

    private static boolean isKnowledgeBase(JsonShape shape) {
        return shape.has("id", "name") && shape.is("entries", JsonShape.Kind.ARRAY);
    }

    @Override
    public void read(JsonFile file, Elements out) {
        if (format == LegacyFormat.JSON_MARKDOWN_INDEX) {
            out.object(file, "index", JsonAgentEntryReader::entry);
        } else {
            out.array(file, "entries", JsonAgentEntryReader::entry);
        }
    }

    private static RowOutcome entry(ElementFields element) {
        if (element.object().has("content")) {
            var tags = element.object("metadata").get("tags");
            return AgentEntryReader.entry(tags == null ? element : element.with("tags", tags));
        }
        return element.read(element.entry(
                "knowledge-bases",
                element.required("id"),
                element.values().parsed(element.object()),
                element.lifecycle()));
    }
}
