package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.analytics.GrowthSample;
import io.claudeflow.swarm.memory.analytics.GrowthStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Samples as rows of growth_samples. */
final class SqliteGrowthStore implements GrowthStore {
    private static final String COLUMNS = "sampled_at, revision, entries, value_bytes, stored_bytes, database_bytes,"
            + " log_bytes, free_bytes, disk_free_bytes, cache_hits, cache_misses, reads, read_nanos, writes,"
            + " write_nanos";

    private final Database database;

    SqliteGrowthStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(GrowthSample sample) {
        database.write(tx -> {
            var insert = tx.prepare("INSERT OR REPLACE INTO growth_samples (" + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            insert.setString(1, SqliteTime.format(sample.at()));
            insert.setLong(2, sample.revision());
            insert.setLong(3, sample.entries());
            insert.setLong(4, sample.valueBytes());
            insert.setLong(5, sample.storedBytes());
            insert.setLong(6, sample.databaseBytes());
            insert.setLong(7, sample.logBytes());
            insert.setLong(8, sample.freeBytes());
            insert.setLong(9, sample.diskFreeBytes());
            insert.setLong(10, sample.cacheHits());
            insert.setLong(11, sample.cacheMisses());
            insert.setLong(12, sample.reads());
            insert.setLong(13, sample.readNanos());
            insert.setLong(14, sample.writes());
            insert.setLong(15, sample.writeNanos());
            return insert.executeUpdate();
        });
    }

    @Override
    public Optional<GrowthSample> newest() {
        return select(new Sql().add("SELECT " + COLUMNS + " FROM growth_samples ORDER BY sampled_at DESC LIMIT 1"))
                .stream()
                .findFirst();
    }

    @Override
    public List<GrowthSample> between(Instant from, Instant to, int limit) {
        return select(new Sql()
                        .add(
                                "SELECT " + COLUMNS + " FROM growth_samples WHERE sampled_at >= ? AND sampled_at < ?"
                                        + " ORDER BY sampled_at DESC LIMIT ?",
                                SqliteTime.format(from),
                                SqliteTime.format(to),
                                limit))
                .reversed();
    }

    @Override
    public int prune(Instant before) {
        return database.write(tx -> {
            var delete = tx.prepare("DELETE FROM growth_samples WHERE sampled_at < ?");
            delete.setString(1, SqliteTime.format(before));
            return delete.executeUpdate();
        });
    }

    private List<GrowthSample> select(Sql sql) {
        return database.read(session -> {
            var samples = new ArrayList<GrowthSample>();
            try (var row = sql.prepare(session).executeQuery()) {
                while (row.next()) {
                    var at = SqliteTime.parseOrNull(row.getString(1));
                    if (at != null) {
                        samples.add(sample(row, at));
                    }
                }
            }
            return samples;
        });
    }

    private static GrowthSample sample(ResultSet row, Instant at) throws SQLException {
        return new GrowthSample(
                at,
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                row.getLong(15));
    }
}
