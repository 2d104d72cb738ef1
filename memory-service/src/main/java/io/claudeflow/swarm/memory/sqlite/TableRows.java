package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of one table, any of which a disk or another program may have damaged. Listings leave such a row out
 * and log it; whoever asks for that row alone, and the integrity check, hear what is wrong with it. Thread-safe.
 */
final class TableRows<T> {
    private static final Logger log = LoggerFactory.getLogger(TableRows.class);

    private final String table;
    private final String select;
    private final Rows.Reader<T> reader;
    private final int[] id;

    /**
     * @param select all columns that the reader wants, ending with {@code WHERE swarm = ?}
     * @param id the numbers of the columns that name a row
     */
    TableRows(String table, String select, Rows.Reader<T> reader, int... id) {
        this.table = table;
        this.select = select;
        this.reader = reader;
        this.id = id.clone();
    }

    String table() {
        return table;
    }

    String select() {
        return select;
    }

    Rows.Reader<T> reader() {
        return reader;
    }

    /** What the row means; a failure of kind CORRUPT, naming row and damage, when it means nothing. */
    T read(ResultSet row) throws SQLException {
        try {
            return reader.read(row);
        } catch (MemoryException e) {
            throw SqliteFailures.corruptRow(name(row) + ": " + SqliteFailures.damage(e));
        }
    }

    /** What the row means, or null when it is damaged. */
    @Nullable
    T listed(ResultSet row) throws SQLException {
        try {
            return read(row);
        } catch (MemoryException e) {
            log.atError().addKeyValue("table", table).log(e.getMessage());
            return null;
        }
    }

    private String name(ResultSet row) throws SQLException {
        var name = new StringJoiner(" ");
        name.add(table);
        for (int column : id) {
            name.add(String.valueOf(row.getString(column)));
        }
        return name.toString();
    }
}
