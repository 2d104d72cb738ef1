package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.search.IndexedWords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what has to enter or to leave the index of words because the rules have changed, a part of the entries with
 * each look. The rules by which all entries were looked over are kept in store_meta, so that a change between two runs
 * of the service is noticed, and so that a run that ends in between begins again. One thread.
 */
final class IndexReview {
    private static final Logger log = LoggerFactory.getLogger(IndexReview.class);
    private static final int ROWS_PER_READ = 500;
    private static final String PAGE = "SELECT m.id, m.swarm, m.namespace, m.key, d.id IS NOT NULL FROM memory_store m"
            + " LEFT JOIN search_documents d ON d.id = m.id AND d.swarm = m.swarm AND d.namespace = m.namespace"
            + " AND d.key = m.key WHERE m.id > ? AND m.encoding <> 'bytes' ORDER BY m.id LIMIT " + ROWS_PER_READ;
    private static final String KNOWN = "SELECT value FROM store_meta WHERE name = 'search_rules'";
    private static final String SAVE = "INSERT INTO store_meta (name, value) VALUES ('search_rules', ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private final Database database;
    private final IndexedWords words;
    private @Nullable Object rules;
    private @Nullable Review review;

    IndexReview(Database database, IndexedWords words) {
        this.database = database;
        this.words = words;
    }

    /** A look over all entries that is under way. */
    private static final class Review {
        private final String fingerprint;
        private long last;
        private long changed;

        Review(String fingerprint) {
            this.fingerprint = fingerprint;
        }
    }

    /** Entries to be indexed anew; null when there is nothing to look over. */
    @Nullable
    List<EntryKey> next() {
        var running = running();
        return running == null ? null : look(running);
    }

    @SuppressWarnings("ReferenceEquality") // a reload makes other rules, equal or not
    private @Nullable Review running() {
        var present = words.rules();
        if (present != rules) {
            var fingerprint = words.fingerprint();
            boolean known = rules == null && fingerprint.equals(database.<String>read(s -> s.queryText(KNOWN)));
            rules = present;
            review = known ? null : new Review(fingerprint);
        }
        return review;
    }

    private List<EntryKey> look(Review running) {
        var different = new ArrayList<EntryKey>();
        int rows = database.<Integer>read(session -> page(session, running, different));
        running.changed += different.size();
        if (rows < ROWS_PER_READ) {
            finish(running);
        }
        return different;
    }

    private int page(SqliteSession session, Review running, List<EntryKey> different) throws SQLException {
        int rows = 0;
        var select = session.prepare(PAGE);
        select.setLong(1, running.last);
        try (var row = select.executeQuery()) {
            while (row.next()) {
                rows++;
                running.last = row.getLong(1);
                var key = EntryRows.key(row.getString(2), row.getString(3), row.getString(4));
                if (key != null && words.includes(key.namespace(), key.key()) != row.getBoolean(5)) {
                    different.add(key);
                }
            }
        }
        return rows;
    }

    private void finish(Review done) {
        database.<Integer>write(tx -> {
            var save = tx.prepare(SAVE);
            save.setString(1, done.fingerprint);
            return save.executeUpdate();
        });
        review = null;
        if (done.changed > 0) {
            log.atInfo().addKeyValue("entries", done.changed).log("the index of words follows the changed policies");
        }
    }
}
