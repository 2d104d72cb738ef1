package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart as it was before its last change is installed first, with its definitions and its rights, then the present
 * one over it: no pod of a store restarts. What an earlier operator itself made is the matter of
 * {@code OperatorUpgradeE2E}, which has its objects.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnTheCluster
class OperatorUpgradeStoryE2E {
    private static final String CHART = "helm/swarm-operator";
    private static final String STORE = "early";

    private final Cluster cluster = Cluster.shared();
    private final InstalledOperator operator = InstalledOperator.on(cluster);
    private final String namespace = cluster.newNamespace("operator-upgrade");

    @BeforeAll
    void operatorIsInstalled() {
        operator.ensure();
    }

    @AfterAll
    void cleanUp() {
        operator.upgrade(operator.chart());
        cluster.deleteNamespace(namespace);
    }

    @Test
    void shouldRestartNoPodWhenTheChartIsUpgraded(@TempDir Path folder) throws IOException, InterruptedException {
        var commits =
                run("git", "log", "-2", "--format=%H", "--", CHART).lines().toList();
        assertThat(commits).as("the present chart and one before it").hasSize(2);
        var archive = folder.resolve("chart.tar");
        run("git", "archive", "--output", archive.toString(), commits.get(1), CHART);
        run("tar", "xf", archive.toString(), "-C", folder.toString());
        operator.upgrade(folder.resolve(CHART));
        cluster.apply(namespace, """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryStore
                metadata: {name: early}
                spec: {storageSize: 64Mi, cacheSize: 2000}
                """);
        waitReady();
        var before = pod("{.metadata.uid}");

        operator.upgrade(operator.chart());
        cluster.kubectl("label", "sms", STORE, "-n", namespace, "example.com/touched=yes", "--overwrite");
        waitReady();

        assertThat(pod("{.metadata.uid}")).isEqualTo(before);
        assertThat(pod("{.status.containerStatuses[0].restartCount}")).isEqualTo("0");
    }

    private void waitReady() {
        cluster.awaitExists("sms/" + STORE, namespace);
        cluster.kubectl("wait", "--for=condition=Ready", "sms/" + STORE, "-n", namespace, "--timeout=3m");
    }

    private String pod(String path) {
        return cluster.kubectl("get", "pod", STORE + "-0", "-n", namespace, "-o", "jsonpath=" + path);
    }

    private String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command))
                .directory(cluster.root().toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
