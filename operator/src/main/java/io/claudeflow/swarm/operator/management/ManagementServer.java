package io.claudeflow.swarm.operator.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /livez}, {@code /readyz} and {@code /metrics} on one port, with two threads of its own. */
public final class ManagementServer implements AutoCloseable {
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("management-", 0).daemon().factory());

    /**
     * @param port 0 takes a free one, see {@link #port}
     * @param metrics the metrics in Prometheus' text format
     * @throws UncheckedIOException if the port is taken
     */
    public ManagementServer(int port, Health health, Supplier<String> metrics) {
        try {
            server = HttpServer.create(new InetSocketAddress(port), 16);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "MANAGEMENT_PORT " + port + " cannot be opened: " + taken.getMessage(), taken);
        }
        server.createContext("/livez", exchange -> answer(exchange, "/livez", health.alive(), "alive", "not alive"));
        server.createContext("/readyz", exchange -> answer(exchange, "/readyz", health.ready(), "ready", "not ready"));
        server.createContext("/metrics", exchange -> send(exchange, "/metrics", 200, PROMETHEUS, metrics.get()));
        server.setExecutor(threads);
        server.start();
    }

    /** The port that is open. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String path, boolean good, String yes, String no)
            throws IOException {
        send(exchange, path, good ? 200 : 503, PLAIN, (good ? yes : no) + "\n");
    }

    private static void send(HttpExchange exchange, String path, int status, String type, String text)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
