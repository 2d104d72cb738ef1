package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;

/** One shape of a JSON file: how it is told from others, and what is in it. Stateless. */
interface JsonReader {
    LegacyFormat format();

    /** Whether a file has this shape. */
    boolean accepts(JsonShape shape);

    /** Reads the file that stands at its first token. */
    void read(JsonFile file, Elements out);
}
