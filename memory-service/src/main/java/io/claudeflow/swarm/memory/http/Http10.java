package io.claudeflow.swarm.memory.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves clients that speak HTTP/1.0, such as proxies and probes that were not told otherwise: one request for each
 * connection, answered as HTTP/1.1 allows (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-6.2">RFC 9110, 6.2
 * </a>). The framework knows HTTP/1.1 only, so the request line it reads says so. An answer that is a stream comes in
 * chunks all the same.
 */
final class Http10 extends FirstLineSelector {
    private static final String VERSION = " HTTP/1.0\r";

    private final Http1ConnectionSelector http1;

    /** @param config of HTTP/1.1, but for the header Host, which came with that version */
    @SuppressWarnings("removal") // There is no other way to serve requests without the header.
    Http10(Http1Config config) {
        this.http1 = Http1ConnectionSelector.builder()
                .config(Http1Config.builder(config)
                        .validateRequestHostHeader(false)
                        .build())
                .build();
    }

    @Override
    boolean isMine(String firstLine) {
        return isSpoken(firstLine);
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return http1.connection(new AsHttp11(context, DataReader.create(new Rewritten(context.dataReader()))));
    }

    /** Whether the first line of a request says this version. */
    static boolean isSpoken(String firstLine) {
        return firstLine.endsWith(VERSION);
    }

    /** The bytes of a connection whose first line says HTTP/1.1. Used by the connection's thread. */
    private static final class Rewritten implements Supplier<byte @Nullable []> {
        private final DataReader reader;
        private boolean begun;

        Rewritten(DataReader reader) {
            this.reader = reader;
        }

        @Override
        public byte @Nullable [] get() {
            try {
                reader.ensureAvailable();
            } catch (DataReader.InsufficientDataAvailableException e) {
                return null;
            }
            var bytes = reader.readBuffer().readBytes();
            if (begun) {
                return bytes;
            }
            begun = true;
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            int end = text.indexOf('\n');
            return (text.substring(0, end - VERSION.length()) + " HTTP/1.1\r\nConnection: close"
                            + text.substring(end - 1))
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** A connection with other bytes. */
    private record AsHttp11(ConnectionContext context, DataReader dataReader) implements ConnectionContext {
        @Override
        public ListenerContext listenerContext() {
            return context.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return context.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return context.dataWriter();
        }

        @Override
        public Router router() {
            return context.router();
        }

        @Override
        public PeerInfo remotePeer() {
            return context.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return context.localPeer();
        }

        @Override
        public boolean isSecure() {
            return context.isSecure();
        }

        @Override
        public String socketId() {
            return context.socketId();
        }

        @Override
        public String childSocketId() {
            return context.childSocketId();
        }
    }
}
