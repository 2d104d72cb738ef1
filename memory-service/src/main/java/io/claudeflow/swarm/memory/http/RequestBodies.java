package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.limit.ByteBudget;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads bodies whole, bounded twice: each by the request limit, known before the first byte when the client says the
 * length, and all together, with large answers, by a budget, so that many large ones at once wait instead of filling
 * the heap. Thread-safe.
 */
final class RequestBodies {
    private static final int UNIT = 1024;
    private static final int CHUNK = 64 * UNIT;
    /** How much of a refused body is read and dropped, so that the client gets to read the answer. */
    private static final long MAX_DISCARDED = 64L * UNIT * UNIT;

    private final int maxBytes;
    private final ByteBudget budget;

    /** @param maxBytes the largest body */
    RequestBodies(int maxBytes, ByteBudget budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** The body of one request; to be closed when nothing made from it is held any more. */
    Lease of(ServerRequest request) {
        return new Lease(request);
    }

    /** One body and its part of the budget. Used by one thread. */
    final class Lease implements AutoCloseable {
        private final ServerRequest request;
        private final ByteBudget.Share share = budget.share();

        private Lease(ServerRequest request) {
            this.request = request;
        }

        boolean present() {
            return request.headers().contentLength().orElse(0) > 0
                    || request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        }

        byte[] read() {
            if (!present()) {
                return new byte[0];
            }
            long declared = request.headers().contentLength().orElse(-1);
            if (declared > maxBytes) {
                throw tooLarge(declared + " bytes");
            }
            var input = request.content().inputStream();
            try {
                return declared >= 0 ? exactly(input, (int) declared) : untilEnd(input);
            } catch (MemoryException e) {
                throw e;
            } catch (DataReader.InsufficientDataAvailableException e) {
                throw new CloseConnectionException("the client is gone within its request", e);
            } catch (IOException | RuntimeException e) {
                throw MemoryException.invalid("body", "(not readable)", "what its header fields announce");
            }
        }

        /** Reads on without keeping anything; the end of a refused request. */
        void discard() {
            if (!present() || request.headers().contains(HeaderNames.EXPECT)) {
                // A client that expects 100 Continue has sent nothing yet and reads the answer first.
                return;
            }
            try {
                var input = request.content().inputStream();
                var buffer = new byte[CHUNK];
                long dropped = 0;
                int count = input.read(buffer);
                while (count >= 0 && dropped < MAX_DISCARDED) {
                    dropped += count;
                    count = input.read(buffer);
                }
            } catch (IOException | RuntimeException e) {
                // The client is gone or the body was read already; the connection is closed next.
                return;
            }
        }

        @Override
        public void close() {
            share.close();
        }

        private byte[] exactly(InputStream input, int length) throws IOException {
            reserve(length);
            var body = new byte[length];
            int read = input.readNBytes(body, 0, length);
            if (read < length) {
                throw MemoryException.invalid("body", read + " bytes", length + " bytes (Content-Length)");
            }
            return body;
        }

        private byte[] untilEnd(InputStream input) throws IOException {
            var body = new byte[CHUNK];
            int size = 0;
            int count = input.read(body, 0, body.length);
            while (count >= 0) {
                size += count;
                if (size > maxBytes) {
                    throw tooLarge("more than " + maxBytes + " bytes");
                }
                if (size == body.length) {
                    int larger = (int) Math.min(2L * size, maxBytes + 1L);
                    reserve(larger - size);
                    body = Arrays.copyOf(body, larger);
                }
                count = input.read(body, size, body.length - size);
            }
            return Arrays.copyOf(body, size);
        }

        /** Makes room for what is made in memory, beyond the body. */
        void reserve(long bytes) {
            share.reserve(bytes);
        }

        private MemoryException tooLarge(String size) {
            return MemoryException.limit("body", size, "at most " + maxBytes + " bytes (MAX_REQUEST_BYTES)");
        }
    }
}
