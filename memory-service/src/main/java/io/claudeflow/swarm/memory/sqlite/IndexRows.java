package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.search.SearchableText;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of the index of words: entry_text, search_documents and search_index. */
final class IndexRows {
    private static final String STATE = "SELECT epoch, revision, scanned, documents FROM search_index WHERE id = 1";
    /** The number of documents as each of the three tables knows it. */
    private static final String AGREES = "SELECT count(*) = (SELECT documents FROM search_index WHERE id = 1)"
            + " AND count(*) = (SELECT count(*) FROM entry_text_docsize) FROM search_documents";

    private IndexRows() {}

    /**
     * How far the index is.
     *
     * @param scanned while it is built, the id of the last entry that was looked at; null otherwise
     */
    record State(Revision position, @Nullable Long scanned, long documents) {}

    /**
     * What the index keeps of an entry.
     *
     * @param text words and spaces
     */
    record Document(long id, EntryKey key, String text) {}

    static @Nullable State state(SqliteSession session) throws SQLException {
        return state(session.prepare(STATE));
    }

    private static @Nullable State state(PreparedStatement select) throws SQLException {
        try (var row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            long id = row.getLong(3);
            var scanned = row.wasNull() ? null : (Long) id;
            return new State(new Revision(row.getLong(1), row.getLong(2)), scanned, row.getLong(4));
        }
    }

    /** Whether the tables hold as many documents as they should. */
    static boolean agree(SqliteSession session) throws SQLException {
        return session.queryLong(AGREES) == 1;
    }

    /** Empties the index; it is to be built from the entries, and the changes after {@code position} come then. */
    static void reset(WriteTransaction tx, Revision position) throws SQLException {
        tx.prepare("INSERT INTO entry_text (entry_text) VALUES ('delete-all')").executeUpdate();
        tx.prepare("DELETE FROM search_documents").executeUpdate();
        var reset = tx.prepare("INSERT OR REPLACE INTO search_index (id, epoch, revision, scanned, documents)"
                + " VALUES (1, ?, ?, 0, 0)");
        reset.setLong(1, position.epoch());
        reset.setLong(2, position.number());
        reset.executeUpdate();
    }

    /** Notes how far the index is. */
    static void save(WriteTransaction tx, Revision position, @Nullable Long scanned) throws SQLException {
        var save = tx.prepare("UPDATE search_index SET epoch = ?, revision = ?, scanned = ? WHERE id = 1");
        save.setLong(1, position.epoch());
        save.setLong(2, position.number());
        save.setObject(3, scanned);
        save.executeUpdate();
    }

    /** Notes by how many documents the index grew. */
    static void grow(WriteTransaction tx, int documents) throws SQLException {
        if (documents != 0) {
            var grow = tx.prepare("UPDATE search_index SET documents = documents + ? WHERE id = 1");
            grow.setInt(1, documents);
            grow.executeUpdate();
        }
    }

    /** Indexes a document in the place of what its key or its id had before; returns how many documents that adds. */
    static int put(WriteTransaction tx, Document document) throws SQLException {
        int grown = 1 + remove(tx, document.key());
        var occupied = tx.prepare("SELECT 1 FROM search_documents WHERE id = ?");
        occupied.setLong(1, document.id());
        boolean taken;
        try (var row = occupied.executeQuery()) {
            taken = row.next();
        }
        if (taken) {
            remove(tx, document.id());
            grown--;
        }
        var key = document.key();
        var words = tx.prepare("INSERT INTO entry_text (rowid, scope, name, body) VALUES (?, ?, ?, ?)");
        words.setLong(1, document.id());
        words.setString(2, MatchExpression.scope(key));
        words.setString(3, SearchableText.words(key.key()));
        words.setString(4, document.text());
        words.executeUpdate();
        var row = tx.prepare("INSERT INTO search_documents (id, swarm, namespace, key) VALUES (?, ?, ?, ?)");
        row.setLong(1, document.id());
        row.setString(2, key.swarm());
        row.setString(3, key.namespace());
        row.setString(4, key.key());
        row.executeUpdate();
        return grown;
    }

    /** Removes the document of a key; returns 0 or -1. */
    static int remove(WriteTransaction tx, EntryKey key) throws SQLException {
        var find = tx.prepare("SELECT id FROM search_documents WHERE swarm = ? AND namespace = ? AND key = ?");
        find.setString(1, key.swarm());
        find.setString(2, key.namespace());
        find.setString(3, key.key());
        long id;
        try (var row = find.executeQuery()) {
            if (!row.next()) {
                return 0;
            }
            id = row.getLong(1);
        }
        remove(tx, id);
        return -1;
    }

    private static void remove(WriteTransaction tx, long id) throws SQLException {
        var words = tx.prepare("DELETE FROM entry_text WHERE rowid = ?");
        words.setLong(1, id);
        words.executeUpdate();
        var row = tx.prepare("DELETE FROM search_documents WHERE id = ?");
        row.setLong(1, id);
        row.executeUpdate();
    }
}
