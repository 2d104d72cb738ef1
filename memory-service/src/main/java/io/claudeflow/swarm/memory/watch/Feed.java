package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.watch.WatchEvent.EndReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reader of the hub: first in the changelog, then in what is kept in memory. */
final class Feed implements ChangeFeed {
    private static final int TAKEN_AT_ONCE = 256;
    private static final long HISTORY = -1;

    private final WatchHub hub;
    private final WatchRequest request;
    private final Position target;
    private final Runnable whenDropped;
    private final ArrayDeque<WatchEvent> buffer = new ArrayDeque<>();
    private Position position;
    private long lastTold = System.nanoTime();
    private boolean checked;
    private boolean synced;
    private @Nullable WatchEvent last;
    private volatile boolean dropped;
    private volatile @Nullable ChangeBatch gap;

    /** Guarded by the hub. */
    private long number = HISTORY;

    /** @param target what is newest now: {@code sync_complete} comes behind it */
    Feed(WatchHub hub, WatchRequest request, Position target, Runnable whenDropped) {
        this.hub = hub;
        this.request = request;
        this.target = target;
        this.whenDropped = whenDropped;
        this.position = request.from() == null ? target : request.from();
        this.checked = request.from() == null;
    }

    @Override
    public WatchEvent next() throws InterruptedException {
        while (true) {
            var event = next(request.heartbeat());
            if (event != null) {
                return event;
            }
        }
    }

    @Override
    public @Nullable WatchEvent next(Duration patience) throws InterruptedException {
        var event = find(System.nanoTime() + patience.toNanos());
        if (event != null) {
            lastTold = System.nanoTime();
        }
        return event;
    }

    private @Nullable WatchEvent find(long deadline) throws InterruptedException {
        while (true) {
            var event = buffer.poll();
            if (event != null) {
                return event;
            }
            if (last != null) {
                return last;
            }
            if (!live()) {
                readHistory();
            } else if (!synced && position.compareTo(target) >= 0) {
                synced = true;
                return new WatchEvent.Synced(position, hub.now(), request.reader());
            } else {
                long now = System.nanoTime();
                long quiet = lastTold + request.heartbeat().toNanos() - now;
                take(Math.min(quiet, deadline - now));
                if (buffer.isEmpty() && last == null && quiet <= 0) {
                    return new WatchEvent.Heartbeat(position, hub.now());
                }
                if (buffer.isEmpty() && last == null && deadline - now <= 0) {
                    return null;
                }
            }
        }
    }

    private void take(long patience) throws InterruptedException {
        var taken = hub.take(this, position, TAKEN_AT_ONCE, patience);
        if (taken == null) {
            last = ending();
        } else {
            tell(taken.changes(), taken.position());
        }
    }

    private boolean live() {
        return number != HISTORY || (checked && hub.join(this, position));
    }

    private void readHistory() {
        var batch = hub.history(position);
        checked = true;
        if (batch.misses(position)) {
            last = compacted(batch);
            hub.leave(this);
        } else {
            tell(batch.changes(), hub.endOf(batch));
        }
    }

    private void tell(List<LoggedChange> changes, Position end) {
        for (var change : changes) {
            if (change.position().compareTo(position) > 0 && request.filter().matches(change)) {
                buffer.add(new WatchEvent.Message(MessageType.of(change), change));
            }
        }
        if (end.compareTo(position) > 0) {
            position = end;
        }
    }

    private WatchEvent ending() {
        var missing = gap;
        if (missing != null) {
            return compacted(missing);
        }
        return dropped
                ? new WatchEvent.Ended(
                        EndReason.SLOW,
                        "the reader was too slow: what it has not taken yet is no longer kept; go on from " + position,
                        position)
                : new WatchEvent.Ended(EndReason.STOPPING, "the watch was closed; go on from " + position, position);
    }

    private WatchEvent compacted(ChangeBatch batch) {
        var reason = position.revision().epoch() == batch.newest().epoch()
                ? position.revision().compareTo(batch.newest()) > 0
                        ? position + " is newer than the store"
                        : "the changes behind " + position + " are no longer kept"
                : position + " is of another epoch: the store was restored";
        return new WatchEvent.Compacted(batch.floor(), batch.newest(), reason);
    }

    @Override
    public boolean ready() {
        return !buffer.isEmpty() || last != null || (number != HISTORY && hub.hasNews(this));
    }

    @Override
    public void close() {
        hub.leave(this);
    }

    long number() {
        return number;
    }

    void goOnFrom(long next) {
        number = next;
    }

    /** Whether changes that it has not taken are gone. */
    boolean isBehind(long first) {
        return number != HISTORY && number < first;
    }

    void drop() {
        dropped = true;
        Thread.startVirtualThread(whenDropped);
    }

    void lose(ChangeBatch batch) {
        gap = batch;
    }
}
