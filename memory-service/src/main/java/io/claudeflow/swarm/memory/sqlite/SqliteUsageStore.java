package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.analytics.UsageCount;
import io.claudeflow.swarm.memory.analytics.UsageGroup;
import io.claudeflow.swarm.memory.analytics.UsageOperation;
import io.claudeflow.swarm.memory.analytics.UsageQuery;
import io.claudeflow.swarm.memory.analytics.UsageStore;
import io.claudeflow.swarm.memory.analytics.UsageSummary;
import io.claudeflow.swarm.memory.entry.EntryKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Usage as rows of usage_hours. */
final class SqliteUsageStore implements UsageStore {
    private static final int ROWS_PER_WRITE = 500;
    private static final String ADD = """
            INSERT INTO usage_hours
                (swarm, hour, kind, name, operation, count, failures, nanos, max_nanos, bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (swarm, hour, kind, name, operation) DO UPDATE SET
                count = count + excluded.count,
                failures = failures + excluded.failures,
                nanos = nanos + excluded.nanos,
                max_nanos = max(max_nanos, excluded.max_nanos),
                bytes = bytes + excluded.bytes""";
    private static final String SELECT = "SELECT hour, name, operation, count, failures, nanos, max_nanos, bytes"
            + " FROM usage_hours WHERE swarm = ? AND hour >= ? AND hour < ? AND kind = ?";

    private final Database database;

    SqliteUsageStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(List<UsageCount> counts) {
        for (int from = 0; from < counts.size(); from += ROWS_PER_WRITE) {
            var some = counts.subList(from, Math.min(from + ROWS_PER_WRITE, counts.size()));
            database.write(tx -> {
                var add = tx.prepare(ADD);
                for (var count : some) {
                    add.setString(1, count.swarm());
                    add.setString(2, SqliteTime.format(count.hour()));
                    add.setString(3, kind(count.group()));
                    add.setString(4, count.name());
                    add.setString(5, count.operation().label());
                    add.setLong(6, count.count());
                    add.setLong(7, count.failures());
                    add.setLong(8, count.nanos());
                    add.setLong(9, count.maxNanos());
                    add.setLong(10, count.bytes());
                    add.executeUpdate();
                }
                return some.size();
            });
        }
    }

    @Override
    public List<UsageSummary> query(String swarm, UsageQuery query) {
        EntryKey.checkSwarm(swarm);
        var group = query.groupBy() == UsageGroup.AGENT ? UsageGroup.AGENT : UsageGroup.NAMESPACE;
        var counts = database.read(session -> {
            var found = new ArrayList<UsageCount>();
            var sql = new Sql()
                    .add(SELECT, swarm, SqliteTime.format(query.from()), SqliteTime.format(query.to()), kind(group));
            try (var row = sql.prepare(session).executeQuery()) {
                while (row.next()) {
                    var hour = SqliteTime.parseOrNull(row.getString(1));
                    var operation = operation(row.getString(3));
                    if (hour != null && operation != null) {
                        found.add(new UsageCount(
                                swarm,
                                hour,
                                group,
                                row.getString(2),
                                operation,
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8)));
                    }
                }
            }
            return found;
        });
        return query.summarise(counts);
    }

    @Override
    public int prune(Instant before, int maxRows) {
        return database.write(tx -> {
            var old = tx.prepare("DELETE FROM usage_hours WHERE hour < ?");
            old.setString(1, SqliteTime.format(before));
            return old.executeUpdate() + pruneSurplus(tx, maxRows);
        });
    }

    /** Whole hours, so that what is left of an hour is never less than what was counted. */
    private static int pruneSurplus(WriteTransaction tx, int maxRows) throws SQLException {
        var surplus = tx.prepare("DELETE FROM usage_hours WHERE hour <= (SELECT hour FROM usage_hours"
                + " ORDER BY hour DESC LIMIT 1 OFFSET ?)");
        surplus.setInt(1, maxRows);
        return surplus.executeUpdate();
    }

    /** Null for a word that only a damaged row can have. */
    private static @Nullable UsageOperation operation(String label) {
        for (var operation : UsageOperation.values()) {
            if (operation.label().equals(label)) {
                return operation;
            }
        }
        return null;
    }

    private static String kind(UsageGroup group) {
        return group.name().toLowerCase(Locale.ROOT);
    }
}
