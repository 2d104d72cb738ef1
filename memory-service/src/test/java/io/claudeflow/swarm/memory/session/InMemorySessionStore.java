package io.claudeflow.swarm.memory.session;

import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.document.MergePatch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The reference: a map. */
public final class InMemorySessionStore implements SessionStore {
    static final Comparator<Session> NEWEST_FIRST =
            Comparator.comparing(Session::createdAt).reversed().thenComparing(Session::id);

    private final Clock clock;
    private final Revisions revisions;
    private final DocumentReader reader;
    private final Map<String, Map<String, Session>> swarms = new HashMap<>();

    public InMemorySessionStore(Clock clock, Revisions revisions, DocumentReader reader) {
        this.clock = clock;
        this.revisions = revisions;
        this.reader = reader;
    }

    @Override
    public synchronized Session create(String swarm, @Nullable String id, String data, @Nullable Duration lifetime) {
        var chosen = id == null ? UUID.randomUUID().toString() : id;
        if (get(swarm, chosen).isPresent()) {
            throw Session.inUse(chosen);
        }
        return save(swarm, Session.created(chosen, data, lifetime, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Session resume(String swarm, String id) {
        return save(swarm, open(swarm, id).touched(clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Optional<Session> get(String swarm, String id) {
        return Optional.ofNullable(sessions(swarm).get(id)).filter(session -> !session.expiredAt(clock.instant()));
    }

    @Override
    public synchronized Session update(String swarm, String id, String mergePatch) {
        var session = open(swarm, id);
        var patched = MergePatch.apply(reader.read("data", session.data()), reader.read("patch", mergePatch));
        return save(swarm, session.withData(patched.toJson(), clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Session end(String swarm, String id) {
        var session = existing(swarm, id);
        return session.endedAt() != null ? session : save(swarm, session.ended(clock.instant(), revisions.next()));
    }

    @Override
    public synchronized boolean delete(String swarm, String id) {
        boolean found = get(swarm, id).isPresent();
        sessions(swarm).remove(id);
        return found;
    }

    @Override
    public synchronized Page<Session> list(String swarm, boolean withEnded, PageRequest page) {
        return Paging.page(
                sessions(swarm).values().stream()
                        .filter(session -> !session.expiredAt(clock.instant()))
                        .filter(session -> withEnded || session.endedAt() == null),
                NEWEST_FIRST,
                Session::id,
                "sessions " + withEnded,
                page);
    }

    @Override
    public synchronized int cleanup(String swarm, Instant expiredBy, int limit) {
        var expired = List.copyOf(sessions(swarm).values()).stream()
                .filter(session -> session.expiredAt(expiredBy) && session.expiredAt(clock.instant()))
                .limit(limit)
                .toList();
        expired.forEach(session -> sessions(swarm).remove(session.id()));
        return expired.size();
    }

    @Override
    public synchronized int collectExpired(int limit) {
        int collected = 0;
        for (var swarm : swarms.keySet()) {
            collected += cleanup(swarm, clock.instant(), limit - collected);
        }
        return collected;
    }

    private Map<String, Session> sessions(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new HashMap<>());
    }

    private Session existing(String swarm, String id) {
        return get(swarm, id).orElseThrow(() -> Session.unknown(id));
    }

    private Session open(String swarm, String id) {
        return existing(swarm, id).checkOpen();
    }

    private Session save(String swarm, Session session) {
        sessions(swarm).put(session.id(), session);
        return session;
    }
}
