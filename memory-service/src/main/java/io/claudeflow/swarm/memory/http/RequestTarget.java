package io.claudeflow.swarm.memory.http;

import io.helidon.webserver.http.ServerRequest;
import java.util.regex.Pattern;

/** What a request is for. */
final class RequestTarget {
    private static final Pattern ORIGIN = Pattern.compile("(?i)https?://[^/]*");

    private RequestTarget() {}

    /**
     * The path as it was sent, undecoded. A client that takes this server for a proxy sends the whole URI, which is to
     * be accepted (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2">RFC 9112, 3.2.2</a>).
     */
    static String path(ServerRequest request) {
        var path = request.prologue().uriPath().rawPath();
        return path.startsWith("/") ? path : ORIGIN.matcher(path).replaceFirst("");
    }
}
