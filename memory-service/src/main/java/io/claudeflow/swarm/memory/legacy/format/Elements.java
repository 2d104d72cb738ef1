package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.Origin;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a reader of JSON hands its elements: each becomes one outcome, and what is wrong with one is told of that one
 * alone. A fault of the file itself, such as broken JSON, ends the file.
 */
final class Elements {
    private final String file;
    private final LegacyFormat format;
    private final ReadOptions options;
    private final Consumer<RowOutcome> out;

    Elements(String file, LegacyFormat format, ReadOptions options, Consumer<RowOutcome> out) {
        this.file = file;
        this.format = format;
        this.options = options;
        this.out = out;
    }

    /** Reads the array that begins here: its elements are the rows of a table. */
    void array(JsonFile at, String table, Function<ElementFields, RowOutcome> reader) {
        if (!at.atArray()) {
            at.read();
            return;
        }
        at.elements((index, element) -> one(table, index, element.read(), reader));
    }

    /** Reads the object that begins here: its members are the rows, by name. */
    void object(JsonFile at, String table, Function<ElementFields, RowOutcome> reader) {
        if (!at.atObject()) {
            at.read();
            return;
        }
        at.members((name, member) -> one(table, name, member.read(), reader));
    }

    /** Reads one value. */
    void one(String table, String row, JsonValue value, Function<ElementFields, RowOutcome> reader) {
        var origin = new Origin(file, format, table, row);
        try {
            out.accept(reader.apply(ElementFields.of(value, origin, options)));
        } catch (MemoryException e) {
            var name = value instanceof JsonObject object ? object.firstText("key", "id") : null;
            failed(origin, name == null ? row : name, e);
        }
    }

    /** Reports what is no row at all. */
    void refuse(String table, String row, MemoryException why) {
        failed(new Origin(file, format, table, row), row, why);
    }

    private void failed(Origin origin, String key, MemoryException why) {
        out.accept(new RowOutcome.Failed(origin, key, String.valueOf(why.getMessage())));
    }

    ReadOptions options() {
        return options;
    }
}
