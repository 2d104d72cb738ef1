package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.analytics.StoreFigures;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.health.HealthFigures.LastCheck;
import io.claudeflow.swarm.memory.health.HealthFigures.QuotaUse;
import io.claudeflow.swarm.memory.maintenance.CacheStatistics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Measures what a report on the health of a store is made of. */
public final class SqliteHealthFigures {
    private static final int IDS_PER_READ = 2_500;
    private static final int MAX_READS = 100;
    private static final String STALE = "SELECT count(*), coalesce(sum(m.updated_at <= ?"
            + " AND (a.accessed_at IS NULL OR a.accessed_at <= ?)), 0)" + EntryRows.FROM
            + " WHERE m.id > ? AND m.id <= ? AND m.swarm = ? AND " + EntryRows.LIVE;

    private final Database database;

    SqliteHealthFigures(Database database) {
        this.database = database;
    }

    /** Entries neither read nor written for a while, among those that were looked at. */
    public record Stale(long stale, long compared) {}

    /**
     * Counts stale entries in short reads. Up to 250,000 rows all are looked at, of more an evenly spread sample of so
     * many.
     */
    public Stale stale(String swarm, Duration unused) {
        EntryKey.checkSwarm(swarm);
        var now = database.clock().instant();
        var before = SqliteTime.format(now.minus(unused));
        var present = SqliteTime.format(now);
        long last = database.read(session -> session.queryLong("SELECT coalesce(max(id), 0) FROM memory_store"));
        long step = Math.max(IDS_PER_READ, last / MAX_READS + 1);
        long stale = 0;
        long compared = 0;
        for (long from = 0; from < last; from += step) {
            long to = from + IDS_PER_READ;
            var sql = new Sql().add(STALE, before, before, from, to, swarm, present);
            var some = database.read(session -> {
                try (var row = sql.prepare(session).executeQuery()) {
                    return row.next() ? new Stale(row.getLong(2), row.getLong(1)) : new Stale(0, 0);
                }
            });
            stale += some.stale();
            compared += some.compared();
        }
        return new Stale(stale, compared);
    }

    /** Expired entries that are not collected, and the bytes of their values as stored; of all swarms. */
    public ExpiredRows expired() {
        return database.read(session -> {
            var sql = new Sql()
                    .add(
                            "SELECT count(*), coalesce(sum(stored_size), 0) FROM memory_store"
                                    + " INDEXED BY memory_store_expiry WHERE expires_at <= ?",
                            SqliteTime.format(database.clock().instant()));
            try (var row = sql.prepare(session).executeQuery()) {
                return row.next() ? new ExpiredRows(row.getLong(1), row.getLong(2)) : new ExpiredRows(0, 0);
            }
        });
    }

    /** Rows and the bytes of their values. */
    public record ExpiredRows(long rows, long bytes) {}

    /** The fullest quota of an agent or a session of the swarm. */
    public Optional<QuotaUse> fullestQuota(String swarm, AgentQuota quota) {
        return database.read(session -> {
            var sql = new Sql()
                    .add(
                            "SELECT kind, id, bytes, CASE kind WHEN 'agent' THEN ? ELSE ? END AS most FROM agent_usage"
                                    + " WHERE swarm = ? ORDER BY 1.0 * bytes / most DESC, kind, id LIMIT 1",
                            quota.agentBytes(),
                            quota.sessionBytes(),
                            swarm);
            try (var row = sql.prepare(session).executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new QuotaUse(row.getString(1) + " " + row.getString(2), row.getLong(3), row.getLong(4)))
                        : Optional.<QuotaUse>empty();
            }
        });
    }

    /** The last integrity check of the file. */
    public Optional<LastCheck> lastCheck() {
        var now = database.clock().instant();
        return database.read(session -> LastIntegrityCheck.read(session)
                .map(check -> new LastCheck(check.ok(), Duration.between(check.at(), now))));
    }

    /** Size of the volume. */
    public long diskTotalBytes() {
        return database.files().diskTotalBytes();
    }

    /** Figures of the file and of the cache in front of it. */
    public StoreFigures store(CacheStatistics cache) {
        var files = database.files();
        return database.read(session -> store(session, files, cache));
    }

    private StoreFigures store(SqliteSession session, DatabaseFiles files, CacheStatistics cache) throws SQLException {
        try (var row = session.prepare("SELECT coalesce(sum(entries), 0), coalesce(sum(value_bytes), 0),"
                        + " coalesce(sum(stored_bytes), 0) FROM namespace_totals")
                .executeQuery()) {
            row.next();
            return new StoreFigures(
                    database.newest().number(),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    files.databaseBytes(),
                    files.logBytes(),
                    session.queryLong("PRAGMA freelist_count") * SqliteConnections.PAGE_SIZE,
                    files.diskFreeBytes(),
                    cache.hits(),
                    cache.misses());
        }
    }
}
