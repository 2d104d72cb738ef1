package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryCursor;
import io.claudeflow.swarm.memory.entry.EntryOrder;
import io.claudeflow.swarm.memory.entry.EntryOrder.Place;
import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryQuery.Sort;
import io.claudeflow.swarm.memory.entry.Glob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Listings. Candidates are read in short reads of a bounded number of rows, so that a listing never pins the
 * write-ahead log, whatever its pattern. By key, reading ends with the page; by anything else every candidate is looked
 * at and the best of them are kept.
 */
final class EntryListing {
    private static final int ROWS_PER_READ = 1000;

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
        var found = query.sort() == Sort.KEY ? byKey(query, after, now) : byOther(query, after, now);
        boolean more = found.size() > query.limit();
        var page = more ? found.subList(0, query.limit()) : found;
        if (query.withValues()) {
            int wanted = page.size();
            page = withinBytes(page);
            more |= page.size() < wanted;
        }
        var next = more ? EntryCursor.encode(query, EntryOrder.place(query.sort(), page.getLast())) : null;
        return new EntryPage(query.withValues() ? withValues(page, now) : page, next, revision);
    }

    private List<Entry> byKey(EntryQuery query, @Nullable Place after, String now) {
        var found = new ArrayList<Entry>();
        scan(query, query.descending(), after, now, entry -> {
            found.add(entry);
            return found.size() <= query.limit();
        });
        return found;
    }

    private List<Entry> byOther(EntryQuery query, @Nullable Place after, String now) {
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

    /** Shows every match to the visitor, in the order of namespace and key, until it has enough. */
    private void scan(
            EntryQuery query, boolean descending, @Nullable Place start, String now, Predicate<Entry> visitor) {
        int rows = selectsAlone(query) ? Math.min(query.limit() + 1, ROWS_PER_READ) : ROWS_PER_READ;
        var after = start;
        boolean more = true;
        while (more) {
            var from = after;
            var chunk =
                    database.read(session -> read(session, query, new EntryScan(query, descending, from, now, rows)));
            for (var entry : chunk.matches()) {
                if (!visitor.test(entry)) {
                    return;
                }
            }
            after = chunk.last();
            more = chunk.rows() == rows;
        }
    }

    private record Chunk(
            List<Entry> matches, int rows, @Nullable Place last) {}

    private static Chunk read(SqliteSession session, EntryQuery query, EntryScan scan) throws SQLException {
        var pattern = query.pattern();
        var matches = new ArrayList<Entry>();
        int rows = 0;
        Place last = null;
        try (var row = scan.prepare(session).executeQuery()) {
            while (row.next()) {
                rows++;
                var key = row.getString(2);
                boolean live = row.getString(3) != null;
                if (live && (pattern == null || pattern.matches(key))) {
                    matches.add(EntryRows.entry(row, query.swarm()));
                }
                last = new Place(0, row.getString(1), key);
            }
        }
        return new Chunk(matches, rows, last);
    }

    /** Whether every row of the scan is a match, so that no more rows than asked for need to be read. */
    private static boolean selectsAlone(EntryQuery query) {
        var pattern = query.pattern();
        return query.sort() == Sort.KEY
                && query.tags().isEmpty()
                && (pattern == null || pattern.isExact() || isPrefix(pattern));
    }

    private static boolean isPrefix(Glob pattern) {
        return pattern.pattern().equals(pattern.literalPrefix() + "*");
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

    /** The entries again with their values; those that have gone meanwhile are left out. */
    private List<Entry> withValues(List<Entry> page, String now) {
        var loaded = database.read(session -> {
            var rows = new ArrayList<EntryRows.Loaded>();
            for (var entry : page) {
                var row = SqliteEntryStore.load(session, entry.key(), now);
                if (row != null) {
                    rows.add(row);
                }
            }
            return rows;
        });
        return loaded.stream().map(row -> row.decoded(codec)).toList();
    }
}
