package io.claudeflow.swarm.memory.legacy.source;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A foreign SQLite file, read and never written: in place and read-only when it has a rollback journal and none is
 * left over, otherwise as a copy that holds its log. Only plain tables are seen; views, virtual tables and triggers of
 * a hostile schema never run. Not thread-safe.
 */
public final class SqliteSource implements AutoCloseable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final int WRITE_VERSION = 18;
    private static final int READ_VERSION = 19;
    private static final int BUSY_MILLISECONDS = 2_000;
    private static final int MAX_COLUMNS = 500;

    private final Path file;
    private final Connection connection;
    private final Charset charset;
    private final int maxCellBytes;
    private final @Nullable SourceCopy copy;

    private SqliteSource(
            Path file, Connection connection, Charset charset, int maxCellBytes, @Nullable SourceCopy copy) {
        this.file = file;
        this.connection = connection;
        this.charset = charset;
        this.maxCellBytes = maxCellBytes;
        this.copy = copy;
    }

    /** Whether the file begins as a SQLite database does. */
    public static boolean isSqlite(Path file) {
        try {
            var header = header(file);
            return header.length >= MAGIC.length && Arrays.equals(Arrays.copyOf(header, MAGIC.length), MAGIC);
        } catch (IOException e) {
            return false;
        }
    }

    /** Opens a source. */
    public static SqliteSource open(Path source, SourceLimits limits) {
        SourceCopy copy = null;
        try {
            var file = source.toRealPath();
            var header = header(file);
            if (header.length < HEADER_BYTES) {
                throw MemoryException.ofField(
                        FailureKind.CORRUPT, "source", file.getFileName(), "a whole SQLite header of 100 bytes");
            }
            boolean inPlace = header[WRITE_VERSION] != 2 && header[READ_VERSION] != 2 && !SourceCopy.hasLog(file);
            copy = inPlace ? null : SourceCopy.of(file, limits.workDirectory());
            return open(file, copy, limits.maxCellBytes());
        } catch (IOException e) {
            close(copy);
            throw MemoryException.of(FailureKind.NOT_FOUND, source + ": cannot be read: " + e, e);
        } catch (SQLException e) {
            close(copy);
            throw failure(source, "open", e);
        }
    }

    private static SqliteSource open(Path file, @Nullable SourceCopy copy, int maxCellBytes) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(copy == null);
        config.setBusyTimeout(BUSY_MILLISECONDS);
        var opened = copy == null ? file : copy.database();
        var url = "jdbc:sqlite:file:" + opened.toUri().getRawPath() + (copy == null ? "?mode=ro" : "");
        var connection = config.createConnection(url);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only=ON");
            statement.execute("PRAGMA trusted_schema=OFF");
            statement.execute("PRAGMA cell_size_check=ON");
            statement.execute("PRAGMA mmap_size=0");
            statement.execute("PRAGMA temp_store=MEMORY");
            var encoding = StandardCharsets.UTF_8;
            try (var result = statement.executeQuery("PRAGMA encoding")) {
                var name = result.next() ? result.getString(1) : "UTF-8";
                encoding = Charset.forName(name.replace("16le", "16LE").replace("16be", "16BE"));
            }
            return new SqliteSource(file, connection, encoding, maxCellBytes, copy);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The plain tables, by name. */
    public List<SqliteTable> tables() {
        List<SqliteTable> tables = new ArrayList<>();
        var sql = "SELECT name, wr FROM pragma_table_list WHERE schema='main' AND type='table'"
                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                tables.add(table(result.getString(1), result.getInt(2) == 0));
            }
        } catch (SQLException e) {
            throw failure(file, "the list of tables", e);
        }
        return tables;
    }

    private SqliteTable table(String name, boolean hasRowid) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        var keys = new TreeMap<Integer, String>();
        try (var statement = connection.prepareStatement("SELECT name, type, pk FROM pragma_table_info(?)")) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var column = result.getString(1).toLowerCase(Locale.ROOT);
                    columns.put(column, String.valueOf(result.getString(2)).toUpperCase(Locale.ROOT));
                    if (result.getInt(3) > 0) {
                        keys.put(result.getInt(3), column);
                    }
                }
            }
        }
        return new SqliteTable(name, columns, List.copyOf(keys.values()), hasRowid);
    }

    /** The number of rows of a table. */
    public long count(SqliteTable table) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + quoted(table.name()))) {
            return result.next() ? result.getLong(1) : 0;
        } catch (SQLException e) {
            throw failure(file, "table " + table.name(), e);
        }
    }

    /** Hands every row to the consumer, in the order they were inserted; a damaged page ends it with a failure. */
    public void rows(SqliteTable table, Consumer<Row> consumer) {
        if (table.columns().size() > MAX_COLUMNS) {
            throw MemoryException.limit(
                    table.name(), table.columns().size() + " columns", "at most " + MAX_COLUMNS + " columns");
        }
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(100);
            try (var result = statement.executeQuery(select(table))) {
                while (result.next()) {
                    consumer.accept(row(table, result));
                }
            }
        } catch (SQLException e) {
            throw failure(file, "table " + table.name(), e);
        }
    }

    /** Each column as its storage class and its content; of what is too large only the size. */
    private String select(SqliteTable table) {
        var sql = new StringBuilder("SELECT ").append(table.hasRowid() ? "rowid" : "NULL");
        for (var column : table.columns().keySet()) {
            var name = quoted(column);
            sql.append(", CASE WHEN octet_length(").append(name).append(") > ").append(maxCellBytes);
            sql.append(" THEN 'large' ELSE typeof(").append(name).append(") END");
            sql.append(", CASE WHEN octet_length(").append(name).append(") > ").append(maxCellBytes);
            sql.append(" THEN octet_length(")
                    .append(name)
                    .append(") WHEN typeof(")
                    .append(name);
            sql.append(")='text' THEN CAST(")
                    .append(name)
                    .append(" AS BLOB) ELSE ")
                    .append(name);
            sql.append(" END");
        }
        sql.append(" FROM ").append(quoted(table.name()));
        return sql.append(table.hasRowid() ? " ORDER BY rowid" : "").toString();
    }

    private Row row(SqliteTable table, ResultSet result) throws SQLException {
        Map<String, Cell> cells = new LinkedHashMap<>();
        int index = 2;
        for (var column : table.columns().keySet()) {
            cells.put(column, cell(result, index));
            index += 2;
        }
        return new Row(identity(table, cells, result), cells);
    }

    private Cell cell(ResultSet result, int index) throws SQLException {
        return switch (result.getString(index)) {
            case "integer" -> new Cell.Whole(result.getLong(index + 1));
            case "real" -> new Cell.Real(result.getDouble(index + 1));
            case "text" -> new Cell.Text(bytes(result, index + 1), charset);
            case "blob" -> new Cell.Blob(bytes(result, index + 1));
            case "large" -> new Cell.TooLarge(result.getLong(index + 1));
            case null, default -> Cell.EMPTY;
        };
    }

    private static ByteBuffer bytes(ResultSet result, int index) throws SQLException {
        byte[] bytes = result.getBytes(index);
        return ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
    }

    private static String identity(SqliteTable table, Map<String, Cell> cells, ResultSet result) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (var column : table.primaryKey()) {
            parts.add(
                    switch (cells.getOrDefault(column, Cell.EMPTY)) {
                        case Cell.Whole(var value) -> Long.toString(value);
                        case Cell.Text(var bytes, var charset) ->
                            charset.decode(bytes.duplicate()).toString();
                        case Cell _ -> "?";
                    });
        }
        boolean unknown = parts.isEmpty() || parts.contains("?");
        return unknown && table.hasRowid() ? Long.toString(result.getLong(1)) : String.join("/", parts);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static byte[] header(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER_BYTES);
        }
    }

    private static MemoryException failure(Path file, String what, SQLException e) {
        var message = String.valueOf(e.getMessage());
        var name = String.valueOf(file.getFileName());
        if (message.contains("SQLITE_BUSY") || message.contains("SQLITE_LOCKED")) {
            return MemoryException.of(
                    FailureKind.CONFLICT, name + " is locked by another program; stop it and run the import again", e);
        }
        return MemoryException.of(FailureKind.CORRUPT, name + ": " + what + ": " + message, e);
    }

    private static void close(@Nullable SourceCopy copy) {
        try {
            if (copy != null) {
                copy.close();
            }
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.INTERNAL, "the copy of a source cannot be removed: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, "close", e);
        } finally {
            close(copy);
        }
    }
}
