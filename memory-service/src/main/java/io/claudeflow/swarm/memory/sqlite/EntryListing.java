package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryCursor;
import io.claudeflow.swarm.memory.entry.EntryOrder;
import io.claudeflow.swarm.memory.entry.EntryOrder.Place;
import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryQuery.Sort;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Listings. A simple query is one statement. With tags or a pattern that SQL does not decide, candidates are read from
 * an index in short reads of a bounded number of rows, so that a listing never pins the write-ahead log: by key until
 * the page is full, by anything else all of them while the best are kept.
 */
final class EntryListing {
    private static final int CANDIDATES_PER_READ = 2000;
    private static final String LOAD =
            "SELECT " + EntryRows.COLUMNS + EntryRows.FROM + EntryRows.BY_KEY + " AND " + EntryRows.LIVE;

    private final Database database;
    private final ValueCodec codec;

    EntryListing(Database database, ValueCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    EntryPage list(EntryQuery query) {
        var revision = database.newest();
        var now = SqliteTime.format(database.clock().instant());
        var after = EntryCursor.decode(query);
        var found = EntrySelection.isSimple(query)
                ? simple(query, after, now)
                : query.sort() == Sort.KEY ? firstByKey(query, after, now) : best(query, after, now);
        boolean more = found.size() > query.limit();
        var page = more ? found.subList(0, query.limit()) : found;
        if (query.withValues()) {
            var fitting = withinBytes(page);
            more |= fitting.size() < page.size();
            page = fitting;
        }
        var next = more ? EntryCursor.encode(query, EntryOrder.place(query.sort(), page.getLast())) : null;
        return new EntryPage(query.withValues() ? withValues(page, now) : page, next, revision);
    }

    private List<Entry> simple(EntryQuery query, @Nullable Place after, String now) {
        return database.read(session -> {
            int wanted = query.limit() + 1;
            int rows = wanted;
            while (true) {
                var sound = new ArrayList<Entry>();
                int seen = EntrySelection.entries(query, after, now, rows).each(session, row -> {
                    var entry = EntryRows.listed(row, query.swarm());
                    if (entry != null) {
                        sound.add(entry);
                    }
                    return sound.size() < wanted;
                });
                if (sound.size() == wanted || seen < rows) {
                    return sound;
                }
                // Damaged rows have taken the place of others.
                rows = Math.multiplyExact(rows, 2);
            }
        });
    }

    private List<Entry> firstByKey(EntryQuery query, @Nullable Place after, String now) {
        var found = new ArrayList<Entry>();
        scan(query, query.descending(), after, now, entry -> {
            found.add(entry);
            return found.size() <= query.limit();
        });
        return found;
    }

    private List<Entry> best(EntryQuery query, @Nullable Place after, String now) {
        var order = EntryOrder.of(query);
        Comparator<Entry> byPlace = Comparator.comparing(entry -> EntryOrder.place(query.sort(), entry), order);
        var best = new PriorityQueue<>(byPlace.reversed());
        scan(query, false, null, now, entry -> {
            if (after == null || order.compare(EntryOrder.place(query.sort(), entry), after) > 0) {
                best.add(entry);
                if (best.size() > query.limit() + 1) {
                    best.remove();
                }
            }
            return true;
        });
        return best.stream().sorted(byPlace).toList();
    }

    /** Shows every match to the visitor, in the order of namespace and key, until the visitor has enough. */
    private void scan(
            EntryQuery query, boolean descending, @Nullable Place start, String now, Predicate<Entry> visitor) {
        var after = start;
        boolean more = true;
        while (more) {
            var sql = EntrySelection.candidates(query, descending, after, CANDIDATES_PER_READ);
            var chunk = database.read(session -> read(session, sql, query, now, visitor));
            after = chunk.last();
            more = chunk.wantsMore() && chunk.rows() == CANDIDATES_PER_READ;
        }
    }

    private record Chunk(int rows, @Nullable Place last, boolean wantsMore) {}

    private static Chunk read(SqliteSession session, Sql sql, EntryQuery query, String now, Predicate<Entry> visitor)
            throws SQLException {
        var pattern = query.pattern();
        int rows = 0;
        Place last = null;
        boolean wantsMore = true;
        try (var row = sql.prepare(session).executeQuery()) {
            while (wantsMore && row.next()) {
                rows++;
                last = new Place(0, row.getString(1), row.getString(2));
                if (pattern == null || pattern.matches(last.key())) {
                    var entry = load(session, query.swarm(), last, now);
                    wantsMore = entry == null || visitor.test(entry);
                }
            }
        }
        return new Chunk(rows, last, wantsMore);
    }

    private static @Nullable Entry load(SqliteSession session, String swarm, Place place, String now)
            throws SQLException {
        return session.direct(LOAD)
                .<@Nullable Entry>first(row -> EntryRows.listed(row, swarm), swarm, place.namespace(), place.key(), now);
    }

    /** The beginning of the page that the bound on its values admits, one entry at least. */
    private static List<Entry> withinBytes(List<Entry> page) {
        long bytes = 0;
        int count = 0;
        for (var entry : page) {
            bytes += entry.valueBytes();
            if (count > 0 && bytes > EntryQuery.MAX_PAGE_VALUE_BYTES) {
                break;
            }
            count++;
        }
        return page.subList(0, count);
    }

    /** The entries again with their values: without those that are damaged, and without entries gone meanwhile. */
    private List<Entry> withValues(List<Entry> page, String now) {
        var loaded = database.read(session -> {
            var rows = new ArrayList<EntryRows.Loaded>();
            for (var entry : page) {
                var row = EntryRows.loadListed(session, entry, now);
                if (row != null) {
                    rows.add(row);
                }
            }
            return rows;
        });
        return loaded.stream().map(row -> row.listed(codec)).toList();
    }
}
