package io.claudeflow.swarm.e2e.story;

import io.claudeflow.swarm.e2e.cluster.Cluster;

/** The operator as the guide installs it, shared by the stories: installed once, never removed by a test. */
public final class InstalledOperator {
    private static final String NAMESPACE = "swarm-system";
    private static final String NAME = "swarm-operator";

    private final Cluster cluster;

    private InstalledOperator(Cluster cluster) {
        this.cluster = cluster;
    }

    public static InstalledOperator on(Cluster cluster) {
        return new InstalledOperator(cluster);
    }

    /** Installs the chart, or upgrades what is there to the chart and the images of this build; waits until it serves. */
    public synchronized void ensure() {
        cluster.loadImages();
        var chart = cluster.root().resolve("helm/swarm-operator").toString();
        if (cluster.helm("list", "-n", NAMESPACE, "-q", "-f", "^" + NAME + "$").isBlank()) {
            cluster.helm("install", NAME, chart, "-n", NAMESPACE, "--create-namespace");
        }
        rolledOut();
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
