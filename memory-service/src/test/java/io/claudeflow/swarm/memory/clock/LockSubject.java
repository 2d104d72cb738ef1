package io.claudeflow.swarm.memory.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.lock.Fence;
import io.claudeflow.swarm.memory.lock.Lock;
import io.claudeflow.swarm.memory.lock.LockMode;
import io.claudeflow.swarm.memory.lock.LockOutcome;
import io.claudeflow.swarm.memory.lock.LockRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Locks, and writes behind them; in a swarm of their own. */
final class LockSubject implements Subject {
    private static final String LOCKED = "s2";
    private static final List<String> KEYS = List.of("n/a", "n/b");
    private static final List<String> OWNERS = List.of("x", "y", "z");

    private final Lifetimes<Held> model = new Lifetimes<>();

    private record Held(String key, String owner, LockMode mode, Revision fence, int holds, Instant end) {
        static Held of(Lock lock) {
            return new Held(lock.key(), lock.owner(), lock.mode(), lock.fence(), lock.holds(), lock.expiresAt());
        }
    }

    private static String id(String key, String owner) {
        return key + "|" + owner;
    }

    @Override
    public void clockMoved(Instant now) {
        model.clockMoved(now);
    }

    @Override
    public @Nullable Instant someEnd(RandomGenerator random) {
        return model.someEnd(random);
    }

    @Override
    public void act(MemoryEngine engine, RandomGenerator random, Instant now) {
        var key = KEYS.get(random.nextInt(KEYS.size()));
        var owner = OWNERS.get(random.nextInt(OWNERS.size()));
        switch (random.nextInt(6)) {
            case 0 -> release(engine, now, key, owner);
            case 1 -> renew(engine, random, now, key, owner);
            case 2 -> releaseAll(engine, random, now, owner);
            default -> acquire(engine, random, now, key, owner);
        }
    }

    private void acquire(MemoryEngine engine, RandomGenerator random, Instant now, String key, String owner) {
        var mode = Seeds.pick(random, LockMode.values());
        var lease = Duration.ofMillis(1_000 + random.nextInt(4_000));
        var request = new LockRequest(key, owner, mode, lease, Duration.ZERO);
        Predicate<Held> inTheWay = held -> held.key().equals(key)
                && !held.owner().equals(owner)
                && held.mode().excludes(mode);
        switch (engine.access().locks().acquire(LOCKED, request)) {
            case LockOutcome.Granted(var lock) -> {
                assertThat(certain(inTheWay)).as("%s at %s", lock, now).isFalse();
                assertThat(lock.expiresAt())
                        .isAfterOrEqualTo(now.truncatedTo(ChronoUnit.MILLIS).plus(lease));
                model.put(id(key, owner), Held.of(lock), lock.expiresAt());
            }
            case LockOutcome.TimedOut(var holders) -> {
                assertThat(model.possible(now).values().stream().anyMatch(inTheWay))
                        .as("%s at %s", request, now)
                        .isTrue();
                assertThat(holders).isNotEmpty().allMatch(lock -> lock.liveAt(now));
            }
            case LockOutcome.Deadlock deadlock -> throw new AssertionError(deadlock);
        }
    }

    private boolean certain(Predicate<Held> wanted) {
        return KEYS.stream()
                .flatMap(key -> OWNERS.stream().map(owner -> id(key, owner)))
                .filter(model::certain)
                .map(model::value)
                .anyMatch(held -> held != null && wanted.test(held));
    }

    private void release(MemoryEngine engine, Instant now, String key, String owner) {
        var id = id(key, owner);
        var held = model.value(id);
        if (held == null) {
            return;
        }
        try {
            int left = engine.access().locks().release(LOCKED, key, held.fence());
            assertThat(model.possible(id, now)).as("%s at %s", held, now).isTrue();
            assertThat(left).isEqualTo(held.holds() - 1);
            if (left == 0) {
                model.remove(id);
            } else {
                model.revalue(id, new Held(key, owner, held.mode(), held.fence(), left, held.end()));
            }
        } catch (MemoryException e) {
            refused(e, id, now);
        }
    }

