package io.claudeflow.swarm.memory.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps the changelog within its bounds: whole revisions are removed from its old end, a few with each write, and the
 * newest removed one is noted in store_meta as {@code changelog_floor}.
 */
final class ChangelogCompaction {
    private static final int ROWS_PER_WRITE = 1000;
    /** How many times its bound the changelog may grow while a consumer is behind, and at least how many rows. */
    private static final int PATIENCE = 4;

    private static final long PATIENT_ROWS = 100_000;

    private final Database database;
    private final long maxRows;
    private final Duration maxAge;
    private final LongSupplier consumed;

    /**
     * @param consumed the newest revision that nobody needs to read again; changes after it are kept within patience
     */
    ChangelogCompaction(Database database, long maxRows, Duration maxAge, LongSupplier consumed) {
        this.database = database;
        this.maxRows = maxRows;
        this.maxAge = maxAge;
        this.consumed = consumed;
    }

    /** Removes what is beyond the bounds and returns how many rows that were. */
    long run() {
        long removed = 0;
        long rows = database.read(session -> session.queryLong("SELECT count(*) FROM changelog"));
        while (true) {
            long surplus = rows - removed - maxRows;
            boolean patient = rows - removed <= Math.max(PATIENCE * maxRows, PATIENT_ROWS);
            long newest = patient ? consumed.getAsLong() : Long.MAX_VALUE;
            int some = database.write(tx -> removeSome(tx, surplus, newest));
            removed += some;
            if (some < ROWS_PER_WRITE) {
                return removed;
            }
        }
    }

    private int removeSome(WriteTransaction tx, long surplus, long newest) throws SQLException {
        var oldest = SqliteTime.format(tx.now().minus(maxAge));
        var select = tx.prepare("SELECT max(revision) FROM (SELECT revision, changed_at,"
                + " row_number() OVER (ORDER BY revision, seq) AS place FROM"
                + " (SELECT revision, seq, changed_at FROM changelog ORDER BY revision, seq LIMIT " + ROWS_PER_WRITE
                + ")) WHERE changed_at < ? OR place <= ?");
        select.setString(1, oldest);
        select.setLong(2, surplus);
        long floor;
        try (var row = select.executeQuery()) {
            floor = row.next() ? row.getLong(1) : 0;
        }
        floor = Math.min(floor, newest);
        if (floor == 0) {
            return 0;
        }
        var delete = tx.prepare("DELETE FROM changelog WHERE revision <= ?");
        delete.setLong(1, floor);
        int removed = delete.executeUpdate();
        if (removed == 0) {
            return 0;
        }
        var note = tx.prepare("UPDATE store_meta SET value = ? WHERE name = 'changelog_floor'");
        note.setLong(1, floor);
        note.executeUpdate();
        return removed;
    }
}
