package io.claudeflow.swarm.memory.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.session.Session;
import io.claudeflow.swarm.memory.session.SessionStore;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sessions, and what an agent remembers for them. */
final class SessionSubject implements Subject {
    private static final int SESSIONS = 6;
    private static final String AGENT = "rememberer";

    private final Lifetimes<Known> model = new Lifetimes<>();
    private final Lifetimes<String> memories = new Lifetimes<>();
    private boolean registered;
    private long values;

    private record Known(String data, boolean ended) {
        static Known of(Session session) {
            return new Known(session.data(), session.endedAt() != null);
        }
    }

    @Override
    public void clockMoved(Instant now) {
        model.clockMoved(now);
        memories.clockMoved(now);
    }

    @Override
    public @Nullable Instant someEnd(RandomGenerator random) {
        return model.someEnd(random);
    }

    private static String id(RandomGenerator random) {
        return "session-" + random.nextInt(SESSIONS);
    }

    @Override
    public void act(MemoryEngine engine, RandomGenerator random, Instant now) {
        var sessions = engine.coordination().sessions();
        var id = id(random);
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> create(sessions, random, now, id);
            case 3 -> change(id, now, () -> sessions.resume(SWARM, id), false);
            case 4 -> change(id, now, () -> sessions.update(SWARM, id, "{\"n\":" + ++values + "}"), false);
            case 5 -> change(id, now, () -> sessions.end(SWARM, id), true);
            case 6 -> delete(sessions, now, id);
            default -> remember(engine, now, id);
        }
    }

    private void create(SessionStore sessions, RandomGenerator random, Instant now, String id) {
        var lifetime = random.nextInt(6) == 0 ? null : Duration.ofSeconds(1 + random.nextInt(5));
        var data = "{\"n\":" + ++values + "}";
        try {
            sessions.create(SWARM, id, data, lifetime);
        } catch (MemoryException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT);
            assertThat(model.possible(id, now)).as("%s at %s", id, now).isTrue();
            return;
        }
        assertThat(model.certain(id)).as("%s at %s", id, now).isFalse();
        var end = lifetime == null ? null : now.truncatedTo(ChronoUnit.MILLIS).plus(lifetime);
        model.put(id, new Known(data, false), end);
        memories.remove(id);
    }

    private interface Change {
        Session run();
    }

    private void change(String id, Instant now, Change change, boolean ends) {
        try {
            var after = change.run();
            assertThat(model.possible(id, now)).as("%s at %s", id, now).isTrue();
            model.revalue(id, Known.of(after));
        } catch (MemoryException e) {
            var known = model.value(id);
            if (e.kind() == FailureKind.NOT_FOUND) {
                assertThat(model.certain(id)).as("%s at %s", id, now).isFalse();
            } else {
                assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT);
                assertThat(known != null && known.ended() && !ends).isTrue();
            }
        }
    }

    private void delete(SessionStore sessions, Instant now, String id) {
        boolean found = sessions.delete(SWARM, id);
        if (found) {
            assertThat(model.possible(id, now)).as("%s at %s", id, now).isTrue();
        } else {
            assertThat(model.certain(id)).as("%s at %s", id, now).isFalse();
        }
        if (model.possible(id, now)) {
            model.remove(id);
            memories.remove(id);
        }
    }

    /** Only for a session that is there for sure, so that its end is that of the memory. */
    private void remember(MemoryEngine engine, Instant now, String id) {
        if (!registered) {
            engine.coordination().agents().register(SWARM, AgentSpec.of(AGENT, "coder"));
            registered = true;
        }
        if (model.certain(id)) {
            var value = Long.toString(++values);
            engine.coordination().agentMemory().put(SWARM, AGENT, "of-" + id, value, id);
            memories.put(id, value, model.end(id));
            memories.clockMoved(now);
        }
    }

    @Override
    public void look(MemoryEngine engine, RandomGenerator random, Instant now, String where) {
        lookAround(engine, now, where);
    }

    @Override
    public void lookAround(MemoryEngine engine, Instant now, String where) {
        var sessions = engine.coordination().sessions();
        var shown = new HashMap<String, Known>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.get(SWARM, "session-" + i).ifPresent(found -> shown.put(found.id(), Known.of(found)));
        }
        model.check(where + ", sessions", now, shown);
        model.check(where + ", list of sessions", now, listed(sessions, true));
        var open = model.possible(now).entrySet().stream()
                .filter(one -> !one.getValue().ended())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        model.check(where + ", list of open sessions", now, listed(sessions, false), open);
        var counts = engine.insight().snapshots().swarm(SWARM).content().get("counts");
        if (counts instanceof Document.Fields fields && fields.get("sessions") instanceof Document.Num(var count)) {
            model.checkCount(where + ", sessions of the snapshot", now, "", count.longValue());
        }
        if (registered) {
            lookAtMemories(engine, now, where);
        }
    }

    private static Map<String, Known> listed(SessionStore sessions, boolean withEnded) {
        return Paging.walk(2, page -> sessions.list(SWARM, withEnded, page)).stream()
                .collect(Collectors.toMap(Session::id, Known::of));
    }

    private void lookAtMemories(MemoryEngine engine, Instant now, String where) {
        var store = engine.coordination().agentMemory();
        var shown = new HashMap<String, String>();
        for (int i = 0; i < SESSIONS; i++) {
            var id = "session-" + i;
            store.get(SWARM, AGENT, "of-" + id).ifPresent(memory -> shown.put(id, memory.value()));
        }
        memories.check(where + ", memories", now, shown);
        var listed = Paging.walk(2, page -> store.list(SWARM, AGENT, null, page)).stream()
                .collect(Collectors.toMap(memory -> memory.key().substring("of-".length()), memory -> memory.value()));
        memories.check(where + ", list of memories", now, listed);
        var snapshot = engine.insight().snapshots().agent(SWARM, AGENT).content();
        var inSnapshot = new HashMap<String, String>();
        if (snapshot.get("memory") instanceof Document.Items(var items)) {
            for (var item : items) {
                if (item instanceof Document.Fields fields
                        && fields.get("session_id") instanceof Document.Text(var id)) {
                    inSnapshot.put(id, String.valueOf(fields.get("value")).replaceAll("[^0-9]", ""));
                }
            }
        }
        memories.check(where + ", memories of the snapshot", now, inSnapshot);
    }
}