    private void renew(MemoryEngine engine, RandomGenerator random, Instant now, String key, String owner) {
        var id = id(key, owner);
        var held = model.value(id);
        if (held == null) {
            return;
        }
        try {
            var lease = Duration.ofMillis(1_000 + random.nextInt(4_000));
            var lock = engine.access().locks().renew(LOCKED, key, held.fence(), lease);
            assertThat(model.possible(id, now)).as("%s at %s", held, now).isTrue();
            model.put(id, Held.of(lock), lock.expiresAt());
        } catch (MemoryException e) {
            refused(e, id, now);
        }
    }

    private void refused(MemoryException e, String id, Instant now) {
        assertThat(e.kind()).isEqualTo(FailureKind.PRECONDITION_FAILED);
        assertThat(model.certain(id)).as("%s at %s", model.value(id), now).isFalse();
    }

    private void releaseAll(MemoryEngine engine, RandomGenerator random, Instant now, String owner) {
        if (random.nextInt(3) == 0) {
            var ids = KEYS.stream().map(key -> id(key, owner)).toList();
            long least = ids.stream().filter(model::certain).count();
            long most = ids.stream().filter(id -> model.possible(id, now)).count();
            assertThat((long) engine.access().locks().releaseAll(LOCKED, owner)).isBetween(least, most);
            // Releasing ends what is over first, so nothing of the owner comes back.
            ids.forEach(model::remove);
        }
    }

    @Override
    public void look(MemoryEngine engine, RandomGenerator random, Instant now, String where) {
        lookAround(engine, now, where);
    }

    @Override
    public void lookAround(MemoryEngine engine, Instant now, String where) {
        var locks = engine.access().locks();
        var listed = new HashMap<String, Held>();
        locks.list(LOCKED).forEach(lock -> listed.put(id(lock.key(), lock.owner()), Held.of(lock)));
        model.check(where + ", list of locks", now, listed);
        var held = new HashMap<String, Held>();
        KEYS.forEach(key ->
                locks.holders(LOCKED, key).forEach(lock -> held.put(id(lock.key(), lock.owner()), Held.of(lock))));
        model.check(where + ", holders", now, held);
        lookAtFences(engine, now, where);
        KEYS.forEach(key -> lookAtWrites(engine, now, key, where));
    }

    /** A token counts exactly as long as its lock. */
    private void lookAtFences(MemoryEngine engine, Instant now, String where) {
        var counting = new HashMap<String, Held>();
        var writers = new HashMap<String, Held>();
        for (var one : model.possible(now).entrySet()) {
            if (one.getValue().mode() != LockMode.READ) {
                writers.put(one.getKey(), one.getValue());
            }
        }
        for (var key : KEYS) {
            for (var owner : OWNERS) {
                var held = model.value(id(key, owner));
                if (held != null
                        && allowed(() -> engine.access().fences().check(LOCKED, new Fence(key, held.fence())))) {
                    counting.put(id(key, owner), held);
                }
            }
        }
        model.check(where + ", fences", now, counting, writers);
    }

    /** Without a token nobody writes to what somebody holds exclusively; everybody writes to all else. */
    private void lookAtWrites(MemoryEngine engine, Instant now, String key, String where) {
        Predicate<Held> exclusive = held -> held.key().equals(key) && held.mode() == LockMode.EXCLUSIVE;
        var put = Put.of(
                new EntryKey(LOCKED, key.substring(0, key.indexOf('/')), key.substring(key.indexOf('/') + 1)),
                EntryValue.text("written"));
        if (allowed(() -> engine.entries().put(put))) {
            assertThat(certain(exclusive))
                    .as("%s, write to %s at %s", where, key, now)
                    .isFalse();
        } else {
            assertThat(model.possible(now).values().stream().anyMatch(exclusive))
                    .as("%s, no write to %s at %s", where, key, now)
                    .isTrue();
        }
    }

    private static boolean allowed(Runnable call) {
        try {
            call.run();
            return true;
        } catch (MemoryException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.PRECONDITION_FAILED);
            return false;
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return Map.of("locks", model).toString();
    }
}
