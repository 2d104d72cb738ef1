package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.revision.RowChange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a write sees of the open transaction: statements, the moment, its revision and the changelog. Each operation
 * runs in a savepoint of its own, takes at most one revision and fails alone. Writer thread only.
 */
final class WriteTransaction {
    private static final String SAVEPOINT = "SAVEPOINT operation";
    private static final String RELEASE = "RELEASE operation";
    private static final String ROLLBACK_TO = "ROLLBACK TO operation";
    private static final String APPEND_CHANGE =
            "INSERT INTO changelog (revision, seq, swarm, table_name, namespace, key, operation, changed_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SAVE_REVISION = "UPDATE store_meta SET value = ? WHERE name = 'revision'";

    private final SqliteSession session;
    private final WriteGuard guard;
    private final Clock clock;
    private final long epoch;
    private final long firstRevision;
    private long lastRevision;
    private @Nullable Operation current;
    private final List<RowChange> changes = new ArrayList<>();
    private Map<NamespaceTotals.Id, NamespaceTotals> totals = new HashMap<>();

    /** @param guard asked before an entry is written */
    WriteTransaction(SqliteSession session, Clock clock, Revision newest, WriteGuard guard) {
        this.session = session;
        this.guard = guard;
        this.clock = clock;
        this.epoch = newest.epoch();
        this.firstRevision = newest.number();
        this.lastRevision = newest.number();
    }

    /** What changed in a row, as the changelog says it. */
    enum Change {
        PUT(RowChange.PUT),
        DELETE(RowChange.DELETE),
        EXPIRE(RowChange.EXPIRE),
        CLEAR(RowChange.CLEAR);

        private final String text;

        Change(String text) {
            this.text = text;
        }
    }

    private static final class Operation {
        private final Instant now;
        private final String nowText;
        private long revision;
        private int changes;

        Operation(Instant now) {
            this.now = now;
            this.nowText = SqliteTime.format(now);
        }
    }

    /** What is asked before an entry is written. */
    WriteGuard guard() {
        return guard;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return session.prepare(sql);
    }

    /** As {@link #prepare}, for the statements that run for each entry. */
    DirectStatement direct(String sql) throws SQLException {
        return session.direct(sql);
    }

    /** The moment of the operation, in whole milliseconds. */
    Instant now() {
        return operation().now;
    }

    /** {@link #now} as the tables hold it. */
    String nowText() {
        return operation().nowText;
    }

    /** The revision of the operation, taken when first asked for. */
    Revision revision() {
        var operation = operation();
        if (operation.revision == 0) {
            operation.revision = ++lastRevision;
        }
        return new Revision(epoch, operation.revision);
    }

    /** The newest revision there is, without taking one. */
    Revision newest() {
        return new Revision(epoch, lastRevision);
    }

    /** What was logged and not undone, in order. */
    List<RowChange> changes() {
        return changes;
    }

    /** Appends a row to the changelog under the operation's revision. */
    void logChange(String swarm, String table, String namespace, String key, Change change) throws SQLException {
        var operation = operation();
        var revision = revision();
        direct(APPEND_CHANGE)
                .run(
                        revision.number(),
                        operation.changes++,
                        swarm,
                        table,
                        namespace,
                        key,
                        change.text,
                        operation.nowText);
        changes.add(new RowChange(revision, swarm, table, namespace, key, change.text));
    }

    /** The sums of a namespace that the transaction will add to the stored ones. */
    NamespaceTotals totals(String swarm, String namespace) {
        return totals.computeIfAbsent(new NamespaceTotals.Id(swarm, namespace), id -> new NamespaceTotals());
    }

    /**
     * Runs a part of the work as an operation of its own: when it throws, its changes are undone and those before it
     * stay.
     */
    <T extends @Nullable Object> T operation(WriteWork<T> work) throws TransactionLostException {
        var outer = current;
        long revisionBefore = lastRevision;
        int changesBefore = changes.size();
        var totalsBefore = totals;
        command(SAVEPOINT);
        current = new Operation(SqliteTime.rounded(clock.instant()));
        totals = new HashMap<>();
        try {
            T result = work.run(this);
            command(RELEASE);
            totals.forEach((id, delta) ->
                    totalsBefore.computeIfAbsent(id, i -> new NamespaceTotals()).add(delta));
            return result;
        } catch (TransactionLostException e) {
            forget(revisionBefore, changesBefore);
            throw e;
        } catch (SQLException e) {
            forget(revisionBefore, changesBefore);
            session.forgetStatements(e);
            undo(e);
            throw SqliteFailures.of(e);
        } catch (RuntimeException e) {
            forget(revisionBefore, changesBefore);
            undo(new SQLException(e));
            throw e;
        } finally {
            current = outer;
            totals = totalsBefore;
        }
    }

    /** Writes what is kept once for each transaction. */
    void finish() throws SQLException {
        if (lastRevision != firstRevision) {
            var update = prepare(SAVE_REVISION);
            update.setLong(1, lastRevision);
            update.executeUpdate();
        }
        for (var total : totals.entrySet()) {
            total.getValue().save(session, total.getKey());
        }
    }

    private void forget(long revisionBefore, int changesBefore) {
        lastRevision = revisionBefore;
        changes.subList(changesBefore, changes.size()).clear();
    }

    private Operation operation() {
        if (current == null) {
            throw new IllegalStateException("no operation is running");
        }
        return current;
    }

    private void command(String sql) throws TransactionLostException {
        try {
            session.prepare(sql).executeUpdate();
        } catch (SQLException e) {
            throw new TransactionLostException(e);
        }
    }

    private void undo(SQLException reason) throws TransactionLostException {
        try {
            session.prepare(ROLLBACK_TO).executeUpdate();
            session.prepare(RELEASE).executeUpdate();
        } catch (SQLException e) {
            reason.addSuppressed(e);
            throw new TransactionLostException(reason);
        }
    }
}
