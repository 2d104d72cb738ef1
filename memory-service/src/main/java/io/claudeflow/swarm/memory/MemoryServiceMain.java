package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.cli.Serve;
import io.claudeflow.swarm.memory.cli.ServiceRunner;
import io.claudeflow.swarm.memory.cli.SwarmMemory;
import io.claudeflow.swarm.memory.config.ServiceConfig;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.logging.LogSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program {@code swarm-memory}: the command line, and the service behind {@code serve}. */
public final class MemoryServiceMain {
    private MemoryServiceMain() {}

    public static void main(String[] arguments) {
        var version = version();
        var runner = new Runner(version);
        System.exit(
                Serve.asked(arguments)
                        ? Serve.run(System.getenv(), runner)
                        : SwarmMemory.run(arguments, System.getenv(), Clock.systemUTC(), version, runner));
    }

    private static String version() {
        try (var input = MemoryServiceMain.class.getResourceAsStream("/version.properties")) {
            var properties = new Properties();
            properties.load(input);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
    }

    private record Runner(String version) implements ServiceRunner {
        /** Runs until the process is told to stop; then the process ends with 0 from the shutdown hook. */
        @Override
        public int serve(ServiceConfig config) {
            LogSetup.apply(config.logLevel(), config.logFormat());
            try {
                var service = MemoryService.start(config, Clock.systemUTC(), version);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
                new CountDownLatch(1).await();
                return 0;
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
            LogSetup.apply(config.logLevel(), config.logFormat());
            try (var service = MemoryService.start(config, Clock.systemUTC(), version)) {
                new TrainingLoad(service.url(), service.metricsPort()).run();
            }
        }

        private static void stop(MemoryService service) {
            try {
                service.close();
                Runtime.getRuntime().halt(0);
            } catch (RuntimeException e) {
                logger().atError().setCause(e).log("stopping failed");
                Runtime.getRuntime().halt(1);
            }
        }

        private static Logger logger() {
            return LoggerFactory.getLogger(MemoryServiceMain.class);
        }
    }
}
