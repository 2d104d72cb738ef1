package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** JSON in columns. What cannot be read is a damaged row, never the caller's mistake. Thread-safe. */
final class JsonColumns {
    private final DocumentReader reader;

    JsonColumns(DocumentReader reader) {
        this.reader = reader;
    }

    Document read(String column, String json) {
        try {
            return reader.read(column, json);
        } catch (MemoryException e) {
            throw SqliteFailures.corruptRow(String.valueOf(e.getMessage()));
        }
    }

    /** The members of an object; none when the column is null. */
    Map<String, Document> members(String column, @Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        if (read(column, json) instanceof Document.Fields fields) {
            return fields.members();
        }
        throw damaged(column, "a JSON object");
    }

    /** The items of an array, each made by the function; none when the column is null. */
    <T> List<T> items(String column, @Nullable String json, Function<Document, T> make) {
        if (json == null) {
            return List.of();
        }
        if (read(column, json) instanceof Document.Items items) {
            return items.items().stream().map(make).toList();
        }
        throw damaged(column, "a JSON array");
    }

    List<String> texts(String column, @Nullable String json) {
        return items(column, json, item -> text(column, item));
    }

    static String text(String column, @Nullable Document document) {
        if (document instanceof Document.Text(String value)) {
            return value;
        }
        throw damaged(column, "strings");
    }

    static String ofTexts(Iterable<String> texts) {
        var items = new java.util.ArrayList<Document>();
        texts.forEach(text -> items.add(Document.of(text)));
        return Document.of(items).toJson();
    }

    /** A text that goes to callers as the JSON it is, or null; anything else is a damaged row. */
    static @Nullable String wellFormed(String column, @Nullable String json) {
        if (json != null) {
            try {
                var _ = JsonSlice.parse(column, json.getBytes(StandardCharsets.UTF_8));
            } catch (MemoryException e) {
                throw SqliteFailures.corruptRow(String.valueOf(e.getMessage()));
            }
        }
        return json;
    }

    /** As {@link #wellFormed}, of a column that is never NULL. */
    static String required(String column, @Nullable String json) {
        var text = wellFormed(column, json);
        if (text == null) {
            throw damaged(column, "JSON");
        }
        return text;
    }

    static MemoryException damaged(String column, String expected) {
        return SqliteFailures.corruptRow(column + " (expected: " + expected + ")");
    }
}
