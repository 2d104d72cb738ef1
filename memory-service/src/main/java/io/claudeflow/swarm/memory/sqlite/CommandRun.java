package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.maintenance.Maintenance.SizeReport;
import io.claudeflow.swarm.memory.query.SqlCommand;
import io.claudeflow.swarm.memory.query.SqlResult;
import io.claudeflow.swarm.memory.query.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Runs the statements of {@code execute}: pragmas are read, the rest goes through {@link Maintenance}. */
final class CommandRun {
    private static final int MAX_ROWS = 10_000;
    private static final long PAGES_PER_STEP = 256;

    /** What SQLite prints for a word that sets it. */
    private static final Map<String, Map<String, String>> SYNONYMS = Map.of(
            "synchronous", Map.of("off", "0", "normal", "1", "full", "2", "extra", "3"),
            "auto_vacuum", Map.of("none", "0", "full", "1", "incremental", "2"),
            "temp_store", Map.of("default", "0", "file", "1", "memory", "2"));

    private static final Map<String, String> TRUTHS =
            Map.of("on", "1", "true", "1", "yes", "1", "off", "0", "false", "0", "no", "0");

    private static final Map<String, String> SETTINGS =
            Map.of("journal_mode", "ENABLE_WAL", "synchronous", "SYNCHRONOUS", "auto_vacuum", "ENABLE_VACUUM");

    private final Database database;
    private final Supplier<Maintenance> maintenance;

    CommandRun(Database database, Supplier<Maintenance> maintenance) {
        this.database = database;
        this.maintenance = maintenance;
    }

    SqlResult run(SqlCommand command) {
        return switch (command) {
            case SqlCommand.Pragma pragma -> pragma(pragma);
            case SqlCommand.Care care ->
                report(
                        switch (care) {
                            case VACUUM -> maintenance.get().vacuum();
                            case OPTIMIZE -> maintenance.get().optimize();
                            case REINDEX -> maintenance.get().reindex();
                            case CHECKPOINT -> maintenance.get().checkpoint();
                        });
            case SqlCommand.GiveBack(long pages) -> giveBack(pages);
        };
    }

    private SqlResult pragma(SqlCommand.Pragma pragma) {
        var sql = pragma.argument() == null
                ? "PRAGMA " + pragma.name()
                : "PRAGMA " + pragma.name() + "('" + pragma.argument().replace("'", "''") + "')";
        ReadWork<SqlResult> work = session -> read(session, sql);
        var found = pragma.writer() ? database.pause(work) : database.readWithoutLimit(work);
        var wanted = pragma.wanted();
        if (wanted != null && !isAlready(pragma.name(), wanted, found)) {
            var setting = SETTINGS.get(pragma.name());
            throw MemoryException.ofField(
                    FailureKind.NOT_SUPPORTED,
                    "sql",
                    pragma.name() + "=" + wanted,
                    show(found) + ", as it is: a store's settings are not changed by SQL"
                            + (setting == null ? "" : " but by " + setting + " and a restart"));
        }
        return found;
    }

    private SqlResult read(SqliteSession session, String sql) throws SQLException {
        // Not kept: a pragma prepared once may answer what it was then.
        try (var row = session.prepare(sql).executeQuery()) {
            var names = QueryRun.names(row);
            var rows = new ArrayList<List<SqlValue>>();
            while (row.next() && rows.size() < MAX_ROWS) {
                rows.add(QueryRun.row(row, names.size()));
            }
            return SqlResult.of(names, rows, null, database.newest());
        }
    }

    private static boolean isAlready(String name, String wanted, SqlResult found) {
        var word = wanted.toLowerCase(Locale.ROOT);
        var meant = SYNONYMS.getOrDefault(name, TRUTHS).getOrDefault(word, word);
        return show(found).toLowerCase(Locale.ROOT).equals(meant);
    }

    private static String show(SqlResult found) {
        if (found.rows().isEmpty()) {
            return "";
        }
        return switch (found.rows().getFirst().getFirst()) {
            case SqlValue.Whole(long number) -> Long.toString(number);
            case SqlValue.Text(String text) -> text;
            case SqlValue other -> other.toString();
        };
    }

    /** In steps that writers hardly notice. */
    private SqlResult giveBack(long pages) {
        long start = System.nanoTime();
        long before = database.files().databaseBytes();
        long free = database.read(session -> session.queryLong("PRAGMA freelist_count"));
        boolean can = database.read(session -> session.queryLong("PRAGMA auto_vacuum")) == 2;
        for (long left = !can ? 0 : pages == 0 ? free : Math.min(pages, free); left > 0; left -= PAGES_PER_STEP) {
            long step = Math.min(left, PAGES_PER_STEP);
            database.<Boolean>pause(session -> {
                session.execute("PRAGMA incremental_vacuum(" + step + ")");
                return true;
            });
        }
        maintenance.get().checkpoint();
        return report(new SizeReport(
                before, database.files().databaseBytes(), java.time.Duration.ofNanos(System.nanoTime() - start)));
    }

    private SqlResult report(SizeReport report) {
        return SqlResult.of(
                List.of("bytesBefore", "bytesAfter", "seconds"),
                List.of(List.of(
                        new SqlValue.Whole(report.bytesBefore()),
                        new SqlValue.Whole(report.bytesAfter()),
                        new SqlValue.Real(report.duration().toNanos() / 1e9))),
                null,
                database.newest());
    }
}
