package io.claudeflow.swarm.e2e.operator;

import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.claudeflow.swarm.e2e.cluster.LocalProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** The operator as a process of its own, on a control plane with the definitions and the chart's rights. */
public final class OperatorInAProcess implements AutoCloseable {
    private final KubernetesClient admin;
    private final LocalProcess process;
    private final int port;

    private OperatorInAProcess(KubernetesClient admin, LocalProcess process, int port) {
        this.admin = admin;
        this.process = process;
        this.port = port;
    }

    /** Prepares the control plane and starts one that needs no Lease. */
    public static OperatorInAProcess start(ControlPlane plane, Map<String, String> settings)
            throws IOException, InterruptedException {
        prepare(plane);
        var environment = new HashMap<>(Map.of("LEADER_ELECTION", "false"));
        environment.putAll(settings);
        return run(plane, "operator", environment);
    }

    /** Makes the operator's namespace, the definitions and its rights. */
    static void prepare(ControlPlane plane) throws IOException, InterruptedException {
        try (var admin = plane.client()) {
            new Actors(admin, "swarm-system");
            OperatorFixture.define(admin);
            Actors.applyAll(admin, plane.chart("rbac.yaml"));
        }
    }

    /** Starts one on a control plane that is prepared, and waits until it works or waits for the Lease. */
    static OperatorInAProcess run(ControlPlane plane, String name, Map<String, String> settings) throws IOException {
        int port = LocalProcess.freePort();
        var process = LocalProcess.operator(plane, port, name, settings);
        try {
            process.awaitPage("http://127.0.0.1:" + port + "/readyz");
            return new OperatorInAProcess(plane.client(), process, port);
        } catch (RuntimeException | AssertionError failure) {
            process.close();
            throw failure;
        }
    }

    /** Where its metrics are. */
    public int managementPort() {
        return port;
    }

    /** Makes a namespace and a store in it. */
    public void applyStore(String namespace, String name) {
        new Actors(admin, namespace).applyStore(name, "{}");
    }

    LocalProcess process() {
        return process;
    }

    /** The value of a metric without labels, or the sum of those with the given ones. */
    double metric(String beginning) throws IOException, InterruptedException {
        return LocalProcess.get("http://127.0.0.1:" + port + "/metrics")
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    boolean working() throws IOException, InterruptedException {
        return metric("swarm_operator_leading ") == 1;
    }

    void awaitWorking() {
        Awaitility.await("the operator works").atMost(Duration.ofMinutes(1)).until(this::working);
    }

    @Override
    public void close() {
        process.close();
        admin.close();
    }
}
