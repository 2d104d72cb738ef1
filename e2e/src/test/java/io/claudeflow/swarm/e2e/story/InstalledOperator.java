package io.claudeflow.swarm.e2e.story;

import io.claudeflow.swarm.e2e.cluster.Cluster;
import java.nio.file.Path;

/**
 * The operator as the guide installs it, but that figures are in the status soon. Shared by the stories: installed
 * once, never removed by a test.
 */
public final class InstalledOperator {
    private static final String NAMESPACE = "swarm-system";
    private static final String NAME = "swarm-operator";
    private static final String VALUES = "statsInterval=10s";

    private static boolean ensured;

    private final Cluster cluster;

    private InstalledOperator(Cluster cluster) {
        this.cluster = cluster;
    }

    public static InstalledOperator on(Cluster cluster) {
        return new InstalledOperator(cluster);
    }

    /** Installs the chart, or brings what is there to the chart and the images of this build; waits until it serves. */
    public void ensure() {
        synchronized (InstalledOperator.class) {
            if (!ensured) {
                installOrUpgrade();
                ensured = true;
            }
        }
    }

    private void installOrUpgrade() {
        cluster.loadImages();
        if (cluster.helm("list", "-n", NAMESPACE, "-q", "-a", "-f", "^" + NAME + "$")
                .isBlank()) {
            cluster.helm("install", NAME, chart().toString(), "-n", NAMESPACE, "--create-namespace", "--set", VALUES);
            rolledOut();
        } else {
            upgrade(chart());
        }
    }

    /** The chart of this build. */
    Path chart() {
        return cluster.root().resolve("helm/swarm-operator");
    }

    /** Brings what is installed to {@code chart}, with a new pod, and waits until it serves. */
    void upgrade(Path chart) {
        cluster.helm("upgrade", NAME, chart.toString(), "-n", NAMESPACE, "--reset-values", "--set", VALUES);
        restart();
    }

    /** Replaces the operator's pod and waits until the new one serves. */
    public void restart() {
        cluster.kubectl("rollout", "restart", "deployment/" + NAME, "-n", NAMESPACE);
        rolledOut();
    }

    /** The name under which the API server knows the operator. */
    public String user() {
        return "system:serviceaccount:" + NAMESPACE + ":" + NAME;
    }

    private void rolledOut() {
        cluster.kubectl("rollout", "status", "deployment/" + NAME, "-n", NAMESPACE, "--timeout=3m");
    }
}
