package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.DateTimeException;
import java.time.Instant;

/** A moment as JSON holds it: RFC 3339 in UTC, such as {@code 2026-11-21T10:00:00.000Z}. */
public final class JsonMoment {
    private JsonMoment() {}

    public static Instant read(JsonSlice slice) {
        try {
            return Instant.parse(slice.string());
        } catch (DateTimeException e) {
            throw MemoryException.invalid(slice.field(), slice.string(), "a moment such as 2026-11-21T10:00:00.000Z");
        }
    }
}
