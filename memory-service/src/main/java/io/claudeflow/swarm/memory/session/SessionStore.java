package io.claudeflow.swarm.memory.session;

import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of all swarms of one store. Thread-safe; each method is one transaction. An expired session is absent
 * from every method; one that is absent fails with {@code NOT_FOUND}, one that was ended with {@code CONFLICT}. What
 * agents remember for a session (see {@code AgentMemoryStore}) goes with its row.
 */
public interface SessionStore {
    /**
     * Creates a session.
     *
     * @param id chosen by the caller, or null for a new one; an id in use is a {@code CONFLICT}
     * @param data JSON as text
     * @param lifetime from now, 1 second to 100 years; null for no expiry
     */
    Session create(String swarm, @Nullable String id, String data, @Nullable Duration lifetime);

    /** Reads an open session and notes the access. */
    Session resume(String swarm, String id);

    /** Reads a session, ended or not, and leaves no trace. */
    Optional<Session> get(String swarm, String id);

    /** Applies a JSON Merge Patch (RFC 7396) to the data of an open session, atomically with reading it. */
    Session update(String swarm, String id, String mergePatch);

    /** Ends a session; ending it again changes nothing. */
    Session end(String swarm, String id);

    /** Removes a session; false when there is none. */
    boolean delete(String swarm, String id);

    /** By the moment of creation, the newest first, then by id. */
    Page<Session> list(String swarm, boolean withEnded, PageRequest page);

    /** Removes sessions that had expired by then, at most {@code limit}; returns how many. */
    int cleanup(String swarm, Instant expiredBy, int limit);

    /** Removes sessions of all swarms that have expired, at most {@code limit}; returns how many. */
    int collectExpired(int limit);
}
