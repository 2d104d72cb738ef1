package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryOrder;
import io.claudeflow.swarm.memory.entry.EntryStatistics;
import io.claudeflow.swarm.memory.entry.NamespaceSummary;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures over live entries: the kept sums of each namespace less what has expired and is not collected yet. The cost
 * grows with namespaces and expired rows, not with entries.
 */
final class EntrySums {
    private static final String KEPT =
            "SELECT namespace, entries, value_bytes, stored_bytes, compressed, ratio_sum FROM namespace_totals"
                    + " WHERE swarm = ?";
    private static final String EXPIRED =
            "SELECT namespace, -count(*), -sum(value_size), -sum(stored_size), -sum(compression <> 'none'),"
                    + " -sum(CASE compression WHEN 'none' THEN 0"
                    + " ELSE CAST(round(1e6 * value_size / max(stored_size, 1)) AS INTEGER) END)"
                    + " FROM memory_store INDEXED BY memory_store_expiry"
                    + " WHERE expires_at <= ? AND swarm = ? GROUP BY namespace";

    private final Database database;

    EntrySums(Database database) {
        this.database = database;
    }

    /** The sums of a namespace. */
    record Sum(long entries, long valueBytes, long storedBytes, long compressed, long ratioSum) {
        Sum plus(Sum other) {
            return new Sum(
                    entries + other.entries,
                    valueBytes + other.valueBytes,
                    storedBytes + other.storedBytes,
                    compressed + other.compressed,
                    ratioSum + other.ratioSum);
        }
    }

    List<NamespaceSummary> namespaces(String swarm) {
        return live(swarm).entrySet().stream()
                .map(sum -> new NamespaceSummary(
                        sum.getKey(),
                        sum.getValue().entries(),
                        sum.getValue().valueBytes(),
                        sum.getValue().storedBytes()))
                .toList();
    }

    EntryStatistics statistics(String swarm) {
        var live = live(swarm);
        var all = live.values().stream().reduce(new Sum(0, 0, 0, 0, 0), Sum::plus);
        double ratio = all.compressed() == 0 ? 1 : all.ratioSum() / NamespaceTotals.RATIO_UNIT / all.compressed();
        return new EntryStatistics(
                all.entries(), live.size(), all.valueBytes(), all.storedBytes(), all.compressed(), ratio);
    }

    private Map<String, Sum> live(String swarm) {
        var now = SqliteTime.format(database.clock().instant());
        return database.read(session -> live(session, swarm, now));
    }

    /** The sums over what is live at a moment, by namespace; those that have nothing left out. */
    static Map<String, Sum> live(SqliteSession session, String swarm, String now) throws SQLException {
        var sums = new TreeMap<String, Sum>(EntryOrder::compareNames);
        add(session, sums, KEPT, swarm);
        add(session, sums, EXPIRED, now, swarm);
        sums.values().removeIf(sum -> sum.entries() <= 0);
        return sums;
    }

    private static void add(SqliteSession session, Map<String, Sum> sums, String sql, String... parameters)
            throws SQLException {
        var select = session.prepare(sql);
        for (int i = 0; i < parameters.length; i++) {
            select.setString(i + 1, parameters[i]);
        }
        try (var row = select.executeQuery()) {
            while (row.next()) {
                sums.merge(
                        row.getString(1),
                        new Sum(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)),
                        Sum::plus);
            }
        }
    }
}
