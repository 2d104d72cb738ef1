package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.merge.ConflictQueue;
import io.claudeflow.swarm.memory.merge.MergeOutcome;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waiting conflicts as rows of merge_conflicts. Those of an entry that has expired are hidden like the entry. */
final class SqliteConflictQueue implements ConflictQueue {
    static final String TABLE = "merge_conflicts";

    private static final String VISIBLE = " AND NOT EXISTS (SELECT 1 FROM memory_store m WHERE m.swarm = c.swarm"
            + " AND m.namespace = c.namespace AND m.key = c.key AND m.expires_at <= ?)";
    private static final String SELECT = "SELECT c.id, c.swarm, c.namespace, c.key, c.epoch, c.revision, c.queued_at,"
            + " c.pointers, c.base, c.ours, c.theirs FROM merge_conflicts c WHERE c.swarm = ?";
    private static final String OF_KEY = SELECT + " AND c.namespace = ? AND c.key = ?" + VISIBLE + " ORDER BY c.id";
    private static final String BY_ID = SELECT + " AND c.id = ?" + VISIBLE;
    private static final String AFTER = SELECT + " AND c.id > ?" + VISIBLE + " ORDER BY c.id LIMIT ?";
    private static final String INSERT = """
            INSERT INTO merge_conflicts (swarm, namespace, key, epoch, revision, queued_at, pointers, base, ours,
                theirs)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""";

    private final Database database;
    private final TableRows<Queued> rows;

    SqliteConflictQueue(Database database, DocumentReader reader) {
        this.database = database;
        this.rows = rows(reader);
    }

    @Override
    public Queued add(EntryKey key, MergeOutcome.Conflict conflict) {
        return database.write(tx -> add(tx, key, conflict));
    }

    Queued add(WriteTransaction tx, EntryKey key, MergeOutcome.Conflict conflict) throws SQLException {
        var select = tx.prepare(OF_KEY);
        select.setString(1, key.swarm());
        select.setString(2, key.namespace());
        select.setString(3, key.key());
        select.setString(4, tx.nowText());
        var ofKey = Rows.listed(select, rows);
        for (var waiting : ofKey) {
            if (waiting.conflict().equals(conflict)) {
                return waiting;
            }
        }
        checkRoom("key", ofKey.size(), MAX_PER_KEY);
        checkRoom("swarm", count(tx, key.swarm()), MAX_PER_SWARM);
        return insert(tx, key, conflict);
    }

    private static void checkRoom(String field, long waiting, int max) {
        if (waiting >= max) {
            throw MemoryException.ofField(
                    FailureKind.LIMIT_EXCEEDED,
                    field,
                    waiting + " conflicts wait",
                    "at most " + max + ": resolve some first");
        }
    }

    private static long count(WriteTransaction tx, String swarm) throws SQLException {
        var count = tx.prepare("SELECT count(*) FROM merge_conflicts WHERE swarm = ?");
        count.setString(1, swarm);
        try (var row = count.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Queued insert(WriteTransaction tx, EntryKey key, MergeOutcome.Conflict conflict)
            throws SQLException {
        var revision = tx.revision();
        var base = conflict.base();
        var insert = tx.prepare(INSERT);
        insert.setString(1, key.swarm());
        insert.setString(2, key.namespace());
        insert.setString(3, key.key());
        insert.setLong(4, revision.epoch());
        insert.setLong(5, revision.number());
        insert.setString(6, tx.nowText());
        insert.setString(7, pointers(conflict.pointers()).toJson());
        insert.setString(8, base == null ? null : base.toJson());
        insert.setString(9, conflict.ours().toJson());
        insert.setString(10, conflict.theirs().toJson());
        long id;
        try (var row = insert.executeQuery()) {
            id = row.next() ? row.getLong(1) : 0;
        }
        tx.logChange(key.swarm(), TABLE, key.namespace(), Long.toString(id), Change.PUT);
        return new Queued(id, key, conflict, tx.now(), revision);
    }

    @Override
    public Optional<Queued> get(String swarm, long id) {
        EntryKey.checkSwarm(swarm);
        var now = SqliteTime.format(database.clock().instant());
        return Optional.ofNullable(
                database.<@Nullable Queued>read(session -> find(session.prepare(BY_ID), swarm, id, now)));
    }

    @Nullable
    Queued find(WriteTransaction tx, String swarm, long id) throws SQLException {
        return find(tx.prepare(BY_ID), swarm, id, tx.nowText());
    }

    private @Nullable Queued find(PreparedStatement select, String swarm, long id, String now) throws SQLException {
        select.setString(1, swarm);
        select.setLong(2, id);
        select.setString(3, now);
        return Rows.first(select, rows).orElse(null);
    }

    @Override
    public List<Queued> list(String swarm, long afterId, int limit) {
        EntryKey.checkSwarm(swarm);
        int wanted = PageRequest.first(limit).limit();
        var now = SqliteTime.format(database.clock().instant());
        return database.read(session -> {
            var select = session.prepare(AFTER);
            select.setString(1, swarm);
            select.setLong(2, afterId);
            select.setString(3, now);
            select.setInt(4, wanted);
            return Rows.listed(select, rows);
        });
    }

    @Override
    public boolean resolved(String swarm, long id) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var waiting = find(tx, swarm, id);
            return waiting != null && remove(tx, waiting);
        });
    }

    boolean remove(WriteTransaction tx, Queued waiting) throws SQLException {
        var key = waiting.key();
        var delete = tx.prepare("DELETE FROM merge_conflicts WHERE swarm = ? AND id = ?");
        delete.setString(1, key.swarm());
        delete.setLong(2, waiting.id());
        boolean found = delete.executeUpdate() > 0;
        if (found) {
            tx.logChange(key.swarm(), TABLE, key.namespace(), Long.toString(waiting.id()), Change.DELETE);
        }
        return found;
    }

    static TableRows<Queued> rows(DocumentReader reader) {
        return new TableRows<>(TABLE, SELECT, row -> queued(row, reader), 1);
    }

    private static Queued queued(ResultSet row, DocumentReader reader) throws SQLException {
        var base = row.getString(9);
        return new Queued(
                row.getLong(1),
                new EntryKey(row.getString(2), row.getString(3), row.getString(4)),
                new MergeOutcome.Conflict(
                        reader.read("ours", row.getString(10)),
                        reader.read("theirs", row.getString(11)),
                        base == null ? null : reader.read("base", base),
                        pointers(reader.read("pointers", row.getString(8)))),
                SqliteTime.parse(row.getString(7)),
                new Revision(row.getLong(5), row.getLong(6)));
    }

    private static Document pointers(List<String> pointers) {
        return Document.of(pointers.stream().map(Document::of).toList());
    }

    private static List<String> pointers(Document pointers) {
        var texts = new ArrayList<String>();
        if (pointers instanceof Document.Items(var items)) {
            for (var item : items) {
                texts.add(item instanceof Document.Text(var text) ? text : item.toJson());
            }
        }
        return texts;
    }
}
