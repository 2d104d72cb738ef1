package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.config.ServiceConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.grpc.GrpcApi;
import io.claudeflow.swarm.memory.grpc.GrpcOptions;
import io.claudeflow.swarm.memory.http.HttpApi;
import io.claudeflow.swarm.memory.http.HttpListeners;
import io.claudeflow.swarm.memory.http.HttpOptions;
import io.claudeflow.swarm.memory.limit.BoundedEntryStore;
import io.claudeflow.swarm.memory.limit.ByteBudget;
import io.claudeflow.swarm.memory.metrics.MeteredEntryStore;
import io.claudeflow.swarm.memory.metrics.ServiceMetrics;
import io.claudeflow.swarm.memory.operation.MemoryOperations;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running service: engine, decorators, edges, started and stopped in this order. Closing it takes no more requests,
 * lets the running ones end, and closes the database last. Thread-safe.
 */
final class MemoryService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryService.class);

    /** What an answer over gRPC may take of the heap: it is in there up to seven times. */
    private static final int HEAP_PER_ANSWER = 10;

    private final ServiceConfig config;
    private final MemoryEngine engine;
    private final ServiceMetrics metrics;
    private final HttpListeners listeners;
    private final HttpApi http;
    private final GrpcApi grpc;
    private boolean closed;

    private MemoryService(
            ServiceConfig config,
            HttpListeners listeners,
            int grpcPort,
            Clock clock,
            String version,
            Runnable restart) {
        this.config = config;
        this.listeners = listeners;
        metrics = new ServiceMetrics(version);
        var lastGc = new LastGcListener(clock);
        engine = MemoryEngine.open(config.engine(), clock, lastGc.and(metrics));
        engine.onRestore(restart);
        var entries = new MeteredEntryStore(new BoundedEntryStore(engine.entries(), config.maxValueBytes()), metrics);
        metrics.observe(
                () -> engine.entries().statistics(config.swarm()),
                () -> engine.maintenance().databaseStatistics(),
                engine::cacheStatistics,
                engine::writerStatistics);
        metrics.observeBackups(() -> engine.backups().list(), clock);
        var statistics = new EngineStatistics(engine, lastGc, clock, version);
        var budget = new ByteBudget(config.maxRequestBytes(), config.requestTimeout());
        var catalog = MemoryOperations.of(engine, entries);
        http = new HttpApi(
                listeners,
                new HttpOptions(config.swarm(), config.maxRequestBytes(), config.requestTimeout()),
                entries,
                engine.maintenance(),
                statistics,
                catalog,
                budget,
                metrics::scrape);
        grpc = new GrpcApi(
                new GrpcOptions(
                        config.bindAddress(),
                        grpcPort,
                        config.swarm(),
                        config.maxRequestBytes(),
                        Runtime.getRuntime().maxMemory() / HEAP_PER_ANSWER,
                        config.requestTimeout()),
                entries,
                engine.maintenance(),
                statistics,
                catalog,
                budget);
    }

    /**
     * Starts everything or nothing.
     *
     * @param listeners they stay open when the service is closed
     * @param grpcPort 0 for any free one
     * @param restart called when a restore is prepared: to close this service, soon, and start another
     */
    static MemoryService start(
            ServiceConfig config,
            HttpListeners listeners,
            int grpcPort,
            Clock clock,
            String version,
            Runnable restart) {
        var service = new MemoryService(config, listeners, grpcPort, clock, version, restart);
        try {
            service.http.start();
            service.grpc.start();
            service.engine.announce(service.url(), config.swarm());
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("version", version)
                .addKeyValue("swarm", config.swarm())
                .addKeyValue("database", config.database())
                .addKeyValue("http", listeners.port())
                .addKeyValue("grpc", service.grpcPort())
                .addKeyValue("metrics", listeners.metricsPort())
                .log("ready");
        return service;
    }

    int grpcPort() {
        return grpc.port();
    }

    /** Where a process on the same machine reaches the HTTP API. */
    String url() {
        var address = config.bindAddress();
        var host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listeners.port();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        long end = System.nanoTime() + config.shutdownTimeout().toNanos();
        engine.access().stopping();
        http.stopping();
        grpc.stopping();
        boolean httpIdle = http.awaitIdle(left(end));
        boolean grpcIdle = grpc.awaitIdle(left(end));
        if (!httpIdle || !grpcIdle) {
            LOG.atWarn()
                    .addKeyValue("timeout", config.shutdownTimeout())
                    .log("requests still running are given up (SHUTDOWN_TIMEOUT)");
        }
        http.close();
        grpc.close();
        engine.close();
        metrics.close();
        LOG.atInfo().addKeyValue("database", config.database()).log("stopped");
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
