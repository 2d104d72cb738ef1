package io.claudeflow.swarm.e2e.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * What {@code dev/cluster/find} printed.
 *
 * @param kind bare, docker, kind, minikube, k3s or other
 * @param kubeconfig empty for a cluster that does not run yet
 * @param bin the folder of kubectl and helm; empty when they are on the PATH
 */
record Found(String kind, String kubeconfig, String bin) {
    /** The bare cluster's tools are compiled when it is started for the first time. */
    private static final Duration STARTING = Duration.ofMinutes(30);

    static Found by(Shell shell, String... options) {
        var command = new ArrayList<>(List.of("dev/cluster/find"));
        command.addAll(List.of(options));
        var values = new HashMap<String, String>();
        shell.run(STARTING, command).lines().forEach(line -> {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return new Found(
                values.getOrDefault("kind", ""), values.getOrDefault("kubeconfig", ""), values.getOrDefault("bin", ""));
    }
}
