package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import java.util.List;
import java.util.Optional;

/** Every JSON shape that can be read, but for the files of a file store; the first that accepts a file reads it. */
final class JsonReaders {
    static final List<JsonReader> ALL = List.of(
            new JsonSessionReader(),
            new JsonEntryReader(LegacyFormat.JSON_PARTITIONS),
            new JsonEntryReader(LegacyFormat.JSON_BACKUP),
            new JsonKeyedReader(),
            new JsonAgentsReader(),
            new JsonEntryReader(LegacyFormat.JSON_ENTRIES),
            new JsonAgentEntryReader(LegacyFormat.JSON_AGENT_ENTRIES),
            new JsonListReader(),
            new JsonNamespacesReader(),
            new JsonAgentEntryReader(LegacyFormat.JSON_MARKDOWN_INDEX));

    private JsonReaders() {}

    static Optional<JsonReader> of(JsonShape shape) {
        return ALL.stream().filter(reader -> reader.accepts(shape)).findFirst();
    }
}
