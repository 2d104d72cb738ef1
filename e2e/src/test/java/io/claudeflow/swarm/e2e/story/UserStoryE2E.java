package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.CommandFailed;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a user does, in the order in which a user does it, with the commands of the documentation as they stand. Later
 * steps rest on earlier ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnTheCluster
class UserStoryE2E {
    private static final String NAMESPACE = "claude-flow-swarm";
    private static final String STORE = "my-cluster-memory";
    private static final String POD = STORE + "-0";
    private static final String DATABASE = "/data/memory/swarm-memory.db";
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Cluster cluster = Cluster.shared();
    private final InstalledOperator operator = InstalledOperator.on(cluster);

    @BeforeAll
    void operatorIsInstalled() {
        operator.ensure();
        cluster.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait", "--timeout=2m");
    }

    @AfterAll
    void cleanUp() {
        cluster.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false");
    }

    @Test
    @Order(1)
    void shouldBecomeReadyWhenTheExampleIsApplied() {
        cluster.kubectl(
                "apply",
                "-f",
                cluster.root().resolve("examples/sqlite-memory-cluster.yaml").toString());

        waitReady("swarmcluster/my-cluster");
        waitReady("swarmemorystore/" + STORE);

        assertThat(cluster.kubectl("get", "swarmmemorystores", "-n", NAMESPACE)
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .matches("NAME\\s+READY\\s+PHASE\\s+ENTRIES\\s+SIZE\\s+HIT-RATE\\s+LAST-BACKUP\\s+AGE\\s*");
        assertThat(cluster.kubectl("get", "swc", "-n", NAMESPACE))
                .containsPattern("NAME\\s+READY\\s+TOPOLOGY\\s+MEMORY\\s+AGE")
                .containsPattern("my-cluster\\s+True\\s+mesh\\s+" + STORE);
        assertThat(cluster.kubectl("get", "sms", "-n", NAMESPACE)).containsPattern(STORE + "\\s+True\\s+Ready");
        assertThat(cluster.kubectl("get", "swarm", "-n", NAMESPACE)).contains("swarmcluster", "swarmmemorystore");
    }

    @Test
    @Order(2)
    void shouldPassOnWhatTheClusterSetsAndNoMore() {
        var spec = json("get", "sms", STORE, "-n", NAMESPACE, "-o", "json").path("spec");

        assertThat(spec.path("swarmId").asText()).isEqualTo("my-cluster");
        assertThat(spec.path("swarmClusterRef").asText()).isEqualTo("my-cluster");
        assertThat(spec.path("storageSize").asText()).isEqualTo("20Gi");
        assertThat(spec.path("cacheSize").asInt()).isEqualTo(2000);
        assertThat(spec.path("cacheMemoryMB").asInt()).isEqualTo(100);
        assertThat(spec.path("gcInterval").asText()).isEqualTo("10m");
        assertThat(spec.path("compressionThreshold").asInt()).isEqualTo(10240);
        assertThat(spec.path("mcpMode").asBoolean()).isTrue();
    }

    @Test
    @Order(3)
    void shouldAnswerTheCommandsOfTheGuide() {
        assertThat(cluster.kubectl("describe", "swarmemorystore", STORE, "-n", NAMESPACE))
                .contains(
                        "Conditions:", "Ready", "Storage Ready", "Endpoints:", "http://" + STORE + "-api." + NAMESPACE);
        assertThat(cluster.kubectl("get", "pvc", "-n", NAMESPACE)).containsPattern(STORE + "-storage\\s+Bound");
        assertThat(cluster.kubectl("logs", POD, "-c", "init-db", "-n", NAMESPACE))
                .contains(DATABASE);
        assertThat(exec("sqlite3", DATABASE, "PRAGMA integrity_check").strip()).isEqualTo("ok");
        assertThat(exec("sqlite3", DATABASE, "SELECT COUNT(*) FROM memory_store")
                        .strip())
                .matches("\\d+");
        assertThat(exec("curl", "-sS", "--fail-with-body", "-X", "POST", "localhost:8080/admin/gc"))
                .contains("deleted");
    }

    @Test
    @Order(4)
    void shouldStoreAndFindFromTheCommandLine() {
        exec("swarm-memory", "store", "test-key", "{\"data\":\"test\"}");
        exec("swarm-memory", "store", "note", "plain words", "--namespace", "notes", "--tag", "todo", "--ttl", "3600");

        assertThat(exec("swarm-memory", "retrieve", "test-key").strip()).isEqualTo("{\"data\":\"test\"}");
        assertThat(exec("swarm-memory", "search", "test-*")).contains("test-key");
        assertThat(exec("swarm-memory", "list", "--namespace", "notes"))
                .contains("note")
                .doesNotContain("test-key");
        assertThat(exec("swarm-memory", "stats")).contains("entries");
        exec("swarm-memory", "delete", "note", "--namespace", "notes");
        assertThatThrownBy(() -> exec("swarm-memory", "retrieve", "note", "--namespace", "notes"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("note");
        assertThat(exec("sqlite3", DATABASE, "SELECT swarm, namespace, key FROM memory_store"))
                .contains("my-cluster|default|test-key");
    }

    @Test
    @Order(5)
    void shouldServeAgentsOverHttpAndGrpcAndPrometheus() throws Exception {
        try (var agent = Agent.connect(cluster, NAMESPACE, STORE)) {
            var etag = agent.put("plan", "{\"value\":{\"step\":1},\"ttlSeconds\":3600,\"tags\":[\"plan\"]}");
            assertThat(etag).matches("\"\\d+-\\d+\"");
            assertThat(agent.get("plan").path("value").path("step").asInt()).isEqualTo(1);

            assertThat(agent.grpcValue("plan")).isEqualTo("{\"step\":1}");

            var metrics = agent.metrics();
            assertThat(metrics)
                    .containsPattern("(?m)^# TYPE swarm_memory_entries_total gauge$")
                    .containsPattern("(?m)^swarm_memory_entries_total(\\{[^}]*})? 2(\\.0)?$")
                    .contains("swarm_memory_cache_hits_total", "swarm_memory_cache_misses_total")
                    .contains("swarm_memory_db_size_bytes", "swarm_memory_compression_ratio")
                    .containsPattern("(?m)^# TYPE swarm_memory_gc_duration_seconds histogram$");
        }
    }

    @Test
    @Order(6)
    void shouldShowFiguresInTheStatus() {
        await("figures").atMost(SOON).untilAsserted(() -> {
            var status =
                    json("get", "sms", STORE, "-n", NAMESPACE, "-o", "json").path("status");
            assertThat(status.path("entryCount").asLong(-1)).isEqualTo(2);
            assertThat(status.path("databaseSize").asText()).isNotEmpty();
            assertThat(status.path("storageReady").asBoolean()).isTrue();
            assertThat(status.path("endpoints").path("grpc").asText()).contains(STORE + "-api." + NAMESPACE, ":9090");
        });
    }

    @Test
    @Order(7)
    void shouldKeepTheDataWhenThePodIsDeleted() {
        var before = podUid();
        cluster.kubectl("delete", "pod", POD, "-n", NAMESPACE, "--wait", "--timeout=1m");

        awaitNewPod(before);
        waitReady("swarmemorystore/" + STORE);

        assertThat(exec("swarm-memory", "retrieve", "test-key").strip()).isEqualTo("{\"data\":\"test\"}");
    }

    @Test
    @Order(8)
    void shouldRollThePodAndKeepTheDataWhenASettingChangesInTheCluster() {
        var before = podUid();
        patchMemory("{\"sqliteConfig\":{\"cacheSize\":3000}}");

        awaitNewPod(before);
        waitReady("swarmcluster/my-cluster");
        waitReady("swarmemorystore/" + STORE);

        assertThat(exec("sh", "-c", "echo $CACHE_SIZE").strip()).isEqualTo("3000");
        assertThat(exec("swarm-memory", "retrieve", "test-key").strip()).isEqualTo("{\"data\":\"test\"}");
    }

    @Test
    @Order(9)
    void shouldNotRestartThePodWhenTheOperatorRestarts() {
        var before = podUid();
        operator.restart();

        cluster.kubectl("label", "sms", STORE, "-n", NAMESPACE, "example.com/touched=yes", "--overwrite");
        waitReady("swarmemorystore/" + STORE);

        assertThat(podUid()).isEqualTo(before);
        assertThat(json("get", "pod", POD, "-n", NAMESPACE, "-o", "json")
                        .at("/status/containerStatuses/0/restartCount")
                        .asInt())
                .isZero();
    }

    @Test
    @Order(10)
    void shouldGrowTheClaimAndRestartNothingWhenTheClusterAsksForMore() {
        var before = podUid();
        patchMemory("{\"size\":\"30Gi\"}");

        await("a larger claim")
                .atMost(SOON)
                .until(() -> cluster.kubectl(
                                "get",
                                "pvc",
                                STORE + "-storage",
                                "-n",
                                NAMESPACE,
                                "-o",
                                "jsonpath={.spec.resources.requests.storage}")
                        .equals("30Gi"));
        assertThatThrownBy(() -> patchMemory("{\"size\":\"10Gi\"}"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("memory.size can only grow: 30Gi -> 10Gi");
        assertThat(podUid()).isEqualTo(before);
    }

    @Test
    @Order(11)
    void shouldRemoveTheStoreAndKeepTheClaimWhenMemoryIsSwitchedOff() {
        patchMemory("{\"enableMemoryStore\":false}");

        cluster.kubectl("wait", "--for=delete", "sms/" + STORE, "-n", NAMESPACE, "--timeout=2m");
        cluster.kubectl("wait", "--for=delete", "pod/" + POD, "-n", NAMESPACE, "--timeout=2m");
        waitReady("swarmcluster/my-cluster");

        assertThat(cluster.kubectl(
                        "get",
                        "swc",
                        "my-cluster",
                        "-n",
                        NAMESPACE,
                        "-o",
                        "jsonpath={.status.conditions[?(@.type==\"Ready\")].reason}"))
                .isEqualTo("NoMemoryRequested");
        assertThat(cluster.kubectl("get", "pvc", "-n", NAMESPACE)).containsPattern(STORE + "-storage\\s+Bound");
    }

    @Test
    @Order(12)
    void shouldHaveTheDataBackWhenTheStoreIsCreatedAgain() {
        patchMemory("{\"enableMemoryStore\":true}");

        waitReady("swarmcluster/my-cluster");
        waitReady("swarmemorystore/" + STORE);

        assertThat(exec("swarm-memory", "retrieve", "test-key").strip()).isEqualTo("{\"data\":\"test\"}");
    }

    private void patchMemory(String memory) {
        cluster.kubectl(
                "patch",
                "swarmcluster",
                "my-cluster",
                "-n",
                NAMESPACE,
                "--type=merge",
                "-p",
                "{\"spec\":{\"memory\":" + memory + "}}");
    }

    private void waitReady(String resource) {
        cluster.awaitExists(resource, NAMESPACE);
        cluster.kubectl("wait", "--for=condition=Ready", resource, "-n", NAMESPACE, "--timeout=2m");
    }

    private String exec(String... command) {
        return cluster.exec(NAMESPACE, POD, command);
    }

    private String podUid() {
        return cluster.kubectl("get", "pod", POD, "-n", NAMESPACE, "-o", "jsonpath={.metadata.uid}");
    }

    private void awaitNewPod(String oldUid) {
        await("a new pod")
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(CommandFailed.class)
                .until(() -> !podUid().equals(oldUid));
        cluster.kubectl("wait", "--for=condition=Ready", "pod/" + POD, "-n", NAMESPACE, "--timeout=2m");
    }

    private JsonNode json(String... kubectl) {
        return cluster.kubectlJson(kubectl);
    }
}
