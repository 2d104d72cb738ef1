package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.json.JsonWriter;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/** Problem documents for what the framework refuses before there is a request, such as a broken request line. */
final class RefusedRequest implements DirectHandler {
    static DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        for (var type : EventType.values()) {
            handlers.addHandler(type, new RefusedRequest());
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        if (request.headers().contains(HeaderNames.CONTENT_ENCODING) && status.code() == 400) {
            return encoded(request.headers().get(HeaderNames.CONTENT_ENCODING).get(), headers);
        }
        var kind = status.code() >= 500
                ? ProblemKind.INTERNAL
                : status.code() == 404 ? ProblemKind.UNKNOWN_PATH : ProblemKind.INVALID_ARGUMENT;
        return response(
                kind, status, headers, kind == ProblemKind.INTERNAL ? status.reasonPhrase() : detail(status, message));
    }

    /** RFC 9110, 15.5.16: 415, and the encodings that would be accepted. */
    private static TransportResponse encoded(String encoding, ServerResponseHeaders headers) {
        headers.set(HeaderNames.ACCEPT_ENCODING, "identity");
        return response(
                ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                Status.UNSUPPORTED_MEDIA_TYPE_415,
                headers,
                "Content-Encoding: " + encoding + " (expected: a body as it is, without this header)");
    }

    private static TransportResponse response(
            ProblemKind kind, Status status, ServerResponseHeaders headers, String detail) {
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .entity(document(kind, status.code(), detail))
                .build();
    }

    /** The document for a status that is not the kind's own. */
    static byte[] document(ProblemKind kind, int status, String detail) {
        var json = new JsonWriter().beginObject();
        json.name("type").string(kind.type());
        json.name("title").string(kind.title());
        json.name("status").number(status);
        json.name("detail").string(detail);
        return json.endObject().toBytes();
    }

    /** What the framework does not tell a client is told in general. */
    private static String detail(Status status, @Nullable String message) {
        if (message != null && !message.contains("see server log")) {
            return message;
        }
        return status.code() == 400
                ? "the request line, a header field or the framing of the body (expected: well-formed HTTP/1.1)"
                : status.reasonPhrase();
    }
}
