package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the stores of small rows have in common: reading one, a page of them, the id of a new one. */
final class Rows {
    private Rows() {}

    /** Makes a value of the row that a result stands on. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> Optional<T> first(PreparedStatement select, Reader<T> reader) throws SQLException {
        try (var row = select.executeQuery()) {
            return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
        }
    }

    static <T> List<T> all(PreparedStatement select, Reader<T> reader) throws SQLException {
        var items = new ArrayList<T>();
        try (var row = select.executeQuery()) {
            while (row.next()) {
                items.add(reader.read(row));
            }
        }
        return items;
    }

    /**
     * The page at the beginning of the rows. It ends early when its items are larger than a page may be, but has one
     * row at least. Damaged rows count and are left out.
     *
     * @param select rows in the order of the listing, one more than the limit
     * @param listing what the cursor is bound to
     * @param place the place of a row, for the cursor behind it
     */
    static <T> Page<T> page(
            PreparedStatement select,
            int limit,
            TableRows<T> rows,
            ToLongFunction<T> bytes,
            String listing,
            Reader<String[]> place)
            throws SQLException {
        var items = new ArrayList<T>();
        var last = new String[0];
        int read = 0;
        long size = 0;
        try (var row = select.executeQuery()) {
            while (row.next()) {
                if (read == limit || size > EntryQuery.MAX_PAGE_VALUE_BYTES) {
                    return new Page<>(items, Cursor.write(listing, last));
                }
                read++;
                last = place.read(row);
                var item = rows.listed(row);
                if (item != null) {
                    items.add(item);
                    size += bytes.applyAsLong(item);
                }
            }
        }
        return new Page<>(items, null);
    }

    /** Every row that is not damaged. */
    static <T> List<T> listed(PreparedStatement select, TableRows<T> rows) throws SQLException {
        var items = new ArrayList<T>();
        try (var row = select.executeQuery()) {
            while (row.next()) {
                var item = rows.listed(row);
                if (item != null) {
                    items.add(item);
                }
            }
        }
        return items;
    }

    static <T> Optional<T> first(PreparedStatement select, TableRows<T> rows) throws SQLException {
        try (var row = select.executeQuery()) {
            return row.next() ? Optional.of(rows.read(row)) : Optional.empty();
        }
    }

    /** The id behind which a listing in the order of ids continues, or {@code first} on the first page. */
    static long idAfter(PageRequest page, String listing, long first) {
        var cursor = page.cursor();
        if (cursor == null) {
            return first;
        }
        try {
            return Long.parseLong(Cursor.read(cursor, listing, 1).getFirst());
        } catch (NumberFormatException e) {
            throw MemoryException.invalid("cursor", cursor, "the nextCursor of the page before");
        }
    }

    /** The name behind which a listing in the order of names continues, empty on the first page. */
    static String nameAfter(PageRequest page, String listing) {
        var cursor = page.cursor();
        return cursor == null ? "" : Cursor.read(cursor, listing, 1).getFirst();
    }

    /** Runs an INSERT that ends with {@code RETURNING id}. */
    static long insert(PreparedStatement insert) throws SQLException {
        try (var row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The revision in two columns, the epoch first. */
    static Revision revision(ResultSet row, int column) throws SQLException {
        return new Revision(row.getLong(column), row.getLong(column + 1));
    }

    static void setRevision(PreparedStatement statement, int index, Revision revision) throws SQLException {
        statement.setLong(index, revision.epoch());
        statement.setLong(index + 1, revision.number());
    }

    /** Characters of what may be large, roughly its bytes. */
    static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
