package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.CommandFailed;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A store is changed, upgraded, put to sleep and paused, and keeps its data. Later steps rest on earlier ones. Takes
 * about ten minutes, most of them until an image that does not exist is given up.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnTheCluster
class ChangeStoryE2E {
    private static final String STORE = "research";
    private static final String POD = STORE + "-0";
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration LATER = Duration.ofMinutes(8);

    private final Cluster cluster = Cluster.shared();
    private final String namespace = cluster.newNamespace("changes");

    @BeforeAll
    void aStoreWithDataServes() {
        InstalledOperator.on(cluster).ensure();
        cluster.apply(namespace, """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryStore
                metadata: {name: research}
                spec: {storageSize: 256Mi}
                """);
        cluster.awaitExists("sms/" + STORE, namespace);
        waitFor("Ready");
        exec("swarm-memory", "store", "plan", "kept");
    }

    @AfterAll
    void cleanUp() {
        cluster.deleteNamespace(namespace);
    }

    @Test
    @Order(1)
    void shouldReplaceThePodWhenItsTemplateOrASettingChanges() {
        var before = podUid();
        patch("""
                {"podTemplate": {"labels": {"team": "research"}, "env": [{"name": "TZ", "value": "Europe/Zurich"}]},
                 "service": {"maxValueBytes": 1048576}}""");

        awaitNewPod(before);
        assertThat(exec("sh", "-c", "echo $TZ $MAX_VALUE_BYTES").strip()).isEqualTo("Europe/Zurich 1048576");
        assertThat(cluster.kubectl("get", "pods", "-n", namespace, "-l", "team=research", "-o", "name"))
                .contains(POD);
        theDataIsThere();
    }

    @Test
    @Order(2)
    void shouldFollowPoliciesWithoutARestart() {
        var before = podUid();
        patch("{\"policies\": {\"configMapRef\": {\"name\": \"rules\"}}}");
        await("the missing ConfigMap is named")
                .atMost(SOON)
                .until(() -> condition("Ready", "reason").equals("ConfigMapNotFound"));
        assertThat(podUid()).isEqualTo(before);
        policies("first/*");
        awaitNewPod(before);
        assertThat(exec("curl", "-sS", "localhost:8080/v1/policies")).contains("first/*");

        var during = podUid();
        policies("second/*");

        await("the new policies")
                .atMost(SOON)
                .until(() -> exec("curl", "-sS", "localhost:8080/v1/policies").contains("second/*"));
        assertThat(podUid()).isEqualTo(during);
    }

