package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.watch.LoggedChange.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A changelog in a list, which counts how often it is read. */
final class InMemoryChangeLog implements ChangeLog {
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    private final List<LoggedChange> rows = new ArrayList<>();
    private long epoch = 1;
    private long floor;
    private volatile Revision newest = new Revision(1, 0);

    /** One revision that changes the keys. */
    synchronized Revision put(String swarm, String table, String namespace, String... keys) {
        var revision = new Revision(epoch, newest.number() + 1);
        for (int i = 0; i < keys.length; i++) {
            var operation = keys[i].isEmpty() ? Operation.CLEAR : Operation.PUT;
            rows.add(new LoggedChange(
                    new Position(revision, i), swarm, table, namespace, keys[i], operation, Instant.EPOCH, null));
        }
        newest = revision;
        return revision;
    }

    Revision put(String key) {
        return put("s", "memory_store", "n", key);
    }

    synchronized void compactTo(long number) {
        floor = number;
        rows.removeIf(row -> row.position().revision().number() <= number);
    }

    synchronized void restore() {
        epoch++;
        floor = newest.number();
        rows.clear();
        newest = new Revision(epoch, newest.number());
    }

    @Override
    public Revision newest() {
        return newest;
    }

    @Override
    public synchronized ChangeBatch read(Position after, int limit) {
        reads.incrementAndGet();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw MemoryException.busy("no connection", Duration.ofSeconds(1));
        }
        var found = rows.stream()
                .filter(row ->
                        row.position().revision().number() > after.revision().number()
                                || (row.position().revision().number()
                                                == after.revision().number()
                                        && row.position().seq() > after.seq()))
                .limit(limit)
                .toList();
        return new ChangeBatch(found, new Revision(epoch, floor), newest);
    }

    @Override
    public Set<String> tables() {
        return Set.of("memory_store", "tasks", "locks");
    }
}
