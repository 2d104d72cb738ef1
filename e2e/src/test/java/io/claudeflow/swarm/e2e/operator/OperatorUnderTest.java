package io.claudeflow.swarm.e2e.operator;

import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.claudeflow.swarm.operator.SwarmOperator;
import io.claudeflow.swarm.operator.config.OperatorConfig;
import io.claudeflow.swarm.operator.kubernetes.Clients;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** The operator in this process, with no more rights than its chart gives it. */
final class OperatorUnderTest implements AutoCloseable {
    /** As whom the API server knows it. */
    static final String USER = "system:serviceaccount:swarm-system:swarm-operator";

    private final KubernetesClient client;
    private final SwarmOperator operator;
    private final AtomicBoolean fatal = new AtomicBoolean();

    /** Entries every store reports. */
    final AtomicLong entries = new AtomicLong(1);

    OperatorUnderTest(ControlPlane plane, String identity, Map<String, String> settings) {
        this(plane, identity, settings, Clock.systemUTC());
    }

    OperatorUnderTest(ControlPlane plane, String identity, Map<String, String> settings, Clock clock) {
        this(plane, identity, settings, clock, "0.1.0", new Reported());
    }

    /** What every store says about itself. */
    static final class Reported {
        volatile String version = "0.1.0";
        volatile long revision = 42;
    }

    OperatorUnderTest(
            ControlPlane plane, String identity, Map<String, String> settings, Clock clock, String version, Reported says) {
        var environment = new HashMap<>(Map.of(
                "MANAGEMENT_PORT", "0",
                "STATS_INTERVAL", "1s",
                "LEADER_ELECTION", "false"));
        environment.putAll(settings);
        client = Clients.create(new ConfigBuilder(plane.config())
                .withImpersonateUsername(USER)
                .withImpersonateGroups("system:authenticated")
                .build());
        MemoryServiceClient services = host -> new MemoryServiceClient.Answered(new StoreFigures(
                entries.get(),
                0,
                0,
                0,
                new StoreFigures.Cache(null),
                new StoreFigures.Database(4096),
                says.version,
                1L,
                says.revision));
        operator = new SwarmOperator(
                OperatorConfig.from(environment), client, services, version, identity, clock, () -> fatal.set(true));
        operator.start();
    }

    boolean working() {
        return operator.working();
    }

    boolean failed() {
        return fatal.get();
    }

    void awaitWorking() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(operator::working);
    }

    @Override
    public void close() {
        operator.close();
        client.close();
    }
}
