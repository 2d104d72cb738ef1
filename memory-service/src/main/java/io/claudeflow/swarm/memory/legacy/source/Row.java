package io.claudeflow.swarm.memory.legacy.source;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row. A column that the table lacks reads as null, because builds of the same system differ in their columns.
 * Failures name the column. Immutable.
 */
public final class Row {
    private final String identity;
    private final Map<String, Cell> cells;

    Row(String identity, Map<String, Cell> cells) {
        this.identity = identity;
        this.cells = cells;
    }

    /** The primary key as text, its parts joined by a slash, or the rowid. */
    public String identity() {
        return identity;
    }

    /** The columns in the table's order, by name in lower case. */
    public Map<String, Cell> cells() {
        return cells;
    }

    public Cell cell(String column) {
        return cells.getOrDefault(column, Cell.EMPTY);
    }

    public boolean isNull(String column) {
        return cell(column) instanceof Cell.Empty;
    }

    /** The column as text, whatever its storage class, or null. */
    public @Nullable String text(String column) {
        return switch (cell(column)) {
            case Cell.Empty _ -> null;
            case Cell.Whole(var value) -> Long.toString(value);
            case Cell.Real(var value) -> Double.toString(value);
            case Cell.Text(var bytes, var charset) -> decoded(column, bytes, charset);
            case Cell.Blob(var bytes) -> decoded(column, bytes, StandardCharsets.UTF_8);
            case Cell.TooLarge(var bytes) -> throw tooLarge(column, bytes);
        };
    }

    /** The first of the columns that is not null, as text, or null. */
    public @Nullable String firstText(String... columns) {
        for (var column : columns) {
            var found = text(column);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The column as text; null is an error. */
    public String required(String column) {
        var found = text(column);
        if (found == null) {
            throw MemoryException.ofField(FailureKind.CORRUPT, column, "NULL", "a value");
        }
        return found;
    }

    /** The column as text, or the given one instead of null and the empty text. */
    public String textOr(String column, String otherwise) {
        var found = text(column);
        return found != null && !found.isEmpty() ? found : otherwise;
    }

    /** The column as a number, or null when it is null or no number. */
    public @Nullable Double number(String column) {
        return switch (cell(column)) {
            case Cell.Whole(var value) -> (double) value;
            case Cell.Real(var value) -> value;
            case Cell.Text(var bytes, var charset) -> numeric(decoded(column, bytes, charset));
            default -> null;
        };
    }

    public double numberOr(String column, double otherwise) {
        var found = number(column);
        return found == null ? otherwise : found;
    }

    /** Whether the column is 1, {@code true} or the like. */
    public boolean isTrue(String column) {
        var text = text(column);
        return text != null && (text.toLowerCase(Locale.ROOT).equals("true") || numberOr(column, 0) != 0);
    }

    private static @Nullable Double numeric(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String decoded(String column, ByteBuffer bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw MemoryException.ofField(
                    FailureKind.CORRUPT, column, bytes.remaining() + " bytes", "valid " + charset);
        }
    }

    /** The failure for a column that was not read because of its size. */
    public static MemoryException tooLarge(String column, long bytes) {
        return MemoryException.limit(column, bytes + " bytes", "a size within the limit of a value");
    }
}
