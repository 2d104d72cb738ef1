package io.claudeflow.swarm.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The cluster itself does what the stories take for granted: claims, Pod Security, names, exec, forwarding, audit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnTheCluster
class ClusterE2E {
    private static final String WEB = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 16Mi}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: web}
            spec:
              serviceName: web
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 1
                  securityContext:
                    {runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: web
                      image: MEMORY_IMAGE
                      imagePullPolicy: IfNotPresent
                      command: [sleep, "600"]
                      volumeMounts: [{name: data, mountPath: /data}]
                      securityContext:
                        {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
            """;

    private final Cluster cluster = Cluster.shared();
    private final String namespace = cluster.newNamespace("cluster");
    private final Instant begin = Instant.now().minusSeconds(1);

    @BeforeAll
    void aPodRuns() {
        cluster.loadImages();
        cluster.kubectl("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted");
        cluster.apply(namespace, WEB.replace("MEMORY_IMAGE", Cluster.memoryImage()));
        cluster.kubectl("rollout", "status", "statefulset/web", "-n", namespace, "--timeout=2m");
    }

    @AfterAll
    void cleanUp() {
        cluster.deleteNamespace(namespace);
    }

    @Test
    void shouldWriteToTheClaimAsAnOrdinaryUser() {
        cluster.exec(namespace, "web-0", "sh", "-c", "echo kept > /data/file");

        assertThat(cluster.exec(namespace, "web-0", "cat", "/data/file").strip())
                .isEqualTo("kept");
        assertThat(cluster.exec(namespace, "web-0", "id", "-u").strip()).isEqualTo("10001");
    }

    @Test
    void shouldReadALiveDatabaseAndRefuseToWriteItWhenSqliteIsCalledInThePod() {
        cluster.exec(
                namespace,
                "web-0",
                "sqlite3",
                "-readwrite",
                "/data/x.db",
                "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES (1);");

        assertThat(cluster.exec(namespace, "web-0", "sqlite3", "/data/x.db", "SELECT a FROM t")
                        .strip())
                .isEqualTo("1");
        assertThatThrownBy(() -> cluster.exec(namespace, "web-0", "sqlite3", "/data/x.db", "DELETE FROM t"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("readonly");
    }

    @Test
    void shouldRefuseAPodWhenItAsksForMoreThanRestrictedAllows() {
        assertThatThrownBy(() -> cluster.kubectl("run", "root", "-n", namespace, "--image=none", "--privileged"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("violates PodSecurity");
    }

    @Test
    void shouldResolveAndReachTheApiServerByName() {
        assertThat(cluster.exec(namespace, "web-0", "curl", "-sk", "https://kubernetes.default.svc/version"))
                .contains("gitVersion");
        assertThat(cluster.exec(namespace, "web-0", "getent", "hosts", "web." + namespace + ".svc.cluster.local"))
                .isNotBlank();
    }

    @Test
    void shouldListEveryWriteInTheAuditLog() {
        assumeTrue(
                cluster.hasAuditLog() || "true".equals(System.getenv("CI")),
                "this cluster's audit log is out of reach");

        assertThat(cluster.auditLog(begin))
                .anySatisfy(event -> {
                    assertThat(event.resource()).isEqualTo("statefulsets");
                    assertThat(event.namespace()).isEqualTo(namespace);
                    assertThat(event.name()).isEqualTo("web");
                    assertThat(event.code()).isLessThan(300);
                })
                .noneSatisfy(event -> assertThat(event.verb()).isIn("get", "list", "watch"));
    }
}
