package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.AuditEvent;
import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pods that are killed in the middle of a backup or a restore: of the store, of the Job, of the operator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnTheCluster
class FaultsE2E {
    private static final String OPERATOR = "swarm-system";
    /** 40 values of 400 kB that do not compress, so that a backup takes a moment. */
    private static final String FILL = """
            for i in $(seq 1 40); do
              head -c 300000 /dev/urandom | base64 -w0 | sed 's/^/{"value":"/; s/$/"}/' |
              curl -sS --fail-with-body -o /dev/null -X PUT -H 'Content-Type: application/json' --data-binary @- \
                localhost:8080/v1/namespaces/default/entries/key-$i || exit 1
            done""";

    private final Cluster cluster = Cluster.shared();
    private final InstalledOperator operator = InstalledOperator.on(cluster);
    private final String namespace = cluster.newNamespace("faults");
    private String content = "";

    @BeforeAll
    void aStoreWithDataServes() {
        operator.ensure();
        cluster.apply(namespace, """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryStore
                metadata: {name: s}
                spec: {storageSize: 1Gi}
                """);
        cluster.awaitExists("sms/s", namespace);
        serves();
        cluster.exec(namespace, "s-0", "sh", "-c", FILL);
        content = content();
    }

    @AfterAll
    void cleanUp() {
        cluster.deleteNamespace(namespace);
    }

    @Test
    void shouldVerifyABackupWhoseJobsPodIsKilled() {
        var from = Instant.now();
        backUp("job-killed");

        killPodOf("s-backup-job-killed");

        verified("job-killed");
        assertThat(jobsMade(from)).containsOnlyOnce("s-backup-job-killed");
    }

    @Test
    void shouldEndABackupWhoseStoreIsKilledAndServeAgain() {
        backUp("store-killed");
        podOf("s-backup-store-killed");

        kill("s-0");

        cluster.kubectl(
                "wait", "--for=jsonpath={.status.finishedAt}", "smb/store-killed", "-n", namespace, "--timeout=5m");
        serves();
        assertThat(content()).isEqualTo(content);
        backUp("afterwards");
        verified("afterwards");
    }

    @Test
    void shouldFinishABackupWhenTheOperatorIsKilled() {
        var from = Instant.now();
        backUp("operator-killed");

        cluster.kubectl("delete", "pods", "--all", "-n", OPERATOR, "--grace-period=0", "--force");

        verified("operator-killed");
        assertThat(jobsMade(from)).containsOnlyOnce("s-backup-operator-killed");
    }

    @Test
    void shouldRestoreWhenTheJobsPodIsKilled() {
        backUp("source");
        verified("source");
        cluster.apply(namespace, """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryRestore
                metadata: {name: r}
                spec: {storeRef: {name: s}, backup: source, safetyBackup: Skip}
                """);
        cluster.kubectl("wait", "--for=jsonpath={.status.step}=Restoring", "smr/r", "-n", namespace, "--timeout=3m");
        cluster.kubectl("wait", "--for=jsonpath={.status.job}", "smr/r", "-n", namespace, "--timeout=1m");

        killPodOf(cluster.kubectl("get", "smr/r", "-n", namespace, "-o", "jsonpath={.status.job}"));

        cluster.kubectl("wait", "--for=condition=Succeeded", "smr/r", "-n", namespace, "--timeout=5m");
        serves();
        assertThat(content()).isEqualTo(content);
    }

    private void backUp(String name) {
        cluster.apply(namespace, """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryBackup
                metadata: {name: %s}
                spec: {storeRef: {name: s}}
                """.formatted(name));
    }

    private void verified(String backup) {
        cluster.kubectl("wait", "--for=condition=Verified", "smb/" + backup, "-n", namespace, "--timeout=5m");
    }

    private void serves() {
        cluster.kubectl("wait", "--for=condition=Ready", "sms/s", "-n", namespace, "--timeout=5m");
    }

    /** Every key with its value's length and checksum, as the pod has them. */
    private String content() {
        return cluster.exec(
                namespace,
                "s-0",
                "sh",
                "-c",
                "for i in $(seq 1 40); do curl -sS --fail-with-body localhost:8080/v1/namespaces/default/entries/key-$i"
                        + " | sed 's/.*\"value\":\"\\([^\"]*\\)\".*/\\1/' | sha256sum; done");
    }

    private void killPodOf(String job) {
        kill(podOf(job));
    }

    /** The pod of a Job that has not ended yet. */
    private String podOf(String job) {
        return Awaitility.await("a pod of Job " + job)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> cluster
                                .client()
                                .pods()
                                .inNamespace(namespace)
                                .withLabel("batch.kubernetes.io/job-name", job)
                                .list()
                                .getItems()
                                .stream()
                                .findFirst()
                                .map(pod -> pod.getMetadata().getName())
                                .orElse(""),
                        name -> !name.isEmpty());
    }

    private void kill(String pod) {
        cluster.kubectl("delete", "pod", pod, "-n", namespace, "--grace-period=0", "--force", "--ignore-not-found");
    }

    private List<String> jobsMade(Instant from) {
        return cluster.auditLog(from).stream()
                .filter(event -> event.namespace().equals(namespace)
                        && event.resource().equals("jobs")
                        && event.verb().equals("create")
                        && event.code() == 201)
                .map(AuditEvent::name)
                .toList();
    }
}
