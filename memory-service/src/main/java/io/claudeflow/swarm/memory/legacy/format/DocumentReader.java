package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.decode.DecodedValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Embedding;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import io.claudeflow.swarm.memory.legacy.source.Cell;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables whose rows are best kept as entries of their own: the namespace is fixed, the key is made of columns, the
 * value is one column or the whole row as JSON.
 */
final class DocumentReader extends Accepts.Reader {
    private final String namespace;
    private final List<String> keyColumns;
    private final @Nullable String valueColumn;

    /**
     * A reader of one table.
     *
     * @param valueColumn a column, or null for the whole row
     */
    DocumentReader(
            LegacyFormat format, String table, String namespace, @Nullable String valueColumn, String... keyColumns) {
        super(Accepts.table(format, table, keyColumns));
        this.namespace = namespace;
        this.keyColumns = List.of(keyColumns);
        this.valueColumn = valueColumn;
    }

    @Override
    public RowOutcome read(RowFields row) {
        var key = keyColumns.stream().map(row::required).collect(Collectors.joining("/"));
        boolean inactive =
                !row.value("is_active").equals(JsonValue.NULL) && !row.row().isTrue("is_active");
        if (inactive) {
            key += "/" + row.origin().row();
        }
        var column = valueColumn;
        DecodedValue value = column == null
                ? row.values().parsed(row.document().without("embedding"))
                : row.values().guessed(row.required(column));
        var entry = row.entry(namespace, key, value, row.expiringLifecycle());
        var metadata = column == null ? JsonValue.EMPTY : row.document().without(Fields.camelCase(column));
        List<String> tags = inactive ? List.of("inactive") : List.of();
        return row.read(Fields.described(entry, metadata).tagged(tags).embedded(vector(row)));
    }

    /** A vector of 32-bit floats, lowest byte first. */
    private static @Nullable Embedding vector(RowFields row) {
        if (!(row.row().cell("embedding") instanceof Cell.Blob(var bytes)) || bytes.remaining() == 0) {
            return null;
        }
        if (bytes.remaining() % Float.BYTES != 0) {
            row.note("embedding is no list of 32-bit floats; left out");
            return null;
        }
        var floats = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        List<Float> vector = new ArrayList<>(floats.remaining());
        while (floats.hasRemaining()) {
            vector.add(floats.get());
        }
        return new Embedding(null, vector);
    }
}
