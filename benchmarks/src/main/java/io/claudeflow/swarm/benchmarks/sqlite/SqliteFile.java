package io.claudeflow.swarm.benchmarks.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A database of the memory service that nobody writes, read through SQLite: nothing is locked, changed or written
 * beside it. Tables are those that hold rows of their own; the virtual ones of the search keep theirs in others. Not
 * thread-safe.
 */
public final class SqliteFile implements AutoCloseable {
    private static final String TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    private static final String SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
    private static final String KEY = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk";
    private static final String COLUMNS = "SELECT name FROM pragma_table_info(?) ORDER BY cid";

    private final Path file;
    private final Connection connection;

    private SqliteFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens it.
     *
     * @throws IOException when it is not there, is no database, or has a log beside it whose content would be missed
     */
    public static SqliteFile open(Path file) throws IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (!Files.isRegularFile(file) || (Files.exists(log) && Files.size(log) > 0)) {
            throw new IOException(file + " is not a database at rest, expected a file without a log beside it");
        }
        String place = file.toAbsolutePath().toUri().getRawPath();
        try {
            return new SqliteFile(file, DriverManager.getConnection("jdbc:sqlite:file:" + place + "?immutable=1"));
        } catch (SQLException e) {
            throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** What SQLite finds wrong in the whole file, a line each; empty when it is sound. */
    public List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            collect(statement, "PRAGMA integrity_check(100)", problems);
            problems.remove("ok");
            collect(statement, "PRAGMA foreign_key_check", problems);
        } catch (SQLException e) {
            throw unreadable(e);
        }
        return problems;
    }

    private static void collect(Statement statement, String pragma, List<String> problems) throws SQLException {
        try (ResultSet rows = statement.executeQuery(pragma)) {
            while (rows.next()) {
                problems.add(rows.getString(1));
            }
        }
    }

    /** The number of rows of each table. */
    public SortedMap<String, Long> rows() throws IOException {
        SortedMap<String, Long> counts = new TreeMap<>();
        try {
            for (String table : texts(TABLES)) {
                counts.put(table, number("SELECT count(*) FROM " + quoted(table)));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
        return counts;
    }

    /**
     * The newest revision in it.
     *
     * @param epoch of the store, another one after a restore
     */
    public record Revision(long epoch, long number) {
        @Override
        public String toString() {
            return epoch + "-" + number;
        }
    }

    public Revision revision() throws IOException {
        try {
            return new Revision(
                    number("SELECT value FROM store_meta WHERE name = 'epoch'"),
                    number("SELECT value FROM store_meta WHERE name = 'revision'"));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Is told each entry of a namespace. */
    @FunctionalInterface
    public interface EntryVisitor {
        /**
         * Is told one.
         *
         * @param value as it lies in the file, uncompressed when the service found it too short to compress
         */
        void entry(String key, byte[] value, Revision revision);
    }

    /** Goes through a namespace of all swarms. */
    public void entries(String namespace, EntryVisitor visitor) throws IOException {
        String select = "SELECT key, value, epoch, revision FROM memory_store WHERE namespace = ? ORDER BY id";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, namespace);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    visitor.entry(row.getString(1), row.getBytes(2), new Revision(row.getLong(3), row.getLong(4)));
                }
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * The SHA-256 of what each table holds: all columns of all rows in the order of its primary key, by their SQLite
     * types. The schema itself is told under {@code sqlite_schema}.
     *
     * @param where for single tables, which rows count; the others count whole
     */
    public SortedMap<String, RowDigest.Result> digests(Map<String, String> where) throws IOException {
        SortedMap<String, RowDigest.Result> digests = new TreeMap<>();
        try {
            digests.put("sqlite_schema", digest(SCHEMA));
            for (String table : texts(TABLES)) {
                String condition = where.containsKey(table) ? " WHERE " + where.get(table) : "";
                digests.put(table, digest("SELECT * FROM " + quoted(table) + condition + " ORDER BY " + order(table)));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
        return Collections.unmodifiableSortedMap(digests);
    }

    private RowDigest.Result digest(String select) throws SQLException {
        RowDigest digest = new RowDigest();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    digest.column(rows.getObject(column));
                }
                digest.endOfRow();
            }
        }
        return digest.result();
    }

    /** Not by row id: a copy of a table without a numeric key may number its rows anew. */
    private String order(String table) throws SQLException {
        List<String> key = texts(KEY, table);
        List<String> columns = key.isEmpty() ? texts(COLUMNS, table) : key;
        return String.join(", ", columns.stream().map(SqliteFile::quoted).toList());
    }

    private List<String> texts(String select, String... parameters) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    private long number(String select) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            if (!row.next()) {
                throw new SQLException("no row for " + select);
            }
            return row.getLong(1);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private IOException unreadable(SQLException e) {
        return new IOException(file + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }
}
