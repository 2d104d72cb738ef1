package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.config.ServiceConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A whole service inside the test's process, on free ports and a database of its own. */
public final class RunningService implements AutoCloseable {
    private final ServiceHost service;

    private RunningService(ServiceHost service) {
        this.service = service;
    }

    /**
     * Starts a service.
     *
     * @param settings environment variables besides the database and the ports
     */
    public static RunningService start(Path directory, Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "DB_PATH", directory.resolve("memory.db").toString(),
                "BIND_ADDRESS", "127.0.0.1",
                "HTTP_PORT", "0",
                "GRPC_PORT", "0",
                "METRICS_PORT", "0",
                "SWARM_ID", "test"));
        environment.putAll(settings);
        return new RunningService(ServiceHost.start(ServiceConfig.from(environment), Clock.systemUTC(), "1.2.3"));
    }

    public int httpPort() {
        return service.httpPort();
    }

    public int grpcPort() {
        return service.grpcPort();
    }

    public int metricsPort() {
        return service.metricsPort();
    }

    public String url() {
        return service.url();
    }

    /** What answers now; another one after a restore. */
    Object current() {
        return service.current();
    }

    @Override
    public void close() {
        service.close();
    }
}
