package io.claudeflow.swarm.benchmarks.swarm;

import io.claudeflow.swarm.benchmarks.http.HttpConnection;
import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The memory service over HTTP/1.1: {@code PUT} and {@code GET} of an entry, the value as a raw body. */
final class HttpPeer implements Peer {
    private final PeerServer server;
    private final int port;

    HttpPeer(PeerServer server, int port) {
        this.server = server;
        this.port = port;
    }

    @Override
    public String name() {
        return "swarm-memory HTTP";
    }

    @Override
    public PeerServer server() {
        return server;
    }

    @Override
    public PeerClient connect() throws PeerException {
        try {
            return new Client(HttpConnection.open(port));
        } catch (IOException e) {
            throw PeerException.lost("connecting to swarm-memory over HTTP: " + e, e);
        }
    }

    private record Client(HttpConnection connection) implements PeerClient {
        private static final String ENTRIES = "/v1/namespaces/bench/entries/";
        private static final String RAW = "Content-Type: application/octet-stream\r\n";
        private static final String WANT_RAW = "Accept: application/octet-stream\r\n";
        private static final byte[] NO_BODY = new byte[0];
        private static final int MAX_SHOWN = 300;

        @Override
        public void put(String key, byte[] value) throws PeerException {
            HttpConnection.Response answer = send("PUT", key, RAW, value);
            if (answer.status() / 100 != 2) {
                throw unexpected("PUT", key, answer);
            }
        }

        @Override
        public byte @Nullable [] get(String key) throws PeerException {
            HttpConnection.Response answer = send("GET", key, WANT_RAW, NO_BODY);
            return switch (answer.status()) {
                case 200 -> answer.body();
                case 404 -> null;
                default -> throw unexpected("GET", key, answer);
            };
        }

        private HttpConnection.Response send(String method, String key, String headers, byte[] body)
                throws PeerException {
            try {
                return connection.send(method, ENTRIES + key, headers, body);
            } catch (IOException e) {
                throw PeerException.lost(method + " " + key + ": " + e, e);
            }
        }

        private static PeerException unexpected(String method, String key, HttpConnection.Response answer) {
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            return PeerException.refused(method + " " + key + " was answered with " + answer.status() + " "
                    + body.substring(0, Math.min(body.length(), MAX_SHOWN)));
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
