package io.claudeflow.swarm.e2e.story;

import io.claudeflow.swarm.e2e.cluster.Cluster;

/** The operator as the guide installs it, shared by the stories: installed once, never removed by a test. */
public final class InstalledOperator {
    private static final String NAMESPACE = "swarm-system";
    private static final String NAME = "swarm-operator";

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
        var chart = cluster.root().resolve("helm/swarm-operator").toString();
        if (cluster.helm("list", "-n", NAMESPACE, "-q", "-a", "-f", "^" + NAME + "$")
                .isBlank()) {
            cluster.helm("install", NAME, chart, "-n", NAMESPACE, "--create-namespace");
            rolledOut();
        } else {
            cluster.helm("upgrade", NAME, chart, "-n", NAMESPACE, "--reset-values");
            restart();
        }
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
