package io.claudeflow.swarm.memory.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes without a gap, shared by every reader: each remembers only how far it has come. Bounded by number
 * and bytes; the oldest goes first. Each change has a number that grows by one. Not thread-safe.
 */
final class RecentChanges {
    private final @Nullable LoggedChange[] ring;
    private final long maxBytes;
    private Position start;
    private Position end;
    private long first;
    private long next;
    private long bytes;

    /**
     * @param capacity changes, at most
     * @param maxBytes what they may take, roughly
     */
    RecentChanges(int capacity, long maxBytes, Position place) {
        this.ring = new @Nullable LoggedChange[capacity];
        this.maxBytes = maxBytes;
        this.start = place;
        this.end = place;
    }

    /** Forgets everything and begins behind the place. */
    void restart(Position place) {
        while (first < next) {
            forgetOldest();
        }
        start = place;
        end = place;
    }

    /** Appends what follows {@link #end}. */
    void add(List<LoggedChange> more, Position newEnd) {
        for (var change : more) {
            if (next - first == ring.length) {
                forgetOldest();
            }
            ring[slot(next++)] = change;
            bytes += change.footprint();
        }
        while (bytes > maxBytes && next - first > 1) {
            forgetOldest();
        }
        end = newEnd;
    }

    /** Everything behind this place is here. */
    Position start() {
        return start;
    }

    Position end() {
        return end;
    }

    /** The number of the oldest change. */
    long first() {
        return first;
    }

    /** The number that the next change will get. */
    long next() {
        return next;
    }

    /** The number of the first change behind a place that is not before {@link #start}. */
    long numberBehind(Position place) {
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (get(middle).position().compareTo(place) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The changes from a number on, at most {@code limit}. */
    List<LoggedChange> from(long number, int limit) {
        int count = (int) Math.min(limit, next - number);
        var found = new ArrayList<LoggedChange>(count);
        for (int i = 0; i < count; i++) {
            found.add(get(number + i));
        }
        return found;
    }

    private LoggedChange get(long number) {
        return Objects.requireNonNull(ring[slot(number)]);
    }

    private void forgetOldest() {
        var oldest = get(first);
        ring[slot(first)] = null;
        first++;
        bytes -= oldest.footprint();
        start = oldest.position();
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }
}
