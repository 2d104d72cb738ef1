package io.claudeflow.swarm.memory.sqlite;

import java.sql.SQLException;

/** A change to the sums that are kept for each namespace. Not thread-safe. */
final class NamespaceTotals {
    static final double RATIO_UNIT = 1e6;

    private static final String SAVE = """
            INSERT INTO namespace_totals (swarm, namespace, entries, value_bytes, stored_bytes, compressed, ratio_sum)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (swarm, namespace) DO UPDATE SET
                entries = entries + excluded.entries,
                value_bytes = value_bytes + excluded.value_bytes,
                stored_bytes = stored_bytes + excluded.stored_bytes,
                compressed = compressed + excluded.compressed,
                ratio_sum = ratio_sum + excluded.ratio_sum""";

    private static final String COUNTED = """
            SELECT swarm, namespace, count(*), sum(value_size), sum(stored_size), sum(compression <> 'none'),
                sum(CASE compression WHEN 'none' THEN 0
                    ELSE CAST(round(1e6 * value_size / max(stored_size, 1)) AS INTEGER) END)
            FROM memory_store GROUP BY swarm, namespace""";

    private static final String KEPT = "SELECT * FROM namespace_totals WHERE entries <> 0";

    /** Swarm and namespace of sums that do not agree with the rows. */
    static final String DISAGREEING = "SELECT swarm, namespace FROM (SELECT * FROM (" + KEPT + " EXCEPT " + COUNTED
            + ") UNION SELECT * FROM (" + COUNTED + " EXCEPT " + KEPT + ")) GROUP BY swarm, namespace";

    /** Counts everything again, within one transaction. */
    static final String RECOUNT =
            "BEGIN IMMEDIATE; DELETE FROM namespace_totals; INSERT INTO namespace_totals " + COUNTED + "; COMMIT";

    private long entries;
    private long valueBytes;
    private long storedBytes;
    private long compressed;
    private long ratioSum;

    record Id(String swarm, String namespace) {}

    /** Original size / stored size in millionths; the sum of whole numbers never drifts. */
    static long ratio(long valueSize, long storedSize) {
        return Math.round(RATIO_UNIT * valueSize / Math.max(storedSize, 1));
    }

    /** A row came ({@code sign} 1) or went (-1). */
    void row(int sign, long valueSize, long storedSize, boolean isCompressed) {
        entries += sign;
        valueBytes += sign * valueSize;
        storedBytes += sign * storedSize;
        if (isCompressed) {
            compressed += sign;
            ratioSum += sign * ratio(valueSize, storedSize);
        }
    }

    void add(NamespaceTotals other) {
        entries += other.entries;
        valueBytes += other.valueBytes;
        storedBytes += other.storedBytes;
        compressed += other.compressed;
        ratioSum += other.ratioSum;
    }

    void save(SqliteSession session, Id id) throws SQLException {
        if (entries == 0 && valueBytes == 0 && storedBytes == 0 && compressed == 0 && ratioSum == 0) {
            return;
        }
        var upsert = session.prepare(SAVE);
        upsert.setString(1, id.swarm());
        upsert.setString(2, id.namespace());
        upsert.setLong(3, entries);
        upsert.setLong(4, valueBytes);
        upsert.setLong(5, storedBytes);
        upsert.setLong(6, compressed);
        upsert.setLong(7, ratioSum);
        upsert.executeUpdate();
    }
}
