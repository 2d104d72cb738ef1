package io.claudeflow.swarm.memory.analytics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The last {@value #KEPT} slow operations, and those that nobody has been told of yet. Only slow operations come here,
 * so a lock costs nothing. Thread-safe.
 */
public final class SlowOperations {
    static final int KEPT = 256;
    /** More between two reports are counted and not told one by one. */
    static final int REPORTED = 64;

    private final long thresholdNanos;
    private final Deque<SlowOperation> recent = new ArrayDeque<>();
    private final List<SlowOperation> unreported = new ArrayList<>();
    private long total;
    private long unnamed;

    public SlowOperations(Duration threshold) {
        this.thresholdNanos = threshold.toNanos();
    }

    /**
     * What there is to tell.
     *
     * @param unnamed further slow operations that are not among them
     */
    public record Report(List<SlowOperation> operations, long unnamed) {
        public Report {
            operations = List.copyOf(operations);
        }
    }

    /** Whether an operation of this length is slow. */
    public boolean isSlow(long nanos) {
        return nanos >= thresholdNanos;
    }

    public Duration threshold() {
        return Duration.ofNanos(thresholdNanos);
    }

    public synchronized void add(SlowOperation operation) {
        total++;
        recent.addLast(operation);
        if (recent.size() > KEPT) {
            recent.removeFirst();
        }
        if (unreported.size() < REPORTED) {
            unreported.add(operation);
        } else {
            unnamed++;
        }
    }

    /** Slow operations since the start. */
    public synchronized long total() {
        return total;
    }

    /** The slow operations of a swarm that are still kept, the newest first. */
    public synchronized List<SlowOperation> recent(String swarm, int limit) {
        return recent.stream()
                .filter(operation -> operation.swarm().equals(swarm))
                .sorted(Comparator.comparing(SlowOperation::at).reversed())
                .limit(limit)
                .toList();
    }

    /** Takes what was not told yet. */
    public synchronized Report drain() {
        var report = new Report(unreported, unnamed);
        unreported.clear();
        unnamed = 0;
        return report;
    }
}
