package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.analytics.SlowOperation;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.event.EventStore;
import io.claudeflow.swarm.memory.event.NewEvent;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.health.HealthAlert;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance.GcReport;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the engine tells into the log of events, so that agents hear of it: {@code slow_query},
 * {@code health_alert}, {@code memory_gc} (only when it deleted something) and {@code memory_error}. Events wait in
 * memory until {@link #flush}, at most {@value #MAX_WAITING}; further ones are only in the program's log. Thread-safe.
 */
final class EventJournal implements EngineListener {
    static final String SOURCE = "swarm-memory";
    static final int MAX_WAITING = 256;

    private final EventStore events;
    private final String ownSwarm;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    /** @param ownSwarm the swarm that hears of what is about the whole store */
    EventJournal(EventStore events, String ownSwarm) {
        this.events = events;
        this.ownSwarm = ownSwarm;
    }

    private record Waiting(String swarm, NewEvent event) {}

    @Override
    public void slowOperation(SlowOperation slow) {
        var data = new LinkedHashMap<String, Document>();
        data.put("operation", Document.of(slow.operation().label()));
        put(data, "namespace", slow.namespace());
        put(data, "target", slow.target());
        put(data, "agent", slow.agent());
        data.put("durationMs", Document.of(BigDecimal.valueOf(slow.duration().toNanos(), 6)));
        data.put("failed", Document.of(slow.failed()));
        add(slow.swarm(), "slow_query", data);
    }

    @Override
    public void healthChanged(HealthAlert alert) {
        var data = new LinkedHashMap<String, Document>();
        data.put("subject", Document.of(alert.subject().label()));
        data.put("before", Document.of(alert.before().name().toLowerCase(Locale.ROOT)));
        data.put("now", Document.of(alert.now().name().toLowerCase(Locale.ROOT)));
        data.put("message", Document.of(alert.message()));
        add(ownSwarm, "health_alert", data);
    }

    @Override
    public void gcFinished(GcReport report) {
        if (report.deleted() > 0) {
            add(ownSwarm, "memory_gc", Map.of("deleted", Document.of(report.deleted())));
        }
    }

    @Override
    public void failed(String work, MemoryException failure) {
        var data = new LinkedHashMap<String, Document>();
        data.put("work", Document.of(work));
        data.put("kind", Document.of(failure.kind().name().toLowerCase(Locale.ROOT)));
        put(data, "message", failure.getMessage());
        add(ownSwarm, "memory_error", data);
    }

    /** Writes the events that wait. On a full disk they go on waiting. */
    void flush() {
        for (var next : drain()) {
            try {
                events.append(next.swarm(), next.event());
            } catch (MemoryException e) {
                if (e.kind() != FailureKind.STORAGE_FULL) {
                    throw e;
                }
                add(next);
            }
        }
    }

    private synchronized List<Waiting> drain() {
        var all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    private void add(String swarm, String type, Map<String, Document> data) {
        add(new Waiting(swarm, new NewEvent(type, SOURCE, Document.of(data).toJson())));
    }

    private synchronized void add(Waiting event) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(event);
        }
    }

    private static void put(Map<String, Document> data, String name, @Nullable String text) {
        if (text != null) {
            data.put(name, Document.of(text));
        }
    }
}
