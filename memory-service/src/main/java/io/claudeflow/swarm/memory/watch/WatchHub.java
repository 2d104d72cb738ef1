package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one store. One thread reads the changelog, once for all readers, and keeps its newest part in memory;
 * readers take from there at their own pace and read what is older themselves. Nobody who writes ever waits for it.
 * Thread-safe.
 */
public final class WatchHub implements Watches, AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ChangeLog log;
    private final Clock clock;
    private final WatchLimits limits;
    private final Consumer<RuntimeException> failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final RecentChanges recent;
    private final Set<Feed> feeds = new HashSet<>();
    private final Thread tailer;
    private volatile boolean idle = true;
    private volatile boolean closed;

    /** @param failures told when the changelog cannot be read; it is tried again */
    public WatchHub(ChangeLog log, Clock clock, WatchLimits limits, Consumer<RuntimeException> failures) {
        this.log = log;
        this.clock = clock;
        this.limits = limits;
        this.failures = failures;
        this.recent = new RecentChanges(limits.recentChanges(), limits.recentBytes(), Position.behind(log.newest()));
        this.tailer = Thread.ofPlatform().name("swarm-memory-watch").daemon().unstarted(this::tail);
        tailer.start();
    }

    /** Says that something was committed. Returns at once, whatever the readers do. */
    public void wake() {
        if (!idle) {
            LockSupport.unpark(tailer);
        }
    }

    @Override
    public ChangeFeed open(WatchRequest request, Runnable whenDropped) {
        checkTables(request.filter());
        lock.lock();
        try {
            if (closed) {
                throw MemoryException.of(FailureKind.UNAVAILABLE, "the store is closed");
            }
            if (feeds.size() >= limits.watches()) {
                throw MemoryException.busy(feeds.size() + " watches are open, no more are taken", RETRY_AFTER);
            }
            var newest = Position.behind(log.newest());
            if (feeds.isEmpty()) {
                recent.restart(newest);
            }
            var feed = new Feed(this, request, newest, whenDropped);
            feeds.add(feed);
            idle = false;
            LockSupport.unpark(tailer);
            return feed;
        } finally {
            lock.unlock();
        }
    }

    private void checkTables(WatchFilter filter) {
        if (!filter.tables().isEmpty()) {
            var known = log.tables();
            for (var table : filter.tables()) {
                if (!known.contains(table)) {
                    throw MemoryException.invalid("tables", table, "the name of a table, such as memory_store");
                }
            }
        }
    }

    @Override
    public int count() {
        lock.lock();
        try {
            return feeds.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every watch. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            feeds.clear();
            news.signalAll();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(tailer);
    }

    private void tail() {
        while (!closed) {
            var pause = limits.poll();
            try {
                if (idle) {
                    pause = Duration.ofDays(1);
                } else if (readOn()) {
                    pause = Duration.ZERO;
                    sleep(limits.interval());
                }
            } catch (RuntimeException e) {
                failures.accept(e);
                sleep(RETRY_AFTER);
            }
            if (!pause.isZero() && !closed) {
                LockSupport.parkNanos(this, pause.toNanos());
            }
        }
    }

    /** Waits without hearing {@link #wake}. */
    private void sleep(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !closed; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** Takes over what has happened since the last time; false when that is nothing. */
    private boolean readOn() {
        var end = end();
        var newest = log.newest();
        if (newest.equals(end.revision()) && end.seq() == Position.END) {
            return false;
        }
        var batch = log.read(end, limits.batch());
        lock.lock();
        try {
            if (!recent.end().equals(end)) {
                return true;
            }
            if (batch.misses(end)) {
                recent.restart(Position.behind(batch.newest()));
                feeds.forEach(feed -> feed.lose(batch));
                feeds.clear();
            } else {
                recent.add(batch.changes(), batch.end(limits.batch()));
                dropSlowReaders();
            }
            idle = feeds.isEmpty();
            news.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Position end() {
        lock.lock();
        try {
            return recent.end();
        } finally {
            lock.unlock();
        }
    }

    private void dropSlowReaders() {
        for (var feed : List.copyOf(feeds)) {
            if (feed.isBehind(recent.first())) {
                feeds.remove(feed);
                feed.drop();
            }
        }
    }

    /**
     * What a reader took.
     *
     * @param position how far it has come with that
     */
    record Taken(List<LoggedChange> changes, Position position) {}

    /** Lets a reader go on from memory; false while what it wants is older than what is kept. */
    boolean join(Feed feed, Position position) {
        lock.lock();
        try {
            if (position.compareTo(recent.start()) < 0) {
                return false;
            }
            feed.goOnFrom(recent.numberBehind(position));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for changes and takes some; null when the watch is over. */
    @Nullable
    Taken take(Feed feed, Position position, int limit, long patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience;
            while (feeds.contains(feed)
                    && feed.number() == recent.next()
                    && recent.end().compareTo(position) <= 0
                    && left > 0) {
                left = news.awaitNanos(left);
            }
            if (!feeds.contains(feed)) {
                return null;
            }
            var changes = recent.from(feed.number(), limit);
            feed.goOnFrom(feed.number() + changes.size());
            return new Taken(
                    changes,
                    feed.number() == recent.next()
                            ? recent.end()
                            : changes.getLast().position());
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #take} would return at once. */
    boolean hasNews(Feed feed) {
        lock.lock();
        try {
            return !feeds.contains(feed) || feed.number() < recent.next();
        } finally {
            lock.unlock();
        }
    }

    void leave(Feed feed) {
        lock.lock();
        try {
            feeds.remove(feed);
            idle = feeds.isEmpty();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    ChangeBatch history(Position after) {
        return log.read(after, limits.batch());
    }

    Position endOf(ChangeBatch batch) {
        return batch.end(limits.batch());
    }

    Instant now() {
        return clock.instant();
    }
}
