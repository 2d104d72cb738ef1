package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.limit.ByteBudget;
import io.claudeflow.swarm.memory.limit.Deadlines;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.operation.Catalog;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The API behind the ports of HTTP, and the metrics page. Started once; {@link #stopping} and {@link #awaitIdle} before
 * {@link #close} let running requests end. Thread-safe.
 */
public final class HttpApi implements AutoCloseable {
    private final HttpListeners listeners;
    private final Deadlines deadlines;
    private final Dispatcher dispatcher;
    private final Supplier<byte[]> metrics;

    /**
     * @param listeners closed by their owner
     * @param budget shared by all edges
     * @param metrics makes the page of the metrics listener
     */
    public HttpApi(
            HttpListeners listeners,
            HttpOptions options,
            EntryStore entries,
            Maintenance maintenance,
            ServiceStatistics.Source statistics,
            Catalog catalog,
            ByteBudget budget,
            Supplier<byte[]> metrics) {
        this.listeners = listeners;
        this.deadlines = new Deadlines(options.requestTimeout(), "http");
        var bodies = new RequestBodies(options.maxRequestBytes(), budget);
        this.dispatcher = new Dispatcher(
                new Operations(entries, maintenance, statistics), catalog, bodies, deadlines, options.swarm());
        this.metrics = metrics;
    }

    /** Answers from now on; throws when the ports are to be bound and one is taken. */
    public void start() {
        deadlines.start();
        listeners.serve(this);
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
        listeners.leave();
        deadlines.close();
    }

    void answer(RoutingRequest request, RoutingResponse response) {
        dispatcher.handle(request, response);
    }

    byte[] metricsPage() {
        return metrics.get();
    }
}
