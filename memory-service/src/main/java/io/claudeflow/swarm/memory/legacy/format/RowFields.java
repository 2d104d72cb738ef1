package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import io.claudeflow.swarm.memory.legacy.record.Origin;
import io.claudeflow.swarm.memory.legacy.source.Cell;
import io.claudeflow.swarm.memory.legacy.source.Row;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a row. */
final class RowFields extends Fields {
    private final Row row;

    RowFields(Row row, Origin origin, ReadOptions options) {
        super(origin, options);
        this.row = row;
    }

    Row row() {
        return row;
    }

    @Override
    @Nullable
    String text(String name) {
        return row.text(name);
    }

    @Override
    JsonValue value(String name) {
        return switch (row.cell(name)) {
            case Cell.Empty _ -> JsonValue.NULL;
            case Cell.Whole(var value) -> JsonNumber.of(value);
            case Cell.Real(var value) ->
                Double.isFinite(value)
                        ? new JsonNumber(BigDecimal.valueOf(value).toString())
                        : new JsonText(Double.toString(value));
            case Cell.Text _ -> new JsonText(row.textOr(name, ""));
            case Cell.Blob blob -> new JsonText(Base64.getEncoder().encodeToString(blob.copy()));
            case Cell.TooLarge(var bytes) -> throw Row.tooLarge(name, bytes);
        };
    }

    @Override
    JsonObject document() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (var column : row.cells().keySet()) {
            members.put(camelCase(column), documentValue(value(column)));
        }
        return new JsonObject(members);
    }
}
