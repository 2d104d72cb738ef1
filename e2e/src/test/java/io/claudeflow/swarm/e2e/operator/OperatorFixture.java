package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.soon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.TestInfo;

/** A control plane with the definitions, the chart's rights and one operator that watches everything. */
final class OperatorFixture implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ControlPlane plane;
    final KubernetesClient admin;
    /** How far the operator's clock is ahead; time only moves forward. */
    final TravellingClock clock = new TravellingClock();

    /** What every store says about itself. */
    final OperatorUnderTest.Reported says = new OperatorUnderTest.Reported();

    private OperatorUnderTest operator;

    private OperatorFixture(ControlPlane plane) throws IOException, InterruptedException {
        this.plane = plane;
        admin = plane.client();
        new Actors(admin, "swarm-system");
        define(admin);
        Actors.applyAll(admin, plane.chart("rbac.yaml"));
        operator = new OperatorUnderTest(plane, "one", Map.of(), clock, "0.1.0", says);
    }

    OperatorUnderTest operator() {
        return operator;
    }

    /** Ends the operator; what happens then, it does not see. */
    void stopOperator() {
        operator.close();
    }

    /** Starts another one in its place. */
    void startOperator() {
        startOperator("0.1.0");
    }

    /** Starts one of another version in its place. */
    void startOperator(String version) {
        operator = new OperatorUnderTest(plane, "one", Map.of(), clock, version, says);
    }

    /** Starts all of it, or nothing of it stays. */
    static OperatorFixture start() throws IOException, InterruptedException {
        var plane = ControlPlane.start();
        try {
            return new OperatorFixture(plane);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            plane.close();
            throw failure;
        }
    }

    /** Installs the committed definitions and waits until they are served. */
    static void define(KubernetesClient admin) throws IOException {
        for (var kind : List.of("SwarmCluster", "SwarmMemoryStore", "SwarmMemoryBackup", "SwarmMemoryRestore")) {
            Actors.applyAll(admin, definition(kind.toLowerCase(Locale.ROOT) + "s"));
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

    /** The people of a namespace named after the test. */
    Actors enter(TestInfo test) {
        clock.reset();
        var name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        return new Actors(admin, name.substring(0, Math.min(40, name.length())));
    }

    /** Every write of the operator so far, Leases apart. */
    long writesOfTheOperator() throws IOException {
        try (var lines = Files.lines(plane.auditLog())) {
            return lines.filter(OperatorFixture::isAWriteOfTheOperator).count();
        }
    }

    private static boolean isAWriteOfTheOperator(String line) {
        try {
            var event = JSON.readTree(line);
            return event.path("impersonatedUser").path("username").asText().equals(OperatorUnderTest.USER)
                    && !event.path("objectRef").path("resource").asText().equals("leases");
        } catch (JsonProcessingException halfALine) {
            return false;
        }
    }

    @Override
    public void close() {
        operator.close();
        admin.close();
        plane.close();
    }
}
