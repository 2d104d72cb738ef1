package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.pattern.Pattern;
import io.claudeflow.swarm.memory.pattern.PatternQuery;
import io.claudeflow.swarm.memory.pattern.PatternRank;
import io.claudeflow.swarm.memory.pattern.PatternSpec;
import io.claudeflow.swarm.memory.pattern.PatternStore;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Patterns on SQLite. A listing ranks rows without their data and then loads those of the page. */
public final class SqlitePatternStore implements PatternStore {
    static final String TABLE = "patterns";

    private static final String COLUMNS = "id, type, pattern_data, confidence, tags, usage_count, success_rate,"
            + " created_at, coalesce(updated_at, created_at), last_used, version, epoch, revision";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM patterns WHERE swarm = ?";
    private static final String FIND = SELECT + " AND id = ?";
    private static final String PUT = "INSERT INTO patterns (type, pattern_data, confidence, tags, usage_count,"
            + " success_rate, created_at, updated_at, last_used, version, epoch, revision, swarm, id)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (swarm, id) DO UPDATE SET"
            + " (type, pattern_data, confidence, tags, updated_at, version, epoch, revision) = (excluded.type,"
            + " excluded.pattern_data, excluded.confidence, excluded.tags, excluded.updated_at, excluded.version,"
            + " excluded.epoch, excluded.revision)";
    private static final String USED = "UPDATE patterns SET usage_count = ?, success_rate = ?, last_used = ?,"
            + " epoch = ?, revision = ? WHERE swarm = ? AND id = ?";
    private static final int ROW_BYTES = 256;

    static final TableRows<Pattern> ROWS = new TableRows<>(TABLE, SELECT, SqlitePatternStore::pattern, 1);

    private final Database database;

    public SqlitePatternStore(Database database) {
        this.database = database;
    }

    @Override
    public Pattern put(String swarm, PatternSpec spec) {
        EntryKey.checkSwarm(swarm);
        return database.write(ROW_BYTES + Rows.length(spec.data()), tx -> {
            var pattern = find(tx::prepare, swarm, spec.id())
                    .map(before -> before.redefined(spec, tx.now(), tx.revision()))
                    .orElseGet(() -> Pattern.created(spec, tx.now(), tx.revision()));
            var put = tx.prepare(PUT);
            put.setString(1, spec.type());
            put.setString(2, spec.data());
            put.setDouble(3, spec.confidence());
            put.setString(4, TagColumn.format(spec.tags()));
            put.setLong(5, pattern.usageCount());
            put.setDouble(6, pattern.successRate());
            put.setString(7, SqliteTime.format(pattern.createdAt()));
            put.setString(8, SqliteTime.format(pattern.updatedAt()));
            put.setString(9, SqliteTime.formatNullable(pattern.lastUsed()));
            put.setLong(10, pattern.version());
            Rows.setRevision(put, 11, pattern.revision());
            put.setString(13, swarm);
            put.setString(14, spec.id());
            put.executeUpdate();
            tx.logChange(swarm, TABLE, "", spec.id(), Change.PUT);
            return pattern;
        });
    }

    @Override
    public Optional<Pattern> get(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return database.read(session -> find(session::prepare, swarm, id));
    }

    @Override
    public Page<Pattern> list(String swarm, PatternQuery query) {
        EntryKey.checkSwarm(swarm);
        var after = place(query);
        int limit = query.page().limit();
        return database.read(session -> {
            var ranked = rank(session, swarm, query, after, limit + 1);
            var items = new ArrayList<Pattern>();
            long size = 0;
            PatternRank last = null;
            for (int i = 0; i < ranked.size(); i++) {
                if (last != null && (i == limit || size > EntryQuery.MAX_PAGE_VALUE_BYTES)) {
                    return new Page<>(items, Cursor.write(query.listing(), Double.toString(last.value()), last.id()));
                }
                last = ranked.get(i);
                for (var pattern : Rows.listed(bound(session::prepare, swarm, last.id()), ROWS)) {
                    items.add(pattern);
                    size += Rows.length(pattern.spec().data());
                }
            }
            return new Page<>(items, null);
        });
    }

