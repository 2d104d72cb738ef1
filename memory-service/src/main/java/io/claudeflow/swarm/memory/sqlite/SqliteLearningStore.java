package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.learning.LearnedPattern;
import io.claudeflow.swarm.memory.learning.LearningStore;
import io.claudeflow.swarm.memory.learning.Outcome;
import io.claudeflow.swarm.memory.learning.RetiredPattern;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Outcomes and learned patterns on SQLite. */
public final class SqliteLearningStore implements LearningStore {
    static final String TABLE = "outcomes";

    private static final String COLUMNS = "id, type, agents, result, seconds, context, recorded_at";
    private static final String INSERT = "INSERT INTO outcomes (swarm, type, agents, result, seconds, context,"
            + " recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id";
    private static final String ID_PREFIX = "outcome_";
    private static final String PLACEHOLDER = "outcome";
    private static final int ROW_BYTES = 256;

    private final Database database;
    private final TableRows<Outcome> rows;
    private final LearnedPatternRows patterns;

    SqliteLearningStore(Database database, JsonColumns json) {
        this.database = database;
        this.rows = rows(json);
        this.patterns = new LearnedPatternRows(database, json);
    }

    static TableRows<Outcome> rows(JsonColumns json) {
        return new TableRows<>(
                TABLE, "SELECT " + COLUMNS + " FROM outcomes WHERE swarm = ?", row -> outcome(row, json), 1);
    }

    @Override
    public Outcome record(
            String swarm,
            String type,
            Collection<String> agents,
            Outcome.Result result,
            double seconds,
            Map<String, Document> context) {
        EntryKey.checkSwarm(swarm);
        var checked = Outcome.of(PLACEHOLDER, type, agents, result, seconds, context, Instant.EPOCH);
        var contextText = Document.of(checked.context()).toJson();
        int size = JsonText.bytes(contextText);
        if (size > MAX_CONTEXT_BYTES) {
            throw MemoryException.limit("context", size + " bytes", "at most " + MAX_CONTEXT_BYTES + " bytes");
        }
        return database.write(ROW_BYTES + (long) size, tx -> {
            var insert = tx.prepare(INSERT);
            insert.setString(1, swarm);
            insert.setString(2, type);
            insert.setString(3, JsonColumns.ofTexts(checked.agents()));
            insert.setString(4, result.name().toLowerCase(Locale.ROOT));
            insert.setDouble(5, seconds);
            insert.setString(6, contextText);
            insert.setString(7, tx.nowText());
            var id = idText(Rows.insert(insert));
            tx.logChange(swarm, TABLE, "", id, Change.PUT);
            return Outcome.of(id, type, checked.agents(), result, seconds, checked.context(), tx.now());
        });
    }

    @Override
    public List<Outcome> outcomes(String swarm, @Nullable String type, int limit) {
        EntryKey.checkSwarm(swarm);
        if (limit < 1 || limit > MAX_OUTCOMES) {
            throw MemoryException.invalid("limit", limit, "1 to " + MAX_OUTCOMES);
        }
        var sql = new Sql().add(rows.select(), swarm);
        if (type != null) {
            sql.add(" AND type = ?", type);
        }
        sql.add(" ORDER BY id DESC LIMIT ?", limit);
        return database.read(session -> {
            var outcomes = new ArrayList<Outcome>();
            long loaded = 0;
            try (var row = sql.prepare(session).executeQuery()) {
                while (loaded <= MAX_LOADED_BYTES && row.next()) {
                    var outcome = rows.listed(row);
                    if (outcome != null) {
                        outcomes.add(outcome);
                        loaded += Rows.length(row.getString(6));
                    }
                }
            }
            return outcomes;
        });
    }

    @Override
    public Page<Outcome> outcomes(String swarm, @Nullable String type, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        var listing = "outcomes " + type;
        var sql = new Sql().add(rows.select(), swarm);
        if (type != null) {
            sql.add(" AND type = ?", type);
        }
        sql.add(" AND id < ? ORDER BY id DESC LIMIT ?", Rows.idAfter(page, listing, Long.MAX_VALUE), page.limit() + 1);
        return database.read(
                session -> Rows.page(sql.prepare(session), page.limit(), rows, _ -> ROW_BYTES, listing, row ->
                        new String[] {row.getString(1)}));
    }

    @Override
    public List<LearnedPattern> patterns(String swarm) {
        return patterns.library(EntryKey.checkSwarm(swarm));
    }

    @Override
    public List<RetiredPattern> retired(String swarm) {
        return patterns.retired(EntryKey.checkSwarm(swarm));
    }

    @Override
    public boolean learn(String swarm, String type, String newest, List<LearnedPattern> extracted) {
        return patterns.learn(EntryKey.checkSwarm(swarm), type, idNumber(newest), extracted);
    }

    @Override
    public boolean optimize(
            String swarm, List<LearnedPattern> expected, List<LearnedPattern> optimized, List<RetiredPattern> retired) {
        return patterns.optimize(EntryKey.checkSwarm(swarm), expected, optimized, retired);
    }

    @Override
    public Optional<LearnedPattern> recordUse(String swarm, String patternId, boolean success) {
        return patterns.recordUse(EntryKey.checkSwarm(swarm), patternId, success);
    }

    @Override
    public int prune(String swarm, Instant before, int limit) {
        EntryKey.checkSwarm(swarm);
        var oldest = SqliteTime.format(SqliteTime.checked("before", before));
        return database.write(tx -> {
            var delete = tx.prepare("DELETE FROM outcomes WHERE id IN (SELECT id FROM outcomes WHERE swarm = ?"
                    + " AND recorded_at < ? ORDER BY recorded_at, id LIMIT ?) RETURNING id");
            delete.setString(1, swarm);
            delete.setString(2, oldest);
            delete.setInt(3, limit);
            var ids = Rows.all(delete, row -> idText(row.getLong(1)));
            for (var id : ids) {
                tx.logChange(swarm, TABLE, "", id, Change.EXPIRE);
            }
            LearnedPatternRows.forgetRetired(tx, swarm, oldest);
            return ids.size();
        });
    }

    private static String idText(long id) {
        return String.format(Locale.ROOT, "%s%012d", ID_PREFIX, id);
    }

    private static long idNumber(String id) {
        try {
            if (id.startsWith(ID_PREFIX)) {
                return Long.parseLong(id, ID_PREFIX.length(), id.length(), 10);
            }
        } catch (NumberFormatException e) {
            throw MemoryException.invalid("newest", id, "the id of an outcome");
        }
        throw MemoryException.invalid("newest", id, "the id of an outcome");
    }

    private static Outcome outcome(ResultSet row, JsonColumns json) throws SQLException {
        return Outcome.of(
                idText(row.getLong(1)),
                row.getString(2),
                json.texts("agents", row.getString(3)),
                result(row.getString(4)),
                row.getDouble(5),
                json.members("context", row.getString(6)),
                SqliteTime.parse(row.getString(7)));
    }

    private static Outcome.Result result(String text) {
        for (var result : Outcome.Result.values()) {
            if (result.name().toLowerCase(Locale.ROOT).equals(text)) {
                return result;
            }
        }
        throw SqliteFailures.corruptRow("result " + text + " (expected: the result of an outcome)");
    }
}
