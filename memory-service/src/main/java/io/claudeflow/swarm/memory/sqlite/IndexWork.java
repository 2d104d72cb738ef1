package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.Stale;
import io.claudeflow.swarm.memory.sqlite.IndexFeed.Place;
import io.claudeflow.swarm.memory.sqlite.IndexRows.Document;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the index of words up to date, in small writes: after changes in the order of the changelog, or from all
 * entries. Always what an entry is now is indexed, so doing something twice is harmless. Removes embeddings whose entry
 * has changed on the way. One thread, but for {@link #durable}.
 */
final class IndexWork {
    private static final Logger log = LoggerFactory.getLogger(IndexWork.class);
    private static final int TEXT_CHARS_PER_WRITE = 64 * 1024;
    /** Revisions without a change of entries after which the position is written all the same. */
    private static final int SAVE_AFTER = 1000;

    private static final int STALE_PER_WRITE = 200;
    private static final int BUSY_WRITES_PER_SECOND = 500;
    private static final int REST_FACTOR = 8;
    private static final Duration MAX_REST = Duration.ofMillis(500);

    private final Database database;
    private final IndexFeed feed;
    private final IndexReview review;
    private final VectorCache vectors;
    private final Consumer<Duration> rest;
    private Place place = Place.after(0);
    private long covers;
    private @Nullable Long scanned;
    private volatile long durable;
    private long lastWrites;
    private long lastTime;

    /**
     * @param rest waits, so that the writer is left to others
     */
    IndexWork(
            Database database, IndexFeed feed, IndexReview review, VectorCache vectors, Consumer<Duration> rest) {
        this.database = database;
        this.feed = feed;
        this.review = review;
        this.vectors = vectors;
        this.rest = rest;
        this.lastTime = System.nanoTime();
        resume(database.<IndexRows.@Nullable State>read(IndexRows::state));
    }

    private void resume(IndexRows.@Nullable State state) {
        var newest = database.newest();
        if (state == null || state.position().number() > newest.number()) {
            log.atInfo().addKeyValue("newest", newest).log("the index does not belong to this state, it is built anew");
            reset();
            return;
        }
        covers = state.position().number();
        durable = covers;
        place = Place.after(covers);
        scanned = state.scanned();
    }

    Revision covers() {
        return new Revision(database.newest().epoch(), covers);
    }

    boolean building() {
        return scanned != null;
    }

    /** The newest revision whose changes are in the index for good. Thread-safe. */
    long durable() {
        return durable;
    }

    /** Builds anew when rows of the index are missing. */
    void check() {
        if (!database.<Boolean>read(IndexRows::agree)) {
            log.atWarn().log("the index of words is incomplete, it is built anew");
            reset();
        }
    }

    /** Empties the index, to be built from the entries. */
    void reset() {
        var start = database.newest();
        database.write(tx -> {
            IndexRows.reset(tx, start);
            return start;
        });
        covers = start.number();
        durable = covers;
        place = Place.after(covers);
        scanned = 0L;
    }

    /** Does a part of what is to be done; true when there is more. */
    boolean round() {
        var from = scanned;
        if (from != null) {
            scan(from);
            return true;
        }
        boolean more = follow();
        if (scanned == null) {
            var changed = review.next();
            if (changed != null) {
                index(changed);
                return true;
            }
        }
        return more;
    }

    /** Takes the next changes in; true when there are more. */
    private boolean follow() {
        if (covers == database.newest().number()) {
            return false;
        }
        var changes = feed.changes(place);
        if (changes == null) {
            log.atInfo().addKeyValue("covers", covers).log("the index is behind the changelog, it is built anew");
            reset();
            return true;
        }
        for (var namespace : changes.cleared()) {
            removeOrphans(namespace);
        }
        index(List.copyOf(changes.keys()));
        place = changes.last();
        covers = Math.max(covers, changes.covers());
        if (!changes.keys().isEmpty() || !changes.cleared().isEmpty() || covers - durable >= SAVE_AFTER) {
            savePosition();
        }
        return changes.more();
    }

    /** Notes how far the index is. */
    void savePosition() {
        var position = covers();
        if (position.number() != durable && scanned == null) {
            database.write(tx -> {
                IndexRows.save(tx, position, null);
                return position;
            });
            durable = position.number();
        }
    }

    private void scan(long afterId) {
        var entries = feed.entries(afterId);
        if (entries.isEmpty()) {
            removeStaleEmbeddings();
        } else {
            index(entries.stream().flatMap(one -> Stream.ofNullable(one.key())).toList());
        }
        var next = entries.isEmpty() ? null : (Long) entries.getLast().id();
        var position = covers();
        database.write(tx -> {
            IndexRows.save(tx, position, next);
            return position;
        });
        scanned = next;
    }

    private void removeOrphans(IndexFeed.Namespace namespace) {
        var keys = feed.orphans(namespace, "");
        while (!keys.isEmpty()) {
            index(keys);
            keys = feed.orphans(namespace, keys.getLast().key());
        }
    }

    private void index(List<EntryKey> keys) {
        var rest = keys;
        while (!rest.isEmpty()) {
            var batch = feed.documents(rest);
            write(batch);
            rest = rest.subList(batch.consumed(), rest.size());
        }
    }

    private void write(IndexFeed.Batch batch) {
        var gone = batch.gone();
        var stale = batch.stale();
        var documents = new ArrayList<Document>();
        int chars = 0;
        for (var document : batch.documents()) {
            if (!documents.isEmpty() && chars + document.text().length() > TEXT_CHARS_PER_WRITE) {
                write(documents, gone, stale);
                documents.clear();
                gone = List.of();
                stale = List.of();
                chars = 0;
            }
            documents.add(document);
            chars += document.text().length();
        }
        write(documents, gone, stale);
    }

    private void write(List<Document> documents, List<EntryKey> gone, List<Stale> stale) {
        if (documents.isEmpty() && gone.isEmpty() && stale.isEmpty()) {
            return;
        }
        var some = List.copyOf(documents);
        long bytes =
                some.stream().mapToLong(document -> document.text().length()).sum();
        long start = System.nanoTime();
        database.write(bytes, tx -> {
            int grown = 0;
            for (var key : gone) {
                grown += IndexRows.remove(tx, key);
            }
            for (var document : some) {
                grown += IndexRows.put(tx, document);
            }
            IndexRows.grow(tx, grown);
            EmbeddingRows.remove(tx, stale);
            return grown;
        });
        vectors.forget(stale.stream().map(Stale::row).toList());
        restAfter(start);
    }

    private void removeStaleEmbeddings() {
        long afterId = 0;
        while (true) {
            long after = afterId;
            var stale = database.read(session -> EmbeddingRows.stale(session, after, STALE_PER_WRITE));
            if (stale.isEmpty()) {
                return;
            }
            write(List.of(), List.of(), stale);
            afterId = stale.getLast().row().id();
        }
    }

    /** When others write a lot, the index takes a ninth of the time at most. */
    private void restAfter(long start) {
        long now = System.nanoTime();
        long writes = database.writerStatistics().writes();
        double seconds = (now - lastTime) / 1e9;
        if (writes - lastWrites - 1 > BUSY_WRITES_PER_SECOND * seconds) {
            var pause = Duration.ofNanos((now - start) * REST_FACTOR);
            rest.accept(pause.compareTo(MAX_REST) < 0 ? pause : MAX_REST);
        }
        lastWrites = writes;
        lastTime = System.nanoTime();
    }
}
