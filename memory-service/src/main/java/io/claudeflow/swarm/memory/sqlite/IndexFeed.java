package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.search.IndexedWords;
import io.claudeflow.swarm.memory.search.SearchableText;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.Stale;
import io.claudeflow.swarm.memory.sqlite.IndexRows.Document;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the index of words is made from: changes, entries, and their text as it is now. */
final class IndexFeed {
    /** Larger values are not read whole. */
    private static final int WHOLE_BYTES = SearchableText.MAX_BYTES;
    /** A character more shows where the last one within the bound ends. */
    private static final int BEGINNING_BYTES = SearchableText.MAX_BYTES + 4;

    static final int KEYS_PER_READ = 32;

    private static final Logger log = LoggerFactory.getLogger(IndexFeed.class);
    private static final int CHANGES_PER_READ = 500;
    private static final int ORPHANS_PER_READ = 500;
    private static final long STORED_BYTES_PER_READ = 4L << 20;
    /**
     * Earlier than every expiry: a row is indexed as long as it is there, whatever the time. Searches look at the
     * expiry; and a clock that is set back makes an entry live again without any change.
     */
    private static final String EARLIEST = "";

    private static final String CHANGES = "SELECT revision, seq, swarm, namespace, key, operation FROM changelog"
            + " WHERE (revision, seq) > (?, ?) AND table_name = 'memory_store' ORDER BY revision, seq LIMIT "
            + CHANGES_PER_READ;
    /** Keys of a namespace that the index or the embeddings know and the entries do not. */
    private static final String ORPHANS = """
            SELECT key FROM (
                SELECT key FROM search_documents WHERE swarm = ?1 AND namespace = ?2 AND key > ?3
                UNION SELECT key FROM entry_embeddings WHERE swarm = ?1 AND namespace = ?2 AND key > ?3) k
            WHERE NOT EXISTS (SELECT 1 FROM memory_store m WHERE m.swarm = ?1 AND m.namespace = ?2 AND m.key = k.key)
            ORDER BY key LIMIT""" + ' ' + ORPHANS_PER_READ;

    private final Database database;
    private final ValueCodec codec;
    private final IndexedWords indexed;

    /**
     * @param indexed whose words are indexed
     */
    IndexFeed(Database database, ValueCodec codec, IndexedWords indexed) {
        this.database = database;
        this.codec = codec;
        this.indexed = indexed;
    }

    /** A place in the changelog. */
    record Place(long revision, int seq) {
        static Place after(long revision) {
            return new Place(revision, Integer.MAX_VALUE);
        }
    }

    /** A namespace of a swarm. */
    record Namespace(String swarm, String name) {}

    /**
     * The next changes.
     *
     * @param last where to go on
     * @param covers every change up to this revision is among these or was before them
     * @param more whether there are more already
     */
    record Changes(Set<EntryKey> keys, Set<Namespace> cleared, Place last, long covers, boolean more) {}

