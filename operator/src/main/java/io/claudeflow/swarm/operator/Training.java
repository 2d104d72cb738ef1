package io.claudeflow.swarm.operator;

import io.claudeflow.swarm.operator.config.OperatorConfig;
import io.claudeflow.swarm.operator.desired.Ports;
import io.claudeflow.swarm.operator.kubernetes.Clients;
import io.claudeflow.swarm.operator.logging.Logging;
import io.claudeflow.swarm.operator.memoryclient.HttpMemoryContents;
import io.claudeflow.swarm.operator.memoryclient.HttpMemoryServiceClient;
import io.claudeflow.swarm.operator.memorystore.Rehearsal;
import io.claudeflow.swarm.operator.plan.Platform;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Runs through what the operator does at its start, without an API server, so that the JVM can write an ahead-of-time
 * cache of the classes while the image is built.
 */
final class Training {
    private Training() {}

    static void run(String version) {
        // Every failure here is expected.
        Logging.configure("off", false);
        var config = OperatorConfig.from(Map.of("MANAGEMENT_PORT", "0", "LEADER_ELECTION", "false"));
        // Nothing listens on the discard port: every request fails at once.
        var target = new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:9")
                .withRequestRetryBackoffLimit(0)
                .build();
        var platform = new Platform(config.operatorNamespace(), "swarm-memory", "IfNotPresent", List.of(), version);
        try (var client = Clients.create(target);
                var operator = new SwarmOperator(
                        config,
                        client,
                        new HttpMemoryServiceClient(Ports.HTTP.number()),
                        new HttpMemoryContents(Ports.HTTP.number()),
                        version,
                        "training",
                        Clock.systemUTC(),
                        () -> {})) {
            Rehearsal.of(
                    client.getKubernetesSerialization(),
                    platform,
                    Clock.systemUTC().instant());
            operator.rehearse();
        }
        System.out.println("trained");
    }
}
