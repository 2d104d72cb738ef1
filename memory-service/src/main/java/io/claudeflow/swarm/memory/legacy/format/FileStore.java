package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonArray;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonBoolean;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.Lifecycle;
import io.claudeflow.swarm.memory.legacy.record.Origin;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import io.claudeflow.swarm.memory.legacy.source.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory with one JSON file an entry, and a database beside it with a row for each. The file is the truth: its key
 * stands inside, because several keys share a file name. The rows only add when an entry was made and last read; their
 * paths are never followed.
 */
final class FileStore {
    private static final String FILES = "files";
    private static final int MAX_CONFLICT_METADATA = 16 * 1024;
    private static final int FILE_OVERHEAD = 64 * 1024;

    private final String name;
    private final ReadOptions options;
    private final Map<String, RowFields> rows = new LinkedHashMap<>();
    private boolean indexed;

    FileStore(String name, ReadOptions options) {
        this.name = name;
        this.options = options;
    }

    /** Whether a file is one entry of a file store. */
    static boolean accepts(JsonShape shape) {
        return !shape.array()
                && shape.has("key", "value", "timestamp", "namespace")
                && (shape.has("compressed") || shape.has("conflict_values") || shape.has("version"));
    }

    /** Takes a row of {@code memory_metadata}. */
    void index(Row row) {
        indexed = true;
        var fields = new RowFields(row, origin("memory_metadata", row.identity()), options);
        rows.put(String.valueOf(fields.text("key")), fields);
    }

    void indexed() {
        indexed = true;
    }

    /** Reads the files, then tells of the rows that are left. */
    void read(List<Path> files, Consumer<RowOutcome> out) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (var file : files) {
            var fileName = String.valueOf(file.getFileName());
            try {
                if (Files.size(file) > 2L * options.values().maxBytes() + FILE_OVERHEAD) {
                    throw MemoryException.limit("file", Files.size(file) + " bytes", "a size within a value's limit");
                }
                var object = JsonShape.object(file, options.maxTextLength());
                keys.put(fileName, String.valueOf(object.text("key")));
                out.accept(entry(new ElementFields(object, origin(FILES, fileName), options)));
            } catch (MemoryException e) {
                out.accept(new RowOutcome.Failed(
                        origin(FILES, fileName),
                        keys.getOrDefault(fileName, fileName),
                        String.valueOf(e.getMessage())));
            } catch (IOException e) {
                out.accept(new RowOutcome.Failed(origin(FILES, fileName), fileName, e.toString()));
            }
        }
        rows.forEach((key, row) -> out.accept(new RowOutcome.Failed(row.origin(), key, orphan(row, keys))));
    }

    private static String orphan(RowFields row, Map<String, String> keys) {
        var path = String.valueOf(row.text("file_path"));
        var fileName = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        var holder = keys.get(fileName);
        return holder == null
                ? "its file " + fileName + " is missing"
                : "its file " + fileName + " was overwritten by the key " + holder;
    }

    private RowOutcome entry(ElementFields file) {
        var key = file.required("key");
        var row = rows.remove(key);
        if (row == null && indexed) {
            file.note("no row in memory_metadata");
        }
        boolean compressed = file.object().isTrue("compressed");
        var value = compressed && file.value("value") instanceof JsonText(var encoded)
                ? file.values().base64GzipJson(encoded)
                : file.values().parsed(file.value("value"));
        var written = file.strictTime("timestamp");
        var lifecycle = Lifecycle.between(row == null ? written : earlier(row.time("created_at"), written), written)
                .accessed(row == null ? null : row.time("accessed_at"), 0);
        var namespace = file.textOr(EntryKey.DEFAULT_NAMESPACE, "namespace");
        var entry = file.entry(namespace, key, value, lifecycle);
        var conflicts = conflicts(file);
        if (conflicts.elements().isEmpty()) {
            return file.read(entry);
        }
        var metadata = JsonValue.EMPTY.with("conflicted", new JsonBoolean(true));
        var text = Json.write(conflicts);
        if (text.length() <= MAX_CONFLICT_METADATA) {
            return file.read(Fields.described(entry, metadata.with("conflictValues", conflicts)));
        }
        LegacyRecord values =
                file.entry(namespace, key + "/conflicts", file.values().json(text), lifecycle);
        return new RowOutcome.Read(
                List.of(Fields.described(entry, metadata), values),
                List.of("conflicting values were kept under the key " + key + "/conflicts"));
    }

    /** Superseded values with their times; those that had been compressed carry no mark of it. */
    private static JsonArray conflicts(ElementFields file) {
        List<JsonValue> conflicts = new ArrayList<>();
        if (file.value("conflict_values") instanceof JsonArray(var pairs)) {
            for (var pair : pairs) {
                if (pair instanceof JsonArray(var two) && two.size() == 2) {
                    conflicts.add(new JsonObject(
                            Map.of("value", file.values().maybeBase64Gzip(two.get(0)), "timestamp", two.get(1))));
                } else {
                    conflicts.add(pair);
                }
            }
        }
        return new JsonArray(conflicts);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private Origin origin(String table, String row) {
        return new Origin(name, LegacyFormat.FILE_STORE, table, row);
    }

    /** The files of a directory that are entries, by name; links that lead out of it are not followed. */
    static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (var listed = Files.list(directory)) {
            return listed.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.NOT_FOUND, directory + ": cannot be listed: " + e, e);
        }
    }
}
