package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.util.TreeMap;

/** The manifest of a backup as it lies beside the file. */
public final class ManifestJson {
    private static final String FORMAT = "swarm-memory-backup";
    private static final int FORMAT_VERSION = 1;

    private ManifestJson() {}

    public static byte[] write(Manifest manifest) {
        return write(new JsonWriter(1024), manifest).toBytes();
    }

    public static JsonWriter write(JsonWriter json, Manifest manifest) {
        json.beginObject();
        json.name("format").string(FORMAT);
        json.name("formatVersion").number(FORMAT_VERSION);
        json.name("database").string(manifest.database());
        json.name("createdAt").instant(manifest.createdAt());
        json.name("verifiedAt").instant(manifest.verifiedAt());
        json.name("programVersion").string(manifest.programVersion());
        json.name("schemaVersion").number(manifest.schemaVersion());
        json.name("epoch").number(manifest.revision().epoch());
        json.name("revision").number(manifest.revision().number());
        json.name("sizeBytes").number(manifest.sizeBytes());
        json.name("sha256").string(manifest.sha256());
        json.name("swarms").strings(manifest.swarms());
        json.name("tables").beginObject();
        manifest.tables().forEach((table, rows) -> json.name(table).number(rows));
        return json.endObject().endObject();
    }

    /** Reads {@link #write}'s form; members of later programs are ignored. */
    public static Manifest read(byte[] text) {
        var object = JsonSlice.parse("manifest", text).object();
        if (!object.required("format").string().equals(FORMAT)) {
            throw MemoryException.invalid("format", object.required("format").string(), FORMAT);
        }
        long version = object.required("formatVersion").wholeNumber();
        if (version != FORMAT_VERSION) {
            throw MemoryException.invalid("formatVersion", version, Integer.toString(FORMAT_VERSION));
        }
        var tables = new TreeMap<String, Long>();
        var counts = object.required("tables").object();
        counts.names().forEach(name -> tables.put(name, counts.required(name).wholeNumber()));
        return new Manifest(
                object.required("database").string(),
                object.required("swarms").strings(),
                new Revision(
                        object.required("epoch").wholeNumber(),
                        object.required("revision").wholeNumber()),
                Math.toIntExact(object.required("schemaVersion").wholeNumber()),
                tables,
                object.required("sizeBytes").wholeNumber(),
                object.required("sha256").string(),
                JsonMoment.read(object.required("createdAt")),
                object.required("programVersion").string(),
                object.value("verifiedAt").map(JsonMoment::read).orElse(null));
    }
}
