package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.soon;

import io.claudeflow.swarm.e2e.cluster.AuditLog;
import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInfo;

/** A control plane with the definitions, the chart's rights and one operator that watches everything. */
final class OperatorFixture implements AutoCloseable {
    final ControlPlane plane;
    final KubernetesClient admin;
    /** How far the operator's clock is ahead; time only moves forward. */
    final TravellingClock clock = new TravellingClock();

    private @Nullable OperatorUnderTest operator;

    /** What every store says about itself. */
    final OperatorUnderTest.Reported says = new OperatorUnderTest.Reported();

    private final Map<String, String> settings;
    private final Optional<MemoryProcess> memory;

    private OperatorFixture(ControlPlane plane, Map<String, String> settings, Optional<MemoryProcess> memory)
            throws IOException, InterruptedException {
        this.plane = plane;
        this.settings = settings;
        this.memory = memory;
        admin = plane.client();
        new Actors(admin, "swarm-system");
        define(admin);
        grant();
    }

    /** Grants what the chart grants with these settings. */
    void grant(String... settings) throws IOException, InterruptedException {
        Actors.applyAll(admin, plane.chart("rbac.yaml", settings));
    }

    OperatorUnderTest operator() {
        return Objects.requireNonNull(operator, "no operator was started");
    }

    /** Ends the operator; what happens then, it does not see. */
    void stopOperator() {
        operator().close();
        operator = null;
    }

    /** Starts another one in its place. */
    void startOperator() {
        operator = newOperator();
    }

    /** Starts one of another version in its place. */
    void startOperator(String version) {
        operator = new OperatorUnderTest(plane, "one", settings, clock, version, says);
    }

    private OperatorUnderTest newOperator() {
        return memory.map(process -> new OperatorUnderTest(plane, "one", settings, clock, process.port()))
                .orElseGet(() -> new OperatorUnderTest(plane, "one", settings, clock, "0.1.0", says));
    }

    /** Starts all of it, or nothing of it stays. */
    static OperatorFixture start() throws IOException, InterruptedException {
        return withOperator(startWithoutOperator());
    }

    /** As {@link #start()}, where the pods of stores are one memory service that really runs. */
    static OperatorFixture start(MemoryProcess memory) throws IOException, InterruptedException {
        return withOperator(prepare(Map.of("ENTRY_INTERVAL", "10s", "TASK_INTERVAL", "1s"), Optional.of(memory)));
    }

    /** Starts all of it but the operator. */
    static OperatorFixture startWithoutOperator() throws IOException, InterruptedException {
        return prepare(Map.of(), Optional.empty());
    }

    private static OperatorFixture withOperator(OperatorFixture fixture) {
        try {
            fixture.startOperator();
            return fixture;
        } catch (RuntimeException failure) {
            fixture.close();
            throw failure;
        }
    }

    private static OperatorFixture prepare(Map<String, String> settings, Optional<MemoryProcess> memory)
            throws IOException, InterruptedException {
        var plane = ControlPlane.start();
        try {
            return new OperatorFixture(plane, settings, memory);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            plane.close();
            throw failure;
        }
    }

    /** Installs the committed definitions and waits until they are served. */
    static void define(KubernetesClient admin) throws IOException {
        for (var kind : List.of(
                "SwarmCluster",
                "SwarmMemoryStore",
                "SwarmMemoryBackup",
                "SwarmMemoryRestore",
                "SwarmMemory",
                "SwarmTask")) {
            Actors.applyAll(admin, definition((kind + "s").replace("ys", "ies").toLowerCase(Locale.ROOT)));
            soon(kind + " served").ignoreExceptions().until(() -> {
                admin.genericKubernetesResources("swarm.claudeflow.io/v1alpha1", kind)
                        .inAnyNamespace()
                        .list();
                return true;
            });
        }
    }

    static String definition(String kind) throws IOException {
        return Files.readString(Path.of("..", "crds", kind + ".swarm.claudeflow.io.yaml"));
    }

    /** An operator of one namespace, beside the others. */
    OperatorUnderTest operatorOf(String namespace, Consumer<HttpClient.Builder> http, OperatorUnderTest.Reported says) {
        return new OperatorUnderTest(
                plane.operatorConfig(), namespace, Map.of("WATCH_NAMESPACES", namespace), clock, http, says);
    }

    /** The people of a namespace named after the test. */
    Actors enter(TestInfo test) {
        clock.reset();
        var name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        return new Actors(admin, name.substring(0, Math.min(40, name.length())));
    }

    /** Every write of the operator so far, Leases apart. */
    long writesOfTheOperator() {
        return new AuditLog(plane.auditLog()).writes();
    }

    @Override
    public void close() {
        if (operator != null) {
            operator.close();
        }
        admin.close();
        plane.close();
    }
}
