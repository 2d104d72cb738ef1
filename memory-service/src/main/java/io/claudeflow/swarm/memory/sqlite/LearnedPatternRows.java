package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.learning.LearnedPattern;
import io.claudeflow.swarm.memory.learning.LearningCodec;
import io.claudeflow.swarm.memory.learning.LearningStore;
import io.claudeflow.swarm.memory.learning.RetiredPattern;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of learned patterns. A pattern that did not change is not written again. */
final class LearnedPatternRows {
    static final String TABLE = "learned_patterns";

    private static final String LIBRARY = "SELECT pattern_data, id, merged_into FROM learned_patterns WHERE swarm = ?";
    private static final String IN_USE = LIBRARY + " AND retired_at IS NULL";
    private static final String RETIRED = LIBRARY + " AND retired_at IS NOT NULL ORDER BY id";
    private static final String PUT = "INSERT INTO learned_patterns (type, confidence, success_rate, usage_count,"
            + " successful_uses, learned_at, retired_at, merged_into, pattern_data, swarm, id)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (swarm, id) DO UPDATE SET"
            + " (type, confidence, success_rate, usage_count, successful_uses, learned_at, retired_at, merged_into,"
            + " pattern_data) = (excluded.type, excluded.confidence, excluded.success_rate, excluded.usage_count,"
            + " excluded.successful_uses, excluded.learned_at, excluded.retired_at, excluded.merged_into,"
            + " excluded.pattern_data)";
    private static final String PROGRESS = "INSERT INTO learning_progress (swarm, type, outcome_id) VALUES (?, ?, ?)"
            + " ON CONFLICT (swarm, type) DO UPDATE SET outcome_id = excluded.outcome_id";

    private final Database database;
    private final TableRows<LearnedPattern> rows;
    private final TableRows<RetiredPattern> retiredRows;

    LearnedPatternRows(Database database, JsonColumns json) {
        this.database = database;
        this.rows = rows(json);
        this.retiredRows = new TableRows<>(
                TABLE, LIBRARY, row -> new RetiredPattern(rows.reader().read(row), row.getString(3)), 2);
    }

    static TableRows<LearnedPattern> rows(JsonColumns json) {
        return new TableRows<>(
                TABLE, LIBRARY, row -> LearningCodec.decode(json.read("pattern_data", row.getString(1))), 2);
    }

    List<LearnedPattern> library(String swarm) {
        return database.read(session -> library(session::prepare, swarm));
    }

    private List<LearnedPattern> library(Statements statements, String swarm) throws SQLException {
        var select = statements.prepare(IN_USE + " ORDER BY id");
        select.setString(1, swarm);
        return Rows.listed(select, rows);
    }

    List<RetiredPattern> retired(String swarm) {
        return database.read(session -> {
            var select = session.prepare(RETIRED);
            select.setString(1, swarm);
            return Rows.listed(select, retiredRows);
        });
    }

    boolean learn(String swarm, String type, long newest, List<LearnedPattern> extracted) {
        return database.write(tx -> {
            if (progress(tx, swarm, type) > newest) {
                return false;
            }
            var known = new HashMap<String, LearnedPattern>();
            int others = 0;
            for (var pattern : library(tx::prepare, swarm)) {
                if (pattern.type().equals(type)) {
                    known.put(pattern.id(), pattern);
                } else {
                    others++;
                }
            }
            checkNumber(others + extracted.size());
            for (var pattern : extracted) {
                var before = known.remove(pattern.id());
                var after = before == null ? pattern : pattern.withUses(before.uses(), before.successfulUses());
                if (!after.equals(before)) {
                    put(tx, swarm, after, false, null);
                }
            }
            for (var id : known.keySet()) {
                delete(tx, swarm, id);
            }
            var progress = tx.prepare(PROGRESS);
            progress.setString(1, swarm);
            progress.setString(2, type);
            progress.setLong(3, newest);
            progress.executeUpdate();
            return true;
        });
    }

    private static long progress(WriteTransaction tx, String swarm, String type) throws SQLException {
        var select = tx.prepare("SELECT outcome_id FROM learning_progress WHERE swarm = ? AND type = ?");
        select.setString(1, swarm);
        select.setString(2, type);
        return Rows.first(select, row -> row.getLong(1)).orElse(0L);
    }

    boolean optimize(
            String swarm, List<LearnedPattern> expected, List<LearnedPattern> optimized, List<RetiredPattern> retired) {
        checkNumber(optimized.size());
        return database.write(tx -> {
            var present = library(tx::prepare, swarm);
            if (!present.equals(expected)) {
                return false;
            }
            var gone = new HashSet<String>();
            present.forEach(pattern -> gone.add(pattern.id()));
            for (var pattern : optimized) {
                gone.remove(pattern.id());
                if (!present.contains(pattern)) {
                    put(tx, swarm, pattern, false, null);
                }
            }
            for (var pattern : retired) {
                gone.remove(pattern.id());
                put(tx, swarm, pattern.pattern(), true, pattern.mergedInto());
            }
            for (var id : gone) {
                delete(tx, swarm, id);
            }
            return true;
        });
    }

    Optional<LearnedPattern> recordUse(String swarm, String id, boolean success) {
        return database.write(tx -> {
            var select = tx.prepare(IN_USE + " AND id = ?");
            select.setString(1, swarm);
            select.setString(2, id);
            var before = Rows.first(select, rows);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            var after = before.get().used(success);
            put(tx, swarm, after, false, null);
            return Optional.of(after);
        });
    }

    static void forgetRetired(WriteTransaction tx, String swarm, String before) throws SQLException {
        var delete = tx.prepare("DELETE FROM learned_patterns WHERE swarm = ? AND retired_at < ? RETURNING id");
        delete.setString(1, swarm);
        delete.setString(2, before);
        for (var id : Rows.all(delete, row -> row.getString(1))) {
            tx.logChange(swarm, TABLE, "", id, Change.EXPIRE);
        }
    }

    private static void put(
            WriteTransaction tx, String swarm, LearnedPattern pattern, boolean retired, @Nullable String mergedInto)
            throws SQLException {
        var put = tx.prepare(PUT);
        put.setString(1, pattern.type());
        put.setDouble(2, pattern.confidence());
        put.setDouble(3, pattern.successRate());
        put.setLong(4, pattern.uses());
        put.setLong(5, pattern.successfulUses());
        put.setString(6, SqliteTime.format(pattern.learnedAt()));
        put.setString(7, retired ? tx.nowText() : null);
        put.setString(8, mergedInto);
        put.setString(9, LearningCodec.encode(pattern).toJson());
        put.setString(10, swarm);
        put.setString(11, pattern.id());
        put.executeUpdate();
        tx.logChange(swarm, TABLE, "", pattern.id(), retired ? Change.DELETE : Change.PUT);
    }

    private static void delete(WriteTransaction tx, String swarm, String id) throws SQLException {
        var delete = tx.prepare("DELETE FROM learned_patterns WHERE swarm = ? AND id = ?");
        delete.setString(1, swarm);
        delete.setString(2, id);
        delete.executeUpdate();
        tx.logChange(swarm, TABLE, "", id, Change.DELETE);
    }

    private static void checkNumber(int patterns) {
        if (patterns > LearningStore.MAX_PATTERNS) {
            throw MemoryException.limit(
                    "patterns", patterns + " patterns", "at most " + LearningStore.MAX_PATTERNS + " patterns");
        }
    }
}
