package io.claudeflow.swarm.memory.event;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look into the log; filters are combined, null selects everything.
 *
 * @param from the first moment included
 * @param to the first moment excluded
 * @param newestFirst otherwise in the order they were logged
 */
public record EventQuery(
        @Nullable String type,
        @Nullable String source,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean newestFirst,
        PageRequest page) {
    public static final EventQuery ALL = new EventQuery(null, null, null, null, false, PageRequest.FIRST);

    public EventQuery {
        if (from != null && to != null && to.isBefore(from)) {
            throw MemoryException.invalid("to", to, "not before from, " + from);
        }
    }

    public EventQuery ofType(String newType) {
        return new EventQuery(newType, source, from, to, newestFirst, page);
    }

    public EventQuery fromSource(String newSource) {
        return new EventQuery(type, newSource, from, to, newestFirst, page);
    }

    public EventQuery between(@Nullable Instant newFrom, @Nullable Instant newTo) {
        return new EventQuery(type, source, newFrom, newTo, newestFirst, page);
    }

    public EventQuery reversed() {
        return new EventQuery(type, source, from, to, true, page);
    }

    public EventQuery page(PageRequest newPage) {
        return new EventQuery(type, source, from, to, newestFirst, newPage);
    }

    /** What a cursor is bound to: everything but the page. */
    public String listing() {
        return "events " + type + ' ' + source + ' ' + from + ' ' + to + ' ' + newestFirst;
    }

    public boolean selects(Event event) {
        return (type == null || type.equals(event.type()))
                && (source == null || source.equals(event.source()))
                && (from == null || !event.timestamp().isBefore(from))
                && (to == null || event.timestamp().isBefore(to));
    }
}
