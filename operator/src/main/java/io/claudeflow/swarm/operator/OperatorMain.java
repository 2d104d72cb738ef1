package io.claudeflow.swarm.operator;

import io.claudeflow.swarm.operator.config.ConfigurationException;
import io.claudeflow.swarm.operator.config.OperatorConfig;
import io.claudeflow.swarm.operator.config.OperatorConfig.LogFormat;
import io.claudeflow.swarm.operator.desired.Ports;
import io.claudeflow.swarm.operator.kubernetes.Clients;
import io.claudeflow.swarm.operator.logging.Logging;
import io.claudeflow.swarm.operator.management.OperatorMetrics;
import io.claudeflow.swarm.operator.memoryclient.HttpMemoryContents;
import io.claudeflow.swarm.operator.memoryclient.HttpMemoryServiceClient;
import io.claudeflow.swarm.operator.status.Runbooks;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/**
 * Start of the process. Ends with 2 if the environment is not usable, with 1 if the work cannot go on, with 0 after
 * a graceful stop.
 */
public final class OperatorMain {
    private OperatorMain() {}

    /** Without arguments runs the operator; {@code train} warms up a cache of the JVM; {@code version} says it. */
    public static void main(String[] arguments) {
        var command = arguments.length == 0 ? "run" : arguments[0];
        switch (command) {
            case "run" -> run();
            case "train" -> Training.run(version());
            case "version" -> System.out.println(version());
            default -> {
                System.err.println("swarm-operator: unknown command '" + command + "' (expected: run, train, version)");
                System.exit(2);
            }
        }
    }

    private static void run() {
        OperatorConfig config;
        try {
            config = OperatorConfig.from(System.getenv());
        } catch (ConfigurationException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(2);
            return;
        }
        Logging.configure(config.logLevel(), config.logFormat() == LogFormat.JSON);
        Runbooks.publishedAt(config.runbookBase());
        var log = LoggerFactory.getLogger(OperatorMain.class);
        log.atInfo().addKeyValue("version", version()).log("starting");
        var metrics = new OperatorMetrics(version());
        var client = Clients.create(Config.autoConfigure(null), metrics::requested);
        var operator = new SwarmOperator(
                config,
                client,
                new HttpMemoryServiceClient(Ports.HTTP.number()),
                new HttpMemoryContents(Ports.HTTP.number()),
                version(),
                identity(config),
                Clock.systemUTC(),
                () -> Runtime.getRuntime().halt(1),
                metrics);
        Runtime.getRuntime().addShutdownHook(new Thread(operator::close, "stop"));
        try {
            operator.start();
        } catch (RuntimeException cannotStart) {
            log.atError().setCause(cannotStart).log("cannot start");
            Runtime.getRuntime().halt(1);
        }
    }

    private static String identity(OperatorConfig config) {
        return Optional.of(config.identity())
                .filter(name -> !name.isEmpty())
                .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static String version() {
        try (var file = OperatorMain.class.getResourceAsStream("/operator.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(file, "operator.properties"));
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
