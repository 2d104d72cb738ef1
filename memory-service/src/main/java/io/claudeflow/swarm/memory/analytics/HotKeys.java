package io.claudeflow.swarm.memory.analytics;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are read most within a sliding window. Memory is bounded: twelve summaries of five minutes and twenty-four
 * of an hour, {@value #COUNTERS} keys each; within one summary a count is at most a {@value #COUNTERS}th of its reads
 * too high. Reads arrive in batches, seconds after they happened. Starts empty with the process. Thread-safe.
 */
public final class HotKeys {
    static final int COUNTERS = 512;
    /** The longest window. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final Duration SHORT_WINDOW = Duration.ofHours(1);
    private static final int MAX_LIMIT = 1_000;

    private final Ring fine = new Ring(Duration.ofMinutes(5), 12);
    private final Ring coarse = new Ring(Duration.ofHours(1), 24);

    /**
     * The answer.
     *
     * @param from the beginning of the oldest summary that it is made of, at or before the wanted beginning
     */
    public record Window(Instant from, Instant to, List<HotKey> keys) {
        public Window {
            keys = List.copyOf(keys);
        }
    }

    private static final class Slice {
        private final long number;
        private final SpaceSaving reads = new SpaceSaving(COUNTERS);

        Slice(long number) {
            this.number = number;
        }
    }

    private static final class Ring {
        private final long seconds;
        /** One more than a window needs: it rarely begins where a slice does. */
        private final @Nullable Slice[] slices;

        Ring(Duration length, int count) {
            this.seconds = length.toSeconds();
            this.slices = new @Nullable Slice[count + 1];
        }

        long number(Instant moment) {
            return Math.floorDiv(moment.getEpochSecond(), seconds);
        }

        void add(EntryKey key, long count, Instant at) {
            long number = number(at);
            int place = Math.floorMod(number, slices.length);
            var slice = slices[place];
            if (slice == null || slice.number < number) {
                slice = new Slice(number);
                slices[place] = slice;
            }
            if (slice.number == number) {
                slice.reads.add(key, count);
            }
        }

        List<SpaceSaving> within(long first, long last) {
            return Arrays.stream(slices)
                    .<SpaceSaving>mapMulti((slice, into) -> {
                        if (slice != null && slice.number >= first && slice.number <= last) {
                            into.accept(slice.reads);
                        }
                    })
                    .toList();
        }
    }

    /** Counts reads of a key. */
    public synchronized void add(EntryKey key, long count, Instant at) {
        fine.add(key, count, at);
        coarse.add(key, count, at);
    }

    /**
     * The keys of a swarm that were read at least {@code threshold} times, or may have been, the hottest first.
     *
     * @param length of the window, up to 24 hours
     * @param threshold 1 or more
     * @param limit 1 to 1,000
     */
    public synchronized Window hottest(String swarm, Instant now, Duration length, long threshold, int limit) {
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw MemoryException.invalid("timeframe", length, "more than 0, at most 24 hours");
        }
        if (threshold < 1) {
            throw MemoryException.invalid("threshold", threshold, "1 or more");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw MemoryException.invalid("limit", limit, "1 to " + MAX_LIMIT);
        }
        var ring = length.compareTo(SHORT_WINDOW) <= 0 ? fine : coarse;
        long first = ring.number(now.minus(length));
        var slices = ring.within(first, ring.number(now));
        Set<EntryKey> keys = new HashSet<>();
        for (var slice : slices) {
            for (var key : slice.keys()) {
                if (key.swarm().equals(swarm)) {
                    keys.add(key);
                }
            }
        }
        var hottest = keys.stream()
                .map(key -> new HotKey(
                        key,
                        slices.stream().mapToLong(slice -> slice.atLeast(key)).sum(),
                        slices.stream().mapToLong(slice -> slice.atMost(key)).sum()))
                .filter(key -> key.atMost() >= threshold)
                .sorted(Comparator.comparingLong(HotKey::atLeast)
                        .thenComparingLong(HotKey::atMost)
                        .reversed()
                        .thenComparing(key -> key.key().namespace())
                        .thenComparing(key -> key.key().key()))
                .limit(limit)
                .toList();
        return new Window(Instant.ofEpochSecond(first * ring.seconds), now, hottest);
    }
}