    private void policies(String pattern) {
        cluster.apply(namespace, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: rules}
                data:
                  policies.yaml: |
                    policies:
                      - pattern: "%s"
                        ttl: 1h
                """.formatted(pattern));
    }

    @Test
    @Order(3)
    void shouldBackUpRollCheckAndServeWhenTheImageChanges() {
        var before = podUid();
        patch("{\"image\": \"" + Cluster.memoryImage() + "\"}");

        awaitNewPod(before);
        await("upgraded").atMost(SOON).until(() -> jsonPath("{.status.version}").equals(Cluster.memoryImage()));
        waitFor("Upgraded");
        waitFor("Ready");
        theDataIsThere();
        assertThat(cluster.kubectl("get", "smb", "-n", namespace)).contains("Upgrade");
    }

    @Test
    @Order(4)
    void shouldReturnFromAnImageThatDoesNotExist() {
        var running = jsonPath("{.status.version}");
        patch("{\"image\": \"" + Cluster.memoryImage() + "-of-nobody\"}");

        await("given up")
                .atMost(LATER)
                .until(() -> condition("Upgraded", "reason").equals("UpgradeFailed"));

        assertThat(condition("Upgraded", "message")).contains("serves again, nothing was lost");
        waitFor("Ready");
        assertThat(jsonPath("{.status.version}")).isEqualTo(running);
        theDataIsThere();
    }

    @Test
    @Order(5)
    void shouldReturnFromAProgramThatFails() {
        var running = jsonPath("{.status.version}");
        // The operator's image has no program called swarm-memory.
        patch("{\"image\": \"" + Cluster.operatorImage() + "\"}");
        await("begun").atMost(SOON).until(() -> jsonPath("{.status.upgrade.to}").equals(Cluster.operatorImage()));

        await("given up")
                .atMost(LATER)
                .until(() -> condition("Upgraded", "reason").equals("UpgradeFailed"));

        waitFor("Ready");
        assertThat(jsonPath("{.status.version}")).isEqualTo(running);
        theDataIsThere();
        patch("{\"image\": \"" + Cluster.memoryImage() + "\"}");
        waitFor("Upgraded");
    }

    @Test
    @Order(6)
    void shouldSleepAndWakeByOnePatchEach() {
        patch("{\"hibernate\": true}");
        cluster.kubectl("wait", "--for=condition=Hibernated", "sms/" + STORE, "-n", namespace, "--timeout=5m");
        assertThat(cluster.kubectl("get", "pods", "-n", namespace, "-o", "name"))
                .doesNotContain(POD);
        assertThat(cluster.kubectl("get", "pvc", "-n", namespace)).containsPattern(STORE + "-storage\\s+Bound");
        assertThat(cluster.kubectl("get", "sms", STORE, "-n", namespace)).contains("Hibernated");

        cluster.apply(namespace, """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryBackup
                metadata: {name: while-asleep}
                spec: {storeRef: {name: research}}
                """);
        cluster.kubectl("wait", "--for=condition=Verified", "smb/while-asleep", "-n", namespace, "--timeout=5m");

        patch("{\"hibernate\": false}");
        waitFor("Ready");
        theDataIsThere();
    }

    @Test
    @Order(7)
    void shouldLeaveAPausedStoreAlone() {
        cluster.kubectl("annotate", "sms", STORE, "-n", namespace, "swarm.claudeflow.io/paused=true");
        waitFor("Paused");
        cluster.kubectl("delete", "service", STORE + "-api", "-n", namespace);
        await("nothing is repaired")
                .during(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !cluster.kubectl("get", "services", "-n", namespace, "-o", "name")
                        .contains(STORE + "-api"));

        cluster.kubectl("annotate", "sms", STORE, "-n", namespace, "swarm.claudeflow.io/paused-");

        await("repaired")
                .atMost(SOON)
                .until(() -> cluster.kubectl("get", "services", "-n", namespace, "-o", "name")
                        .contains(STORE + "-api"));
        theDataIsThere();
    }

    private void patch(String spec) {
        cluster.kubectl("patch", "sms", STORE, "-n", namespace, "--type=merge", "-p", "{\"spec\":" + spec + "}");
    }

    private void waitFor(String condition) {
        cluster.kubectl("wait", "--for=condition=" + condition, "sms/" + STORE, "-n", namespace, "--timeout=3m");
    }

    private void theDataIsThere() {
        assertThat(exec("swarm-memory", "retrieve", "plan")).contains("kept");
    }

    private String condition(String type, String field) {
        return jsonPath("{.status.conditions[?(@.type==\"" + type + "\")]." + field + "}");
    }

    private String jsonPath(String path) {
        return cluster.kubectl("get", "sms", STORE, "-n", namespace, "-o", "jsonpath=" + path);
    }

    private String exec(String... command) {
        return cluster.exec(namespace, POD, command);
    }

    private String podUid() {
        return cluster.kubectl("get", "pod", POD, "-n", namespace, "-o", "jsonpath={.metadata.uid}");
    }

    private void awaitNewPod(String oldUid) {
        await("a new pod")
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(CommandFailed.class)
                .until(() -> !podUid().equals(oldUid));
        cluster.kubectl("wait", "--for=condition=Ready", "pod/" + POD, "-n", namespace, "--timeout=3m");
    }
}