    /** The first ranks behind a place; only as many as are wanted are kept in memory. */
    private static List<PatternRank> rank(
            SqliteSession session, String swarm, PatternQuery query, @Nullable PatternRank after, int count)
            throws SQLException {
        var sql = new Sql()
                .add(
                        "SELECT id, confidence, success_rate, usage_count, tags FROM patterns"
                                + " WHERE swarm = ? AND confidence >= ?",
                        swarm,
                        query.minConfidence());
        if (query.type() != null) {
            sql.add(" AND type = ?", query.type());
        }
        var best = new PriorityQueue<PatternRank>(PatternRank.BEST_FIRST.reversed());
        try (var row = sql.prepare(session).executeQuery()) {
            while (row.next()) {
                var rank = new PatternRank(
                        query.order().value(row.getDouble(2), row.getDouble(3), row.getLong(4)), row.getString(1));
                boolean behind = after == null || PatternRank.BEST_FIRST.compare(rank, after) > 0;
                if (behind && selectsTags(query, row.getString(5))) {
                    best.add(rank);
                    if (best.size() > count) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().sorted(PatternRank.BEST_FIRST).toList();
    }

    /** One whose tags are damaged is found with any, so that it is noticed. */
    private static boolean selectsTags(PatternQuery query, @Nullable String tags) {
        try {
            return query.selectsTags(TagColumn.parse(tags));
        } catch (MemoryException e) {
            return true;
        }
    }

    private static @Nullable PatternRank place(PatternQuery query) {
        var cursor = query.page().cursor();
        if (cursor == null) {
            return null;
        }
        var parts = Cursor.read(cursor, query.listing(), 2);
        try {
            return new PatternRank(Double.parseDouble(parts.get(0)), parts.get(1));
        } catch (NumberFormatException e) {
            throw MemoryException.invalid("cursor", cursor, "the nextCursor of the page before");
        }
    }

    @Override
    public Pattern recordUse(String swarm, String id, boolean success) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var before = find(tx::prepare, swarm, id)
                    .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "id", id, "an existing pattern"));
            var after = before.used(success, tx.now(), tx.revision());
            var update = tx.prepare(USED);
            update.setLong(1, after.usageCount());
            update.setDouble(2, after.successRate());
            update.setString(3, tx.nowText());
            Rows.setRevision(update, 4, after.revision());
            update.setString(6, swarm);
            update.setString(7, id);
            update.executeUpdate();
            tx.logChange(swarm, TABLE, "", id, Change.PUT);
            return after;
        });
    }

    @Override
    public boolean delete(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var delete = tx.prepare("DELETE FROM patterns WHERE swarm = ? AND id = ?");
            delete.setString(1, swarm);
            delete.setString(2, id);
            boolean existed = delete.executeUpdate() > 0;
            if (existed) {
                tx.logChange(swarm, TABLE, "", id, Change.DELETE);
            }
            return existed;
        });
    }

    private static Optional<Pattern> find(Statements statements, String swarm, String id) throws SQLException {
        return Rows.first(bound(statements, swarm, id), ROWS);
    }

    private static PreparedStatement bound(Statements statements, String swarm, String id) throws SQLException {
        var select = statements.prepare(FIND);
        select.setString(1, swarm);
        select.setString(2, id);
        return select;
    }

    private static Pattern pattern(ResultSet row) throws SQLException {
        return new Pattern(
                new PatternSpec(
                        row.getString(1),
                        row.getString(2),
                        JsonColumns.required("pattern_data", row.getString(3)),
                        row.getDouble(4),
                        TagColumn.parse(row.getString(5))),
                row.getLong(6),
                row.getDouble(7),
                SqliteTime.parse(row.getString(8)),
                SqliteTime.parse(row.getString(9)),
                SqliteTime.parseNullable(row.getString(10)),
                row.getLong(11),
                Rows.revision(row, 12));
    }
}
