package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.lock.Lock;
import io.claudeflow.swarm.memory.lock.LockMode;
import io.claudeflow.swarm.memory.lock.LockOutcome;
import io.claudeflow.swarm.memory.lock.LockRequest;
import io.claudeflow.swarm.memory.lock.Locks;
import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Locks. */
final class LockOperations {
    private static final String LISTING = "locks";
    private static final Comparator<Lock> ORDER =
            Comparator.comparing(Lock::key).thenComparing(Lock::fence);

    private final Locks locks;

    private LockOperations(Locks locks) {
        this.locks = locks;
    }

    static void addTo(Handlers handlers, Locks locks) {
        var operations = new LockOperations(locks);
        handlers.add("LockService.Acquire", operations::acquire)
                .add("LockService.Renew", operations::renew)
                .add("LockService.Release", operations::release)
                .add("LockService.ReleaseAll", operations::releaseAll)
                .add("LockService.Get", operations::get)
                .add("LockService.List", operations::list);
    }

    private JsonWriter acquire(Arguments arguments) {
        var mode = Objects.requireNonNullElse(arguments.choice("mode", LockMode.class), LockMode.WRITE);
        var request = new LockRequest(
                arguments.text("key"),
                arguments.text("owner"),
                mode,
                lease(arguments),
                bounded(arguments, "waitSeconds", Duration.ZERO, Duration.ZERO, LockRequest.MAX_PATIENCE));
        return switch (locks.acquire(arguments.swarm(), request)) {
            case LockOutcome.Granted(var lock) -> write(new JsonWriter(), lock);
            case LockOutcome.TimedOut(var holders) ->
                throw MemoryException.ofField(
                        FailureKind.CONFLICT,
                        "key",
                        request.key(),
                        "a lock that nobody else holds or waits for; " + holders(holders));
            case LockOutcome.Deadlock(var owners) ->
                throw MemoryException.ofField(
                        FailureKind.CONFLICT,
                        "key",
                        request.key(),
                        "no circle of waits: " + String.join(" waits for ", owners)
                                + "; release what you hold and begin again");
        };
    }

    private static String holders(List<Lock> holders) {
        return holders.isEmpty()
                ? "others wait for it"
                : holders.stream()
                        .map(lock -> "held by " + lock.owner() + " ("
                                + lock.mode().wireName() + ", token " + lock.fence() + ") until " + lock.expiresAt())
                        .collect(Collectors.joining(", "));
    }

    private JsonWriter renew(Arguments arguments) {
        return write(
                new JsonWriter(),
                locks.renew(arguments.swarm(), arguments.text("key"), token(arguments), lease(arguments)));
    }

    private JsonWriter release(Arguments arguments) {
        int holds = locks.release(arguments.swarm(), arguments.text("key"), token(arguments));
        return new JsonWriter().beginObject().name("holds").number(holds).endObject();
    }

    private JsonWriter releaseAll(Arguments arguments) {
        int released = locks.releaseAll(arguments.swarm(), LockRequest.checkOwner(arguments.text("owner")));
        return new JsonWriter().beginObject().name("released").number(released).endObject();
    }

    private JsonWriter get(Arguments arguments) {
        return page(locks.holders(arguments.swarm(), LockRequest.checkKey(arguments.text("key"))), false);
    }

    private JsonWriter list(Arguments arguments) {
        var page = arguments.page();
        var sorted = locks.list(arguments.swarm()).stream().sorted(ORDER).toList();
        return page(sorted, page);
    }

    /** The locks behind the last one shown; it may have ended meanwhile. */
    private static JsonWriter page(List<Lock> sorted, PageRequest page) {
        var rest = sorted;
        if (page.cursor() != null) {
            var place = Cursor.read(page.cursor(), LISTING, 2);
            var key = place.getFirst();
            var token = Revision.parse("cursor", place.get(1));
            rest = sorted.stream()
                    .filter(lock -> lock.key().equals(key)
                            ? lock.fence().compareTo(token) > 0
                            : lock.key().compareTo(key) > 0)
                    .toList();
        }
        return page(rest.stream().limit(page.limit()).toList(), rest.size() > page.limit());
    }

    private static JsonWriter page(List<Lock> locks, boolean more) {
        var json = new JsonWriter(1024).beginObject().name("locks").beginArray();
        locks.forEach(lock -> write(json, lock));
        json.endArray();
        if (more) {
            var last = locks.getLast();
            json.name("nextCursor")
                    .string(Cursor.write(LISTING, last.key(), last.fence().toString()));
        }
        return json.endObject();
    }

    private static JsonWriter write(JsonWriter json, Lock lock) {
        return json.beginObject()
                .name("key")
                .string(lock.key())
                .name("owner")
                .string(lock.owner())
                .name("mode")
                .string(lock.mode().wireName())
                .name("token")
                .string(lock.fence().toString())
                .name("holds")
                .number(lock.holds())
                .name("acquiredAt")
                .instant(lock.acquiredAt())
                .name("expiresAt")
                .instant(lock.expiresAt())
                .endObject();
    }

    private static Revision token(Arguments arguments) {
        return Revision.parse("token", arguments.text("token"));
    }

    private static Duration lease(Arguments arguments) {
        return bounded(
                arguments, "leaseSeconds", LockRequest.DEFAULT_LEASE, LockRequest.MIN_LEASE, LockRequest.MAX_LEASE);
    }

    private static Duration bounded(Arguments arguments, String name, Duration orElse, Duration least, Duration most) {
        return Duration.ofSeconds(
                arguments.wholeNumber(name, (int) orElse.toSeconds(), (int) least.toSeconds(), (int) most.toSeconds()));
    }
}
