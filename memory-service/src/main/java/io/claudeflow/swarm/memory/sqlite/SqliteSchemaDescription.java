package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.schema.SchemaDescription;
import io.claudeflow.swarm.memory.schema.SchemaDescription.Column;
import io.claudeflow.swarm.memory.schema.SchemaDescription.Table;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The schema from its source: the steps of the program, run in memory, say what there must be, and the comments in them
 * say what it is for. The file is compared with that, so the description cannot drift from either.
 */
final class SqliteSchemaDescription implements SchemaDescription.Source {
    private static final Pattern COMMENTED_TABLE = Pattern.compile(
            "((?:--[^\\n]*\\n)+)(?:DROP INDEX \\w+;\\n)?(?:CREATE(?: VIRTUAL)?|ALTER) TABLE (\\w+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT_MARK = Pattern.compile("(?m)^-- ?(?:\\d+\\. )?");

    private final Database database;
    private final Schema schema;

    SqliteSchemaDescription(Database database) {
        this(database, Schema.current());
    }

    SqliteSchemaDescription(Database database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    @Override
    public SchemaDescription describe() {
        var wanted = wanted();
        int version = schema.version();
        return database.read(session -> {
            var found = tables(session);
            int fileVersion = (int) session.queryLong("PRAGMA user_version");
            var problems = new ArrayList<String>();
            if (fileVersion != version) {
                problems.add("the file has schema version " + fileVersion + " (expected: " + version + ")");
            }
            compare(wanted, found, problems);
            return new SchemaDescription(version, fileVersion, List.copyOf(wanted.values()), problems);
        });
    }

    private Map<String, Table> wanted() {
        var comments = new HashMap<String, String>();
        for (var step : schema.steps()) {
            var matcher = COMMENTED_TABLE.matcher(step);
            while (matcher.find()) {
                var text = COMMENT_MARK.matcher(matcher.group(1)).replaceAll("");
                comments.merge(matcher.group(2), text.strip().replace('\n', ' '), (known, more) -> known + " " + more);
            }
        }
        try (var session = SqliteConnections.create(Path.of(":memory:"), false)) {
            schema.create(session);
            var described = new TreeMap<String, Table>();
            tables(session)
                    .forEach((name, table) -> described.put(
                            name, new Table(name, comments.getOrDefault(name, ""), table.columns(), table.indexes())));
            return described;
        } catch (SQLException e) {
            throw SqliteFailures.of(e);
        }
    }

    private static Map<String, Table> tables(SqliteSession session) throws SQLException {
        var names = new ArrayList<String>();
        try (var row = session.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
                .executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        var tables = new TreeMap<String, Table>();
        for (var name : names) {
            tables.put(name, new Table(name, "", columns(session, name), indexes(session, name)));
        }
        return tables;
    }

    private static List<Column> columns(SqliteSession session, String table) throws SQLException {
        var columns = new ArrayList<Column>();
        var sql = new Sql().add("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_xinfo(?)", table);
        try (var row = sql.prepare(session).executeQuery()) {
            while (row.next()) {
                columns.add(new Column(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4), row.getInt(5)));
            }
        }
        return columns;
    }

    private static List<String> indexes(SqliteSession session, String table) throws SQLException {
        var indexes = new ArrayList<String>();
        var sql = new Sql()
                .add(
                        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
                                + " ORDER BY name",
                        table);
        try (var row = sql.prepare(session).executeQuery()) {
            while (row.next()) {
                indexes.add(row.getString(1));
            }
        }
        return indexes;
    }

    private static void compare(Map<String, Table> wanted, Map<String, Table> found, List<String> problems) {
        for (var table : wanted.values()) {
            var present = found.get(table.name());
            if (present == null) {
                problems.add("table " + table.name() + " is missing");
                continue;
            }
            for (var column : table.columns()) {
                compare(table.name(), column, present.columns(), problems);
            }
            for (var index : table.indexes()) {
                if (!present.indexes().contains(index)) {
                    problems.add("index " + index + " of table " + table.name() + " is missing");
                }
            }
        }
        for (var table : found.values()) {
            var known = wanted.get(table.name());
            if (known == null) {
                problems.add("table " + table.name() + " is none of this program");
                continue;
            }
            for (var column : table.columns()) {
                if (known.columns().stream().noneMatch(other -> other.name().equals(column.name()))) {
                    problems.add("column " + column.name() + " of table " + table.name() + " is none of this program");
                }
            }
        }
    }

    private static void compare(String table, Column column, List<Column> present, List<String> problems) {
        var same = present.stream()
                .filter(other -> other.name().equals(column.name()))
                .findFirst();
        if (same.isEmpty()) {
            problems.add("column " + column.name() + " of table " + table + " is missing");
        } else if (!same.get().equals(column)) {
            problems.add("column " + column.name() + " of table " + table + " is " + same.get() + " (expected: "
                    + column + ")");
        }
    }
}
