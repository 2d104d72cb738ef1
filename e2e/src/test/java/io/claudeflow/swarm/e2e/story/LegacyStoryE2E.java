package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What six earlier memories left on a claim becomes the memory of a store. Later steps rest on earlier ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnTheCluster
class LegacyStoryE2E {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    private final Cluster cluster = Cluster.shared();
    private final InstalledOperator operator = InstalledOperator.on(cluster);
    private final String namespace = cluster.newNamespace("legacy");

    @BeforeAll
    void anOldMemoryLiesOnAClaim() throws IOException {
        operator.ensure();
        claim("old");
        cluster.apply(namespace, JSON.writeValueAsString(filler()));
        cluster.kubectl(
                "wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/filler", "-n", namespace, "--timeout=3m");
        cluster.kubectl("delete", "pod", "filler", "-n", namespace);
    }

    @AfterAll
    void cleanUp() {
        cluster.deleteNamespace(namespace);
    }

    private void claim(String name) {
        cluster.apply(namespace, """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 64Mi}}}
                """.formatted(name));
    }

    private static Map<String, Object> filler() throws IOException {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", "filler"),
                "spec",
                Map.of(
                        "restartPolicy",
                        "Never",
                        "securityContext",
                        Map.of("runAsUser", 10001, "runAsGroup", 10001, "fsGroup", 10001),
                        "containers",
                        List.of(Map.of(
                                "name",
                                "filler",
                                "image",
                                Cluster.memoryImage(),
                                "command",
                                List.of("sh", "-c", script()),
                                "workingDir",
                                "/legacy",
                                "volumeMounts",
                                List.of(Map.of("name", "legacy", "mountPath", "/legacy")))),
                        "volumes",
                        List.of(Map.of("name", "legacy", "persistentVolumeClaim", Map.of("claimName", "old")))));
    }

    private static String script() throws IOException {
        try (var script = LegacyStoryE2E.class.getResourceAsStream("/legacy/fill.sh")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private JsonNode status() {
        return cluster.kubectlJson("get", "sms", "s", "-n", namespace, "-o", "json")
                .path("status");
    }

    private String reason(String type) {
        for (var condition : status().path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("reason").asText();
            }
        }
        return "";
    }

    private void patch(String spec) {
        cluster.kubectl("patch", "sms", "s", "-n", namespace, "--type=merge", "-p", "{\"spec\":" + spec + "}");
    }

    private String retrieve(String key, String from) {
        return cluster.exec(namespace, "s-0", "swarm-memory", "retrieve", key, "--namespace", from)
                .strip();
    }

    @Test
    @Order(1)
    void shouldImportEveryKnownFormatOnceTheStoreServes() {
        cluster.apply(namespace, """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryStore
                metadata: {name: s}
                spec: {storageSize: 64Mi, migrateFromLegacy: true, legacyDataPVC: old}
                """);
        cluster.awaitExists("sms/s", namespace);
        cluster.kubectl("wait", "--for=condition=Ready", "sms/s", "-n", namespace, "--timeout=3m");
        cluster.kubectl("wait", "--for=condition=Migrated", "sms/s", "-n", namespace, "--timeout=5m");

        var migration = status().path("migration");
        var formats = new TreeSet<String>();
        migration
                .path("sources")
                .forEach(source -> formats.add(source.path("format").asText()));
        assertThat(formats)
                .containsExactlyInAnyOrder(
                        "e1", "hive", "hive-memories", "json-entries", "json-keyed", "json-namespaces");
        assertThat(migration.path("rows").asInt()).as(migration.toString()).isEqualTo(10);
        assertThat(migration.path("errors").asInt()).isZero();
        assertThat(status().path("migrationCompleted").asBoolean()).isTrue();
        assertThat(cluster.kubectl("get", "events", "-n", namespace)).contains("MigrationSucceeded");

        assertThat(retrieve("greeting", "default")).isEqualTo("hello");
        assertThat(retrieve("plan/1", "sparc")).contains("\"step\"");
        assertThat(retrieve("finding", "research")).isEqualTo("{\"a\":1}");
        assertThat(retrieve("keyed", "default")).isEqualTo("{\"b\":2}");
        assertThat(retrieve("shipped", "tools")).isEqualTo("as it was");
        assertThat(retrieve("swarm-1/lesson", "hive:knowledge")).contains("test first");
        assertThat(retrieve("remembered", "hive-mind")).isEqualTo("well");
    }

    @Test
    @Order(2)
    void shouldChangeNothingWhenItIsAskedAgain() {
        cluster.exec(namespace, "s-0", "swarm-memory", "store", "greeting", "changed since");
        patch("{\"migrationRequest\":\"again\"}");

        await("the second request")
                .atMost(SOON)
                .until(() -> status().at("/migration/request").asText().startsWith("2-")
                        && !status().at("/migration/result").asText().isEmpty());
        assertThat(retrieve("greeting", "default"))
                .as("what is there is left alone")
                .isEqualTo("changed since");
        assertThat(retrieve("remembered", "hive-mind")).isEqualTo("well");
        await("no Job is left")
                .atMost(SOON)
                .until(() -> reason("Migrated").equals("MigratedWithErrors")
                        || cluster.kubectl("get", "jobs", "-n", namespace, "-o", "name")
                                .isBlank());
    }

    @Test
    @Order(3)
    void shouldServeWithoutAClaimThatIsMissingAndFindItWhenItAppears() {
        patch("{\"legacyDataPVC\":\"later\"}");
        await("the missing claim").atMost(SOON).until(() -> reason("Migrated").equals("LegacyClaimNotFound"));
        cluster.kubectl("wait", "--for=condition=Ready", "sms/s", "-n", namespace, "--timeout=3m");

        claim("later");
        await("an empty claim is told")
                .atMost(Duration.ofMinutes(6))
                .until(() -> reason("Migrated").equals("NothingToMigrate"));
        cluster.kubectl("wait", "--for=condition=Ready", "sms/s", "-n", namespace, "--timeout=3m");
        assertThat(retrieve("shipped", "tools")).isEqualTo("as it was");
    }
}
