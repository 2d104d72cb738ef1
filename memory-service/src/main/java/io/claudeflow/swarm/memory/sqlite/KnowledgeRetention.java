package io.claudeflow.swarm.memory.sqlite;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Removes events, measurements and outcomes that are older than they are kept, expired messages, and topologies beyond
 * the newest {@value #TOPOLOGIES} of a swarm; a few with each write, so that other writes fit in between.
 */
final class KnowledgeRetention {
    static final int TOPOLOGIES = 100;

    private static final int ROWS_PER_WRITE = 200;

    private final Database database;
    private final KnowledgeStores stores;
    private final Duration events;
    private final Duration metrics;
    private final Duration outcomes;

    /**
     * @param events how long events are kept, likewise the others
     */
    KnowledgeRetention(
            Database database, KnowledgeStores stores, Duration events, Duration metrics, Duration outcomes) {
        this.database = database;
        this.stores = stores;
        this.events = events;
        this.metrics = metrics;
        this.outcomes = outcomes;
    }

    /** Removes what is old and returns how many rows that were. */
    long run() {
        var now = database.clock().instant();
        return repeated(_ -> stores.messages().collectExpired(ROWS_PER_WRITE), "")
                + inEachSwarm(SqliteEventStore.TABLE, swarm -> pruneEvents(swarm, now.minus(events)))
                + inEachSwarm(
                        SqliteMetricStore.TABLE,
                        swarm -> stores.metrics().prune(swarm, now.minus(metrics), ROWS_PER_WRITE))
                + inEachSwarm(
                        SqliteLearningStore.TABLE,
                        swarm -> stores.learning().prune(swarm, now.minus(outcomes), ROWS_PER_WRITE))
                + inEachSwarm(
                        SqliteTopologyStore.TABLE, swarm -> stores.topologies().prune(swarm, TOPOLOGIES));
    }

    private int pruneEvents(String swarm, Instant before) {
        return stores.events().prune(swarm, before, Long.MAX_VALUE, ROWS_PER_WRITE);
    }

    private long inEachSwarm(String table, ToIntFunction<String> work) {
        long removed = 0;
        for (var swarm : swarms(table)) {
            removed += repeated(work, swarm);
        }
        return removed;
    }

    private static long repeated(ToIntFunction<String> work, String swarm) {
        long removed = 0;
        int some;
        do {
            some = work.applyAsInt(swarm);
            removed += some;
        } while (some >= ROWS_PER_WRITE);
        return removed;
    }

    /** An index is asked for one swarm after the other: rows are many, swarms are few. */
    private List<String> swarms(String table) {
        return database.read(session -> {
            var swarms = new ArrayList<String>();
            var next = next(session, table, "");
            while (next != null) {
                swarms.add(next);
                next = next(session, table, next);
            }
            return swarms;
        });
    }

    private static @Nullable String next(SqliteSession session, String table, String after)
            throws java.sql.SQLException {
        var select = session.prepare("SELECT min(swarm) FROM " + table + " WHERE swarm > ?");
        select.setString(1, after);
        try (var row = select.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
