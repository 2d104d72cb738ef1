package io.claudeflow.swarm.operator.memoryclient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Keeps the threads that reconcile free: a host that has not answered is left alone for a while, and no more calls than
 * a given number are under way at once. Thread-safe.
 */
public final class GuardedContents implements MemoryContents {
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final MemoryContents contents;
    private final Semaphore places;
    private final Clock clock;
    private final Map<String, Instant> silent = new ConcurrentHashMap<>();

    /** @param most calls at once */
    public GuardedContents(MemoryContents contents, int most, Clock clock) {
        this.contents = contents;
        this.places = new Semaphore(most);
        this.clock = clock;
    }

    @Override
    public Reply<Optional<String>> tag(Place place, EntryName name) {
        return guarded(place, () -> contents.tag(place, name));
    }

    @Override
    public Reply<Optional<SeenEntry>> entry(Place place, EntryName name) {
        return guarded(place, () -> contents.entry(place, name));
    }

    @Override
    public Reply<WrittenEntry> write(
            Place place, EntryName name, EntryContent content, Lifetime lifetime, Optional<String> expected) {
        return guarded(place, () -> contents.write(place, name, content, lifetime, expected));
    }

    @Override
    public Reply<Boolean> remove(Place place, EntryName name, String tag) {
        return guarded(place, () -> contents.remove(place, name, tag));
    }

    @Override
    public Reply<Optional<SeenTask>> task(Place place, String id) {
        return guarded(place, () -> contents.task(place, id));
    }

    @Override
    public Reply<SeenTask> create(Place place, TaskContent content) {
        return guarded(place, () -> contents.create(place, content));
    }

    @Override
    public Reply<SeenTask> redefine(Place place, TaskContent content) {
        return guarded(place, () -> contents.redefine(place, content));
    }

    @Override
    public Reply<SeenTask> cancel(Place place, String id, Optional<String> fence) {
        return guarded(place, () -> contents.cancel(place, id, fence));
    }

    private <T> Reply<T> guarded(Place place, Supplier<Reply<T>> call) {
        var now = clock.instant();
        var since = silent.get(place.host());
        if (since != null && since.plus(QUIET).isAfter(now)) {
            return new Silent<>("The memory service at " + place.host() + " did not answer a moment ago", true);
        }
        if (!places.tryAcquire()) {
            return new Later<>();
        }
        Reply<T> reply;
        try {
            reply = call.get();
        } finally {
            places.release();
        }
        silent.values().removeIf(then -> !then.plus(QUIET).isAfter(now));
        if (reply instanceof Silent<T> nothing && !nothing.reached()) {
            silent.put(place.host(), now);
        }
        return reply;
    }
}