    /** The changes after a place, or null when some of them are gone from the changelog. */
    @Nullable
    Changes changes(Place after) {
        return database.<@Nullable Changes>read(session -> {
            if (after.revision() < session.queryLong("SELECT value FROM store_meta WHERE name = 'changelog_floor'")) {
                return null;
            }
            long newest = session.queryLong("SELECT value FROM store_meta WHERE name = 'revision'");
            var keys = new LinkedHashSet<EntryKey>();
            var cleared = new LinkedHashSet<Namespace>();
            var last = after;
            int rows = 0;
            var select = session.prepare(CHANGES);
            select.setLong(1, after.revision());
            select.setInt(2, after.seq());
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    rows++;
                    last = new Place(row.getLong(1), row.getInt(2));
                    if (row.getString(6).equals("clear")) {
                        cleared.add(new Namespace(row.getString(3), row.getString(4)));
                    } else {
                        var key = EntryRows.key(row.getString(3), row.getString(4), row.getString(5));
                        if (key != null) {
                            keys.add(key);
                        }
                    }
                }
            }
            boolean more = rows == CHANGES_PER_READ;
            return new Changes(
                    keys, cleared, more ? last : Place.after(newest), more ? last.revision() - 1 : newest, more);
        });
    }

    /** The next keys, in order, that a cleared namespace has left behind. */
    List<EntryKey> orphans(Namespace namespace, String afterKey) {
        return database.read(session -> {
            var keys = new ArrayList<EntryKey>();
            var select = session.prepare(ORPHANS);
            select.setString(1, namespace.swarm());
            select.setString(2, namespace.name());
            select.setString(3, afterKey);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(new EntryKey(namespace.swarm(), namespace.name(), row.getString(1)));
                }
            }
            return keys;
        });
    }

    /**
     * An entry by its id.
     *
     * @param key null when no entry can have the names of the row
     */
    record Identified(long id, @Nullable EntryKey key) {}

    /** The next entries by id, of all swarms. */
    List<Identified> entries(long afterId) {
        return database.read(session -> {
            var entries = new ArrayList<Identified>();
            var select = session.prepare("SELECT id, swarm, namespace, key FROM memory_store WHERE id > ?"
                    + " ORDER BY id LIMIT " + KEYS_PER_READ);
            select.setLong(1, afterId);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(new Identified(
                            row.getLong(1), EntryRows.key(row.getString(2), row.getString(3), row.getString(4))));
                }
            }
            return entries;
        });
    }

    /**
     * What some keys have to be indexed.
     *
     * @param gone keys without anything to index
     * @param stale embeddings of these keys that describe nothing any more
     * @param consumed how many of the keys this covers, from the first
     */
    record Batch(List<Document> documents, List<EntryKey> gone, List<Stale> stale, int consumed) {}

    /** @param beginning of a large value */
    private record Found(
            long id, EntryRows.Loaded loaded, @Nullable EntryValue beginning) {
        long bytes() {
            return beginning == null ? loaded.entry().storedBytes() : beginning.size();
        }
    }

    /** The documents of the first of these keys, at least of one; bounded by what they take in memory. */
    Batch documents(List<EntryKey> keys) {
        var documents = new ArrayList<Document>();
        var gone = new ArrayList<EntryKey>();
        var stale = new ArrayList<Stale>();
        var found = database.read(session -> {
            boolean embedded = EmbeddingRows.exist(session);
            var rows = new ArrayList<@Nullable Found>();
            long bytes = 0;
            for (var key : keys.subList(0, Math.min(keys.size(), KEYS_PER_READ))) {
                if (bytes > STORED_BYTES_PER_READ) {
                    break;
                }
                var row = indexed.includes(key.namespace(), key.key()) ? find(session, key) : null;
                rows.add(row);
                var left = embedded ? EmbeddingRows.stale(session, key) : null;
                if (left != null) {
                    stale.add(left);
                }
                bytes += row == null ? 0 : row.bytes();
            }
            return rows;
        });
        for (int i = 0; i < found.size(); i++) {
            var row = found.get(i);
            var text = row == null ? null : text(row);
            if (row == null || text == null) {
                gone.add(keys.get(i));
            } else {
                documents.add(new Document(row.id(), keys.get(i), text));
            }
        }
        return new Batch(documents, gone, stale, found.size());
    }

    private static @Nullable Found find(SqliteSession session, EntryKey key) throws SQLException {
        var select = session.prepare("SELECT id FROM memory_store WHERE swarm = ? AND namespace = ? AND key = ?");
        select.setString(1, key.swarm());
        select.setString(2, key.namespace());
        select.setString(3, key.key());
        long id;
        try (var row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            id = row.getLong(1);
        }
        try {
            var loaded = EntryRows.load(session, key, EARLIEST, WHOLE_BYTES);
            if (loaded == null) {
                return null;
            }
            var encoding = loaded.entry().encoding();
            boolean whole = loaded.stored() != null || encoding == EntryValue.Encoding.BYTES;
            return new Found(id, loaded, whole ? null : EntryValue.of(encoding, beginning(session, id)));
        } catch (MemoryException e) {
            cannotBeIndexed(e);
            return null;
        }
    }

    private static byte[] beginning(SqliteSession session, long id) throws SQLException {
        var select = session.prepare("SELECT compression, substr(value, 1, ?) FROM memory_store WHERE id = ?");
        select.setInt(1, BEGINNING_BYTES);
        select.setLong(2, id);
        try (var row = select.executeQuery()) {
            row.next();
            return ValueCodec.beginning(Compression.ofLabel(row.getString(1)), row.getBytes(2), BEGINNING_BYTES);
        }
    }

    /** The text of a value; one that cannot be decoded must not stop the index. */
    private @Nullable String text(Found found) {
        if (found.loaded().entry().encoding() == EntryValue.Encoding.BYTES) {
            return null;
        }
        try {
            var value =
                    found.beginning() == null ? found.loaded().decoded(codec).value() : found.beginning();
            var text = value == null ? null : SearchableText.of(value);
            return text == null ? null : SearchableText.words(text);
        } catch (MemoryException e) {
            cannotBeIndexed(e);
            return null;
        }
    }

    /** The failure names the entry. */
    private static void cannotBeIndexed(MemoryException reason) {
        log.atWarn().addKeyValue("reason", reason.getMessage()).log("an entry cannot be indexed");
    }
}
