package io.claudeflow.swarm.memory.event;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reference: a list. */
public final class InMemoryEventStore implements EventStore {
    private final Clock clock;
    private final Revisions revisions;
    private final Map<String, List<Event>> swarms = new HashMap<>();
    private long lastId;

    public InMemoryEventStore(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized Event append(String swarm, NewEvent event) {
        var logged = new Event(++lastId, event.type(), event.source(), event.data(), clock.instant(), revisions.next());
        events(swarm).add(logged);
        return logged;
    }

    @Override
    public synchronized Page<Event> query(String swarm, EventQuery query) {
        var order = Comparator.comparingLong(Event::id);
        return Paging.page(
                events(swarm).stream().filter(query::selects),
                query.newestFirst() ? order.reversed() : order,
                event -> Long.toString(event.id()),
                query.listing(),
                query.page());
    }

    @Override
    public synchronized int prune(String swarm, Instant before, long keep, int limit) {
        var events = events(swarm);
        int removed = 0;
        while (removed < limit
                && !events.isEmpty()
                && (events.size() > keep || events.getFirst().timestamp().isBefore(before))) {
            events.removeFirst();
            removed++;
        }
        return removed;
    }

    private List<Event> events(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new ArrayList<>());
    }
}
