package io.claudeflow.swarm.memory.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes answers to connections. */
final class AnswerWriter {
    private static final Header NOSNIFF = HeaderValues.create("X-Content-Type-Options", "nosniff");
    private static final int STREAMED = 64 * 1024;

    private AnswerWriter() {}

    /** Sends the whole answer; header fields that the response has already stay. */
    static void send(RoutingRequest request, RoutingResponse response, Answer answer) {
        response.status(Status.create(answer.status()));
        var contentType = answer.contentType();
        if (contentType != null) {
            response.headers().set(HeaderNames.CONTENT_TYPE, contentType);
            response.headers().set(NOSNIFF);
        }
        for (var field : answer.fields()) {
            response.headers().set(HeaderNames.create(field.name()), field.value());
        }
        if (request.prologue().method().text().equals("HEAD")) {
            response.headers().contentLength(answer.size());
            response.send();
        } else if (answer.body().isEmpty()) {
            response.send();
        } else if (answer.size() <= STREAMED) {
            response.send(joined(answer.body()));
        } else {
            stream(response, answer);
        }
    }

    static byte[] joined(List<byte[]> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var whole =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(whole::put);
        return whole.array();
    }

    private static void stream(RoutingResponse response, Answer answer) {
        response.headers().contentLength(answer.size());
        try (var output = response.outputStream()) {
            write(output, answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the client is gone", e);
        }
        // Routing would do this; a filter must, or the framework takes the answer for missing and drops the connection.
        response.commit();
    }

    /** Piece by piece: sent at once, the framework would copy all of it. */
    static void write(OutputStream output, List<byte[]> parts) throws IOException {
        for (var part : parts) {
            for (int at = 0; at < part.length; at += STREAMED) {
                output.write(part, at, Math.min(STREAMED, part.length - at));
            }
        }
    }
}
