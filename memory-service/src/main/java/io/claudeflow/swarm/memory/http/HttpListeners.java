package io.claudeflow.swarm.memory.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The ports of HTTP, the API on one, the metrics page on another. They are bound once and stay open while the API
 * behind them is replaced, which is how a restore takes effect. Until the next one is there {@code /livez} says yes and
 * all else is answered with 503 and {@code Retry-After}. The framework's server is not stopped and started for that:
 * each start would leave a timer behind that holds all the server reaches, and a connection that is accepted while it
 * stops is never answered. Thread-safe.
 */
public final class HttpListeners implements AutoCloseable {
    private static final String METRICS = "metrics";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String LIVEZ = "/livez";
    /** 64 tags of 128 bytes are 24 KiB when each byte is written as %XX, and a key is 3 KiB. */
    private static final int MAX_REQUEST_LINE = 32 * 1024;

    /** The API may take half of the files that are not open, the metrics page an eighth. */
    private static final int API_PART = 2;

    private static final int METRICS_PART = 8;

    private static final Problem STARTS_ANEW = new Problem(
            ProblemKind.UNAVAILABLE,
            "the service starts anew; the request was not begun",
            null,
            null,
            null,
            Duration.ofSeconds(1));

    private final String bindAddress;
    private final int port;
    private final int metricsPort;
    private final WebServer server;
    private volatile @Nullable HttpApi api;

    /**
     * @param port of the API; 0 for any free one
     * @param metricsPort 0 for any free one
     */
    public HttpListeners(String bindAddress, int port, int metricsPort) {
        this.bindAddress = bindAddress;
        this.port = port;
        this.metricsPort = metricsPort;
        var builder = WebServer.builder()
                .shutdownHook(false)
                .addRouting(HttpRouting.builder().addFilter((_, request, response) -> answer(request, response)))
                .putSocket(METRICS, socket -> {
                    listener(socket, metricsPort, METRICS_PART);
                    socket.addRouting(
                            HttpRouting.builder().addFilter(new Closing()).get("/metrics", this::metrics));
                });
        listener(builder, port, API_PART);
        this.server = builder.build();
    }

    private void listener(ListenerConfig.BuilderBase<?, ?> listener, int port, int part) {
        var http1 = Http1Config.builder()
                .maxPrologueLength(MAX_REQUEST_LINE)
                .validatePath(false)
                .validatePrologue(false)
                .build();
        listener.host(bindAddress)
                .port(port)
                // Without it a small answer waits 40 ms for the client's delayed acknowledgement.
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .addProtocol(http1)
                .addConnectionSelector(new Http10(http1))
                .addConnectionSelector(new ForeignProtocol())
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .maxTcpConnections(ConnectionShare.partOf(part))
                .shutdownGracePeriod(Duration.ofMillis(100))
                .idleConnectionTimeout(Duration.ofMinutes(5))
                .directHandlers(RefusedRequest.handlers());
    }

    /** Lets an API answer from now on. The first one binds both ports; throws when one is taken. */
    synchronized void serve(HttpApi next) {
        api = next;
        if (server.isRunning()) {
            return;
        }
        server.start();
        if (!server.isRunning()) {
            // The framework logs what went wrong and returns as if nothing had.
            throw new IllegalStateException("HTTP cannot listen on " + bindAddress + ", ports " + port + " and "
                    + metricsPort + " (expected: an address of this machine and free ports)");
        }
    }

    /** No API answers from now on. */
    synchronized void leave() {
        api = null;
    }

    /** The port of the API that is bound. */
    public int port() {
        return server.port();
    }

    /** The port of the metrics page that is bound. */
    public int metricsPort() {
        return server.port(METRICS);
    }

    @Override
    public synchronized void close() {
        server.stop();
    }

    private void answer(RoutingRequest request, RoutingResponse response) {
        var now = api;
        if (now != null) {
            now.answer(request, response);
            return;
        }
        var path = RequestTarget.path(request);
        response.headers().set(HeaderValues.CONNECTION_CLOSE);
        AnswerWriter.send(request, response, path.equals(LIVEZ) ? AdminHandlers.live() : Answer.of(STARTS_ANEW, path));
        throw Closing.now();
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        var now = api;
        if (now == null) {
            response.status(Status.SERVICE_UNAVAILABLE_503).send();
        } else {
            response.headers().set(HeaderNames.CONTENT_TYPE, METRICS_TYPE);
            response.send(now.metricsPage());
        }
    }
}
