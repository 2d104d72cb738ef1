package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.cli.ServiceRunner;
import io.claudeflow.swarm.memory.config.ServiceConfig;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.logging.LogSetup;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the service for the command line. */
record CommandRunner(Clock clock, String version) implements ServiceRunner {
    /** Runs until the process is told to stop; then the process ends with 0 from the shutdown hook. */
    @Override
    public int serve(ServiceConfig config) {
        LogSetup.apply(config.logLevel(), config.logFormat(), config.logLevels());
        try {
            var service = ServiceHost.start(config, clock, version);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
            service.awaitFailure();
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (MemoryException | IllegalStateException | UncheckedIOException e) {
            logger().atError().addKeyValue("reason", e.getMessage()).log("cannot start");
            return 1;
        }
    }

    @Override
    public void train(ServiceConfig config) {
        LogSetup.apply(config.logLevel(), config.logFormat(), config.logLevels());
        try (var service = ServiceHost.start(config, clock, version)) {
            new TrainingLoad(service.url(), service.metricsPort()).run();
        }
    }

    private static void stop(ServiceHost service) {
        try {
            service.close();
            Runtime.getRuntime().halt(service.hasFailed() ? 1 : 0);
        } catch (RuntimeException e) {
            logger().atError().setCause(e).log("stopping failed");
            Runtime.getRuntime().halt(1);
        }
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(CommandRunner.class);
    }
}
