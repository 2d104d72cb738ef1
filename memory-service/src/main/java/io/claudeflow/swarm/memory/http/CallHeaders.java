package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.helidon.http.HeaderName;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Header fields that say for whom a call is made. What lies beyond ASCII arrives with every character replaced by the
 * same one, so that different names would be one: it is refused.
 */
final class CallHeaders {
    private CallHeaders() {}

    /** The value of a field that may be there once. */
    static Optional<String> one(ServerRequest request, HeaderName name) {
        var lines = request.headers().all(name, List::of);
        if (lines.size() > 1) {
            throw MemoryException.invalid(name.defaultCase(), lines.size() + " times", "at most once");
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var value = lines.getFirst();
        if (value.chars().anyMatch(c -> c > '~')) {
            throw MemoryException.invalid(name.defaultCase(), value, "ASCII, which is all that a header field carries");
        }
        return Optional.of(value);
    }
}
