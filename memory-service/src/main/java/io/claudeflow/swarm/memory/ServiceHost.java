package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.config.ServiceConfig;
import io.claudeflow.swarm.memory.http.HttpListeners;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that can be started anew inside its process, behind the same ports: how a restore takes effect, with
 * nothing of the old store left in memory. Thread-safe.
 */
final class ServiceHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);

    private final ServiceConfig config;
    private final HttpListeners listeners;
    private final int grpcPort;
    private final Clock clock;
    private final String version;
    private final CountDownLatch failed = new CountDownLatch(1);
    private MemoryService service;
    private boolean closed;

    private ServiceHost(ServiceConfig config, Clock clock, String version) {
        this.config = config;
        this.clock = clock;
        this.version = version;
        this.listeners = new HttpListeners(config.bindAddress(), config.httpPort(), config.metricsPort());
        try {
            this.service = MemoryService.start(config, listeners, config.grpcPort(), clock, version, this::restart);
        } catch (RuntimeException e) {
            listeners.close();
            throw e;
        }
        this.grpcPort = service.grpcPort();
    }

    static ServiceHost start(ServiceConfig config, Clock clock, String version) {
        return new ServiceHost(config, clock, version);
    }

    /** Returns at once: the request that asks for it is to be answered first. */
    private void restart() {
        Thread.ofPlatform().name("swarm-memory-restart").start(this::startAnew);
    }

    private synchronized void startAnew() {
        if (closed) {
            return;
        }
        LOG.atInfo().addKeyValue("database", config.database()).log("starting anew, to restore");
        try {
            service.close();
            service = MemoryService.start(config, listeners, grpcPort, clock, version, this::restart);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("reason", e.getMessage()).log("cannot start anew, the process ends");
            failed.countDown();
        }
    }

    /** Waits until the service has ended by itself, because it could not be started anew. */
    void awaitFailure() throws InterruptedException {
        failed.await();
    }

    boolean hasFailed() {
        return failed.getCount() == 0;
    }

    int httpPort() {
        return listeners.port();
    }

    int grpcPort() {
        return grpcPort;
    }

    int metricsPort() {
        return listeners.metricsPort();
    }

    /** The service that runs now. */
    synchronized MemoryService current() {
        return service;
    }

    synchronized String url() {
        return service.url();
    }

    @Override
    public synchronized void close() {
        closed = true;
        service.close();
        listeners.close();
    }
}
