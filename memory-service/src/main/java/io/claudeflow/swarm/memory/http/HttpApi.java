package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.limit.ByteBudget;
import io.claudeflow.swarm.memory.limit.Deadlines;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.operation.Catalog;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The HTTP listeners: the API on one port, the metrics page on another. Started once; {@link #stopping} and
 * {@link #awaitIdle} before {@link #close} let running requests end. Thread-safe.
 */
public final class HttpApi implements AutoCloseable {
    private static final String METRICS = "metrics";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    /** 64 tags of 128 bytes are 24 KiB when each byte is written as %XX, and a key is 3 KiB. */
    private static final int MAX_REQUEST_LINE = 32 * 1024;

    private final HttpOptions options;
    private final Deadlines deadlines;
    private final Dispatcher dispatcher;
    private final WebServer server;

    /**
     * @param budget shared by all edges
     * @param metrics makes the page of the metrics listener
     */
    public HttpApi(
            HttpOptions options,
            EntryStore entries,
            Maintenance maintenance,
            ServiceStatistics.Source statistics,
            Catalog catalog,
            ByteBudget budget,
            Supplier<byte[]> metrics) {
        this.options = options;
        this.deadlines = new Deadlines(options.requestTimeout(), "http");
        var bodies = new RequestBodies(options.maxRequestBytes(), budget);
        this.dispatcher = new Dispatcher(
                new Operations(entries, maintenance, statistics), catalog, bodies, deadlines, options.swarm());
        this.server = server(metrics);
    }

    /** Binds both ports; throws when one is taken. */
    public void start() {
        deadlines.start();
        server.start();
        if (!server.isRunning()) {
            // The framework logs what went wrong and returns as if nothing had.
            throw new IllegalStateException("HTTP cannot listen on " + options.bindAddress() + ", ports "
                    + options.port() + " and " + options.metricsPort()
                    + " (expected: an address of this machine and free ports)");
        }
    }

    public int port() {
        return server.port();
    }

    public int metricsPort() {
        return server.port(METRICS);
    }

    /** From now on {@code /readyz} says no, and connections close after their next answer. */
    public void stopping() {
        dispatcher.stopping();
    }

    /** Waits until no request is running; false when the time was up first. */
    public boolean awaitIdle(Duration patience) {
        return dispatcher.awaitIdle(patience);
    }

    @Override
    public void close() {
        server.stop();
        deadlines.close();
    }

    private WebServer server(Supplier<byte[]> metrics) {
        var builder = WebServer.builder()
                .shutdownHook(false)
                .addRouting(HttpRouting.builder().addFilter(dispatcher))
                .putSocket(METRICS, socket -> {
                    listener(socket, options.metricsPort());
                    socket.addRouting(HttpRouting.builder()
                            .addFilter(new Closing())
                            .get("/metrics", (request, response) -> {
                                response.headers().set(HeaderNames.CONTENT_TYPE, METRICS_TYPE);
                                response.send(metrics.get());
                            }));
                });
        listener(builder, options.port());
        return builder.build();
    }

    private void listener(ListenerConfig.BuilderBase<?, ?> listener, int port) {
        listener.host(options.bindAddress())
                .port(port)
                // Without it a small answer waits 40 ms for the client's delayed acknowledgement.
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(MAX_REQUEST_LINE)
                        .validatePath(false)
                        .validatePrologue(false)
                        .build())
                .addConnectionSelector(new ForeignProtocol())
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .shutdownGracePeriod(Duration.ofMillis(100))
                .idleConnectionTimeout(Duration.ofMinutes(5))
                .directHandlers(RefusedRequest.handlers());
    }
}
