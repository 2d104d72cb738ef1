package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.session.Session;
import io.claudeflow.swarm.memory.session.SessionStore;
import java.time.Instant;

/** The operations of {@code SessionService}. */
final class SessionOperations {
    private static final int SESSIONS_PER_WRITE = 100;

    private final SessionStore sessions;
    private final SessionCleanup cleanup;

    private SessionOperations(SessionStore sessions, SessionCleanup cleanup) {
        this.sessions = sessions;
        this.cleanup = cleanup;
    }

    static void addTo(Handlers handlers, SessionStore sessions, SessionCleanup cleanup) {
        var operations = new SessionOperations(sessions, cleanup);
        handlers.add("SessionService.Create", operations::create)
                .add("SessionService.Get", operations::get)
                .add("SessionService.List", operations::list)
                .add("SessionService.Resume", asked -> json(sessions.resume(asked.swarm(), asked.text("id"))))
                .add("SessionService.Update", operations::update)
                .add("SessionService.End", asked -> json(sessions.end(asked.swarm(), asked.text("id"))))
                .add("SessionService.Delete", operations::delete)
                .add("SessionService.CleanupExpired", operations::cleanupExpired)
                .add("SessionService.Cleanup", operations::cleanup);
    }

    private JsonWriter create(Arguments asked) {
        var data = asked.optionalJson("data");
        var lifetime = asked.seconds("lifetimeSeconds");
        if (lifetime != null && lifetime.toSeconds() > Ttl.MAX_SECONDS) {
            throw MemoryException.invalid(
                    "lifetimeSeconds", lifetime.toSeconds(), "0 (permanent) to " + Ttl.MAX_SECONDS);
        }
        return json(sessions.create(
                asked.swarm(),
                asked.optionalText("id"),
                data == null ? "{}" : data,
                lifetime == null || lifetime.isZero() ? null : lifetime));
    }

    private JsonWriter get(Arguments asked) {
        var id = asked.text("id");
        return json(sessions.get(asked.swarm(), id).orElseThrow(() -> Session.unknown(id)));
    }

    private JsonWriter list(Arguments asked) {
        var page = sessions.list(asked.swarm(), asked.flag("withEnded"), asked.page());
        return Answers.page("sessions", page, SessionOperations::write);
    }

    private JsonWriter update(Arguments asked) {
        return json(sessions.update(asked.swarm(), asked.text("id"), asked.json("patch")));
    }

    private JsonWriter delete(Arguments asked) {
        return Answers.deleted(sessions.delete(asked.swarm(), asked.text("id")));
    }

    private JsonWriter cleanupExpired(Arguments asked) {
        var given = asked.instant("expiredBefore");
        var by = given == null ? Instant.parse("9999-12-31T23:59:59Z") : given;
        long deleted = 0;
        int batch = SESSIONS_PER_WRITE;
        while (batch == SESSIONS_PER_WRITE) {
            batch = sessions.cleanup(asked.swarm(), by, SESSIONS_PER_WRITE);
            deleted += batch;
        }
        return Answers.deleted(deleted);
    }

    private JsonWriter cleanup(Arguments asked) {
        var report = cleanup.run(asked.swarm(), asked.text("id"), asked.flag("force"));
        var json = new JsonWriter().beginObject().name("id").string(report.id());
        json.name("sessionDeleted").bool(report.sessionDeleted());
        json.name("agentMemories").number(report.agentMemories());
        json.name("agentMemoryBytes").number(report.agentMemoryBytes());
        json.name("entries").number(report.entries());
        json.name("entryBytes").number(report.entryBytes());
        return json.endObject();
    }

    private static JsonWriter json(Session session) {
        return Answers.object(session, SessionOperations::write);
    }

    private static void write(JsonWriter json, Session session) {
        json.name("id").string(session.id());
        json.name("data").raw(session.data());
        json.name("createdAt").instant(session.createdAt());
        json.name("updatedAt").instant(session.updatedAt());
        json.name("lastAccessed").instant(session.lastAccessed());
        Answers.instant(json, "expiresAt", session.expiresAt());
        Answers.instant(json, "endedAt", session.endedAt());
        json.name("version").number(session.version());
        json.name("revision").string(session.revision().toString());
    }
}
