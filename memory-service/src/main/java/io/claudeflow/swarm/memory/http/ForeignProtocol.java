package io.claudeflow.swarm.memory.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Answers what does not begin as HTTP/1.1 or HTTP/1.0; without it the framework closes such a connection without a
 * word.
 */
final class ForeignProtocol extends FirstLineSelector {
    private static final Pattern HTTP = Pattern.compile(".* HTTP/[0-9.]+\\s*");

    @Override
    boolean isMine(String firstLine) {
        return !firstLine.endsWith(" HTTP/1.1\r") && !Http10.isSpoken(firstLine);
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new Refusal(context);
    }

    /** One answer, then the end. Used by the connection's thread. */
    private record Refusal(ConnectionContext context) implements ServerConnection {
        @Override
        public void handle(Limit limit) {
            var data = context.dataReader().readBuffer();
            var line = line(data, Math.max(0, data.indexOf((byte) '\n')));
            context.dataWriter()
                    .writeNow(BufferData.create(answer(HTTP.matcher(line).matches())));
        }

        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            // The connection ends by itself after its answer.
        }

        private static byte[] answer(boolean http) {
            int status = http ? 505 : 400;
            var detail = "the first line of the request (expected: one of HTTP/1.1 or HTTP/1.0)";
            var body = new String(
                    RefusedRequest.document(ProblemKind.INVALID_ARGUMENT, status, detail), StandardCharsets.UTF_8);
            return ("HTTP/1.1 " + status + (http ? " HTTP Version Not Supported" : " Bad Request")
                            + "\r\nConnection: close\r\nContent-Type: " + Problem.MEDIA_TYPE
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
