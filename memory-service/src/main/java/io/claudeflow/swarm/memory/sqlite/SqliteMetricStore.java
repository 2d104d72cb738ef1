package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.metric.AscendingSummary;
import io.claudeflow.swarm.memory.metric.MetricQuery;
import io.claudeflow.swarm.memory.metric.MetricStore;
import io.claudeflow.swarm.memory.metric.MetricSummary;
import io.claudeflow.swarm.memory.metric.Sample;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Measurements on SQLite. Aggregates are exact in bounded memory: SQLite sorts the values, in a temporary file when
 * there are many, and each percentile is read off while they pass. A batch is one change for each of its names.
 */
public final class SqliteMetricStore implements MetricStore {
    static final String TABLE = "performance_metrics";

    private static final String INSERT =
            "INSERT INTO performance_metrics (swarm, metric_name, value, tags, timestamp) VALUES (?, ?, ?, ?, ?)";
    /** What somebody else wrote there and is no JSON counts as no tags. */
    private static final String TAGS = "json_each(CASE WHEN json_valid(m.tags) THEN m.tags END) t";

    private static final int ROW_BYTES = 128;

    private final Database database;

    public SqliteMetricStore(Database database) {
        this.database = database;
    }

    @Override
    public void record(String swarm, List<Sample> samples) {
        EntryKey.checkSwarm(swarm);
        if (samples.isEmpty() || samples.size() > MAX_SAMPLES) {
            throw MemoryException.limit("samples", samples.size() + " samples", "1 to " + MAX_SAMPLES + " samples");
        }
        record Row(Sample sample, @Nullable String tags, String timestamp) {}
        var rows = new ArrayList<Row>(samples.size());
        long bytes = 0;
        for (int i = 0; i < samples.size(); i++) {
            var sample = samples.get(i);
            var timestamp = SqliteTime.checked("samples[" + i + "].timestamp", sample.timestamp());
            var row = new Row(sample, json(sample.tags()), SqliteTime.format(timestamp));
            rows.add(row);
            bytes += ROW_BYTES + Rows.length(row.tags());
        }
        database.<Integer>write(bytes, tx -> {
            var names = new TreeSet<String>();
            var insert = tx.prepare(INSERT);
            for (var row : rows) {
                insert.setString(1, swarm);
                insert.setString(2, row.sample().name());
                insert.setDouble(3, row.sample().value());
                insert.setString(4, row.tags());
                insert.setString(5, row.timestamp());
                insert.executeUpdate();
                names.add(row.sample().name());
            }
            for (var name : names) {
                tx.logChange(swarm, TABLE, "", name, Change.PUT);
            }
            return rows.size();
        });
    }

    private static @Nullable String json(SortedMap<String, String> tags) {
        if (tags.isEmpty()) {
            return null;
        }
        var json = new LinkedHashMap<String, Document>();
        tags.forEach((tag, value) -> json.put(tag, Document.of(value)));
        return Document.of(json).toJson();
    }

    @Override
    public List<MetricSummary> aggregate(String swarm, MetricQuery query) {
        EntryKey.checkSwarm(swarm);
        var counts = new Sql().add("SELECT g, count(*) FROM (");
        grouped(counts, swarm, query).add(") GROUP BY g");
        var values = new Sql().add("SELECT g, value FROM (");
        grouped(values, swarm, query).add(") ORDER BY g, value");
        return database.read(session -> {
            var groups = new HashMap<Optional<String>, AscendingSummary>();
            int found = 0;
            try (var row = counts.prepare(session).executeQuery()) {
                while (row.next()) {
                    if (found++ < MAX_GROUPS) {
                        groups.put(
                                Optional.ofNullable(row.getString(1)),
                                new AscendingSummary(row.getString(1), row.getLong(2)));
                    }
                }
            }
            if (found > MAX_GROUPS) {
                throw MemoryException.limit("groupBy", found + " groups", "at most " + MAX_GROUPS + " groups");
            }
            fill(session, values, groups);
            return groups.values().stream()
                    .map(AscendingSummary::summary)
                    .sorted(Comparator.comparing(MetricSummary::group, Comparator.nullsLast(Comparator.naturalOrder())))
                    .toList();
        });
    }

    private static void fill(SqliteSession session, Sql values, Map<Optional<String>, AscendingSummary> groups)
            throws SQLException {
        try (var row = values.prepare(session).executeQuery()) {
            AscendingSummary current = null;
            while (row.next()) {
                var group = row.getString(1);
                if (current == null || !java.util.Objects.equals(current.group(), group)) {
                    current = groups.get(Optional.ofNullable(group));
                }
                if (current != null) {
                    current.add(row.getDouble(2));
                }
            }
        }
    }

    /** The samples of a query as rows of group and value. */
    private static Sql grouped(Sql sql, String swarm, MetricQuery query) {
        var groupBy = query.groupBy();
        if (groupBy == null) {
            sql.add("SELECT NULL AS g");
        } else {
            sql.add("SELECT (SELECT CAST(t.value AS TEXT) FROM " + TAGS + " WHERE t.key = ?) AS g", groupBy);
        }
        sql.add(
                ", m.value AS value FROM performance_metrics m"
                        + " WHERE m.swarm = ? AND m.metric_name = ? AND m.timestamp >= ? AND m.timestamp < ?",
                swarm,
                query.name(),
                SqliteTime.format(SqliteTime.checked("from", query.from())),
                SqliteTime.format(SqliteTime.checked("to", query.to())));
        query.tags()
                .forEach((tag, value) -> sql.add(
                        " AND EXISTS (SELECT 1 FROM " + TAGS + " WHERE t.key = ? AND CAST(t.value AS TEXT) = ?)",
                        tag,
                        value));
        return sql;
    }

    @Override
    public List<String> names(String swarm) {
        EntryKey.checkSwarm(swarm);
        return database.read(session -> {
            var names = new ArrayList<String>();
            var next = next(session, swarm, "");
            while (next != null) {
                names.add(next);
                next = next(session, swarm, next);
            }
            return names.stream().sorted().toList();
        });
    }

    /** The index is asked for one name after the other: samples are many, names are few. */
    private static @Nullable String next(SqliteSession session, String swarm, String after) throws SQLException {
        var select =
                session.prepare("SELECT min(metric_name) FROM performance_metrics WHERE swarm = ? AND metric_name > ?");
        select.setString(1, swarm);
        select.setString(2, after);
        try (var row = select.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Override
    public int prune(String swarm, Instant before, int limit) {
        EntryKey.checkSwarm(swarm);
        var oldest = SqliteTime.format(SqliteTime.checked("before", before));
        return database.write(tx -> {
            var delete = tx.prepare("DELETE FROM performance_metrics WHERE id IN (SELECT id FROM performance_metrics"
                    + " WHERE swarm = ? AND timestamp < ? ORDER BY timestamp LIMIT ?) RETURNING metric_name");
            delete.setString(1, swarm);
            delete.setString(2, oldest);
            delete.setInt(3, limit);
            var names = Rows.all(delete, row -> row.getString(1));
            for (var name : new TreeSet<>(names)) {
                tx.logChange(swarm, TABLE, "", name, Change.EXPIRE);
            }
            return names.size();
        });
    }
}
