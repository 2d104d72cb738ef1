package io.claudeflow.swarm.e2e.operator;

import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.claudeflow.swarm.operator.SwarmOperator;
import io.claudeflow.swarm.operator.config.OperatorConfig;
import io.claudeflow.swarm.operator.kubernetes.Clients;
import io.claudeflow.swarm.operator.memoryclient.HttpMemoryContents;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** The operator in this process, with no more rights than its chart gives it. */
final class OperatorUnderTest implements AutoCloseable {
    private static final int DISCARD = 9;
    private static final String VERSION = "0.1.0";

    private final KubernetesClient client;
    private final SwarmOperator operator;
    private final AtomicBoolean fatal = new AtomicBoolean();

    /** Entries every store reports. */
    final AtomicLong entries = new AtomicLong(1);

    /** What every store reports of its volume. */
    final AtomicReference<StoreFigures.Database> database =
            new AtomicReference<>(new StoreFigures.Database(4096, 0, 1L << 30, 0));

    OperatorUnderTest(ControlPlane plane, String identity, Map<String, String> settings) {
        this(plane, identity, settings, Clock.systemUTC());
    }

    OperatorUnderTest(ControlPlane plane, String identity, Map<String, String> settings, Clock clock) {
        this(plane, identity, settings, clock, DISCARD);
    }

    /** @param memoryPort where the pods of stores listen, which are none but one process of the test */
    OperatorUnderTest(ControlPlane plane, String identity, Map<String, String> settings, Clock clock, int memoryPort) {
        this(plane.operatorConfig(), identity, settings, clock, any -> {}, memoryPort, VERSION, new Reported());
    }

    /** @param says what every store says about itself */
    OperatorUnderTest(
            ControlPlane plane,
            String identity,
            Map<String, String> settings,
            Clock clock,
            String version,
            Reported says) {
        this(plane.operatorConfig(), identity, settings, clock, any -> {}, DISCARD, version, says);
    }

    /**
     * @param way how the API server is reached as the operator
     * @param http sees every request before it leaves
     */
    OperatorUnderTest(
            Config way, String identity, Map<String, String> settings, Clock clock, Consumer<HttpClient.Builder> http) {
        this(way, identity, settings, clock, http, new Reported());
    }

    /** As above, of stores that all say {@code says} about themselves. */
    OperatorUnderTest(
            Config way,
            String identity,
            Map<String, String> settings,
            Clock clock,
            Consumer<HttpClient.Builder> http,
            Reported says) {
        this(way, identity, settings, clock, http, DISCARD, VERSION, says);
    }

    /** What every store says about itself. */
    static final class Reported {
        volatile String version = VERSION;
        volatile long revision = 42;
    }

    private OperatorUnderTest(
            Config way,
            String identity,
            Map<String, String> settings,
            Clock clock,
            Consumer<HttpClient.Builder> http,
            int memoryPort,
            String version,
            Reported says) {
        var environment = new HashMap<>(Map.of(
                "MANAGEMENT_PORT", "0",
                "STATS_INTERVAL", "1s",
                "LEADER_ELECTION", "false"));
        environment.putAll(settings);
        client = Clients.create(way, http);
        MemoryServiceClient services = host -> new MemoryServiceClient.Answered(new StoreFigures(
                entries.get(), 0, 0, 0, new StoreFigures.Cache(null), database.get(), says.version, 1L, says.revision));
        operator = new SwarmOperator(
                OperatorConfig.from(environment),
                client,
                services,
                new HttpMemoryContents(memoryPort),
                version,
                identity,
                clock,
                () -> fatal.set(true));
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
