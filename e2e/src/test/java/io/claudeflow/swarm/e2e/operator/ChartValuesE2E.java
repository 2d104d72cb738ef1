package io.claudeflow.swarm.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.Chart;
import io.claudeflow.swarm.e2e.cluster.LocalProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values the operator would refuse at its start, or that leave the chart without a part, are refused by the chart. */
class ChartValuesE2E {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxReconcileInterval=5s                 | from 10s to 24h",
                "maxReconcileInterval=99d                | from 10s to 24h",
                "maxReconcileInterval=23h60m1s           | from 10s to 24h",
                "maxReconcileInterval=30m1h              | /maxReconcileInterval",
                "statsInterval=0s                        | /statsInterval",
                "entryInterval=9s                        | entryInterval: '9s'",
                "taskInterval=25h                        | taskInterval: '25h'",
                "finalBackupTimeout=2s                   | finalBackupTimeout: '2s'",
                "memoryImage.repository=swarm-memory:0.1 | /memoryImage/repository",
                "memoryImage.repository=a@sha256:0       | /memoryImage/repository",
                "image.tag=a:b                           | /image/tag",
                "imagePullSecrets[0].name=Not_A_Name     | /imagePullSecrets/0/name",
                "serviceAccount.name=Not_A_Name          | /serviceAccount/name",
                "podLabels.app\\.kubernetes\\.io/name=x  | app.kubernetes.io/name",
                "watchNamespaces=null                    | property 'watchNamespaces'",
                "leaderElection=null                     | property 'leaderElection'",
                "rbac=null                               | property 'rbac'",
                "log=null                                | property 'log'",
                "monitoring.alerts=null                  | alerts",
            })
    void shouldRefuse(String value, String words) throws IOException, InterruptedException {
        assertThat(refusal("--kube-version=1.34.0", "--set=" + value))
                .contains(words)
                .doesNotContain("nil pointer");
    }

    @Test
    void shouldRefuseAnOldCluster() throws IOException, InterruptedException {
        assertThat(refusal("--kube-version=1.28.9"))
                .contains("Kubernetes v1.28.9 is too old (expected: 1.29 or newer)");
    }

    /** The Helm of this project takes the cluster it does not ask for a very old one. */
    @Test
    void shouldRenderWhateverHelmTakesTheClusterFor() throws IOException, InterruptedException {
        assertThat(LocalProcess.output(List.of(helm(), "template", "helm/swarm-operator")))
                .contains("kind: Deployment");
    }

    private static String refusal(String... settings) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(helm(), "template", "../helm/swarm-operator"));
        Collections.addAll(command, settings);
        var helm = new ProcessBuilder(command).redirectErrorStream(true).start();

        var said = new String(helm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(helm.waitFor()).as(said).isNotZero();
        return said;
    }

    private static String helm() throws IOException, InterruptedException {
        return Chart.local().programs().resolve("helm").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maxReconcileInterval=1h30m",
                "maxReconcileInterval=24h",
                "maxReconcileInterval=null",
                "statsInterval=1s",
                "memoryImage.repository=localhost:5000/team/swarm-memory",
                "image.tag=0.1.0-rc.1_2",
                "podLabels.team=research",
                "serviceAccount.name=operator",
                "monitoring=null",
            })
    void shouldAccept(String value) throws IOException, InterruptedException {
        assertThat(Chart.local().renderAll("--set=" + value)).contains("kind: Deployment");
    }
}
