package io.claudeflow.swarm.memory.analytics;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Usage, hot keys, slow operations and growth of one store. Counts are gathered in memory and written in small
 * aggregates every few seconds: those not yet written are lost in a crash. Thread-safe.
 */
public final class Analytics {
    /** How long usage and growth are kept when nothing else is said. */
    public static final Duration RETENTION = Duration.ofDays(30);

    static final int MAX_USAGE_ROWS = 200_000;
    private static final int MAX_PENDING = 20_000;
    private static final int MAX_SAMPLES = 2_000;
    private static final int MAX_LIMIT = 1_000;

    private final UsageRecorder recorder = new UsageRecorder();
    private final HotKeys hotKeys = new HotKeys();
    private final SlowOperations slow;
    private final UsageStore usage;
    private final GrowthStore growth;
    private final Supplier<StoreFigures> figures;
    private final Clock clock;
    private final Duration retention;
    private Map<PendingKey, UsageCount> pending = new HashMap<>();
    private UsageRecorder.Totals sampledWork = new UsageRecorder.Totals(0, 0, 0, 0);
    private long sampledHits;
    private long sampledMisses;
    private @Nullable GrowthSample newest;

    /**
     * @param slowThreshold from which an operation is slow
     * @param retention how long usage and growth are kept
     */
    public Analytics(
            Duration slowThreshold,
            Duration retention,
            UsageStore usage,
            GrowthStore growth,
            Supplier<StoreFigures> figures,
            Clock clock) {
        this.slow = new SlowOperations(slowThreshold);
        this.retention = retention;
        this.usage = usage;
        this.growth = growth;
        this.figures = figures;
        this.clock = clock;
        this.newest = growth.newest().orElse(null);
    }

    private record PendingKey(String swarm, Instant hour, UsageGroup group, String name, UsageOperation operation) {}

    /** Where operations are counted. */
    public UsageRecorder recorder() {
        return recorder;
    }

    /** Where reads of keys are counted. */
    public HotKeys hotKeys() {
        return hotKeys;
    }

    /** Where slow operations are noted. */
    public SlowOperations slowOperations() {
        return slow;
    }

    /** The moment by the clock of the store. */
    public Instant now() {
        return clock.instant();
    }

    /** Usage of a swarm, what was counted until now included. On a full disk only what is written down is known. */
    public List<UsageSummary> usage(String swarm, UsageQuery query) {
        try {
            flush();
        } catch (MemoryException e) {
            if (e.kind() != FailureKind.STORAGE_FULL) {
                throw e;
            }
        }
        return usage.query(swarm, query);
    }

    /** The keys of a swarm that are read most; see {@link HotKeys#hottest}. */
    public HotKeys.Window hotKeys(String swarm, Duration window, long threshold, int limit) {
        return hotKeys.hottest(swarm, clock.instant(), window, threshold, limit);
    }

    /** The slow operations of a swarm that are still known, the newest first. */
    public List<SlowOperation> slowOperations(String swarm, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw MemoryException.invalid("limit", limit, "1 to " + MAX_LIMIT);
        }
        return slow.recent(swarm, limit);
    }

    /** Samples of the last stretch of time, the oldest first, with one of this moment as the last. */
    public List<GrowthSample> growth(Duration timeframe) {
        checkTimeframe(timeframe);
        var now = clock.instant();
        var samples = new ArrayList<>(growth.between(now.minus(timeframe), now, MAX_SAMPLES - 1));
        samples.add(present(now));
        return samples;
    }

    /** Trends over the last stretch of time. */
    public PerformanceAnalysis performance(Duration timeframe) {
        var samples = growth(timeframe);
        var now = samples.getLast().at();
        return PerformanceAnalysis.of(now.minus(timeframe), now, samples);
    }

    /** Writes what was counted until now. When it cannot be written it is kept for the next time, within a bound. */
    public synchronized void flush() {
        for (var count : recorder.drain(clock.instant().truncatedTo(ChronoUnit.HOURS))) {
            var key = new PendingKey(count.swarm(), count.hour(), count.group(), count.name(), count.operation());
            if (pending.size() < MAX_PENDING || pending.containsKey(key)) {
                pending.merge(key, count, UsageCount::plus);
            }
        }
        if (!pending.isEmpty()) {
            usage.add(List.copyOf(pending.values()));
            pending = new HashMap<>();
        }
    }

    /** Adds the sample of this hour unless there is one or nothing happened, and removes what is too old. */
    public synchronized void sample() {
        var now = clock.instant();
        var before = newest;
        if (before != null && UsageInterval.HOUR.startOf(before.at()).equals(UsageInterval.HOUR.startOf(now))) {
            return;
        }
        var sample = present(now);
        if (before != null && before.revision() == sample.revision() && sample.reads() + sample.writes() == 0) {
            return;
        }
        growth.add(sample);
        newest = sample;
        sampledWork = new UsageRecorder.Totals(
                sampledWork.reads() + sample.reads(),
                sampledWork.readNanos() + sample.readNanos(),
                sampledWork.writes() + sample.writes(),
                sampledWork.writeNanos() + sample.writeNanos());
        sampledHits += sample.cacheHits();
        sampledMisses += sample.cacheMisses();
        growth.prune(now.minus(retention));
        usage.prune(now.minus(retention), MAX_USAGE_ROWS);
    }

    private synchronized GrowthSample present(Instant now) {
        var at = figures.get();
        var work = recorder.totals();
        return new GrowthSample(
                now.truncatedTo(ChronoUnit.MILLIS),
                at.revision(),
                at.entries(),
                at.valueBytes(),
                at.storedBytes(),
                at.databaseBytes(),
                at.logBytes(),
                at.freeBytes(),
                at.diskFreeBytes(),
                at.cacheHits() - sampledHits,
                at.cacheMisses() - sampledMisses,
                work.reads() - sampledWork.reads(),
                work.readNanos() - sampledWork.readNanos(),
                work.writes() - sampledWork.writes(),
                work.writeNanos() - sampledWork.writeNanos());
    }

    private static void checkTimeframe(Duration timeframe) {
        if (timeframe.isNegative() || timeframe.isZero() || timeframe.compareTo(Duration.ofDays(366)) > 0) {
            throw MemoryException.invalid("timeframe", timeframe, "more than 0, at most 366 days");
        }
    }
}
