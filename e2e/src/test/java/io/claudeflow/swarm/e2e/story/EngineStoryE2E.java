package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
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
 * What agents do with a store of the cluster beyond entries: tasks, locks, transactions, watches, search, and what its
 * owner does: backup, restore. Pods go in between; what was acknowledged stays.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnTheCluster
class EngineStoryE2E {
    private static final String NAMESPACE = "engine-story";
    private static final String STORE = "engine";
    private static final String POD = STORE + "-0";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String MANIFEST = """
            apiVersion: swarm.claudeflow.io/v1alpha1
            kind: SwarmMemoryStore
            metadata: {name: engine}
            spec: {type: sqlite, swarmId: engine, storageSize: 1Gi, backupOnDelete: false}
            """;

    private final Cluster cluster = Cluster.shared();

    @BeforeAll
    void storeIsReady() {
        InstalledOperator.on(cluster).ensure();
        cluster.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait", "--timeout=2m");
        cluster.kubectl("create", "namespace", NAMESPACE);
        cluster.apply(NAMESPACE, MANIFEST);
        awaitReady();
    }

    @AfterAll
    void cleanUp() {
        cluster.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false");
    }

    @Test
    @Order(1)
    void shouldKeepTheClaimOfATaskOverARestartOfThePod() throws Exception {
        String fence;
        try (var agent = connect()) {
            agent.json("PUT", "/v1/agents/worker", "{\"type\": \"coder\"}");
            agent.json("POST", "/v1/tasks", "{\"id\": \"build\", \"description\": \"build it\"}");
            agent.json(
                    "POST",
                    "/v1/tasks",
                    "{\"id\": \"test\", \"description\": \"test it\", \"dependencies\": [\"build\"]}");
            fence = claim(agent).at("/task/lease/fence").asText();
            assertThat(claim(agent).at("/task").isMissingNode()).isTrue();
        }
        replacePod();
        try (var agent = connect()) {
            assertThat(claim(agent).at("/task").isMissingNode()).isTrue();
            var late = agent.call("POST", "/v1/tasks/build/status", "{\"status\": \"completed\", \"fence\": \"1-1\"}");
            assertThat(late.statusCode()).as(late.body()).isBetween(400, 499);
            agent.json(
                    "POST",
                    "/v1/tasks/build/status",
                    "{\"status\": \"completed\", \"result\": {\"ok\": true}, \"fence\": \"" + fence + "\"}");
            assertThat(claim(agent).at("/task/id").asText()).isEqualTo("test");
        }
    }

    @Test
    @Order(2)
    void shouldRefuseAWriteBehindAnOldLock() throws Exception {
        try (var agent = connect()) {
            var first = lock(agent, "one");
            agent.json("POST", "/v1/locks:release", "{\"key\": \"deploy\", \"token\": \"" + first + "\"}");
            var second = lock(agent, "two");

            var late = agent.call("PUT", entry("state"), "{\"value\": \"one\"}", "If-Fence", "deploy@" + first);
            assertThat(late.statusCode()).as(late.body()).isBetween(400, 499);
            agent.json("PUT", entry("state"), "{\"value\": \"two\"}", "If-Fence", "deploy@" + second);
            assertThat(agent.get("state").path("value").asText()).isEqualTo("two");
        }
        replacePod();
        try (var agent = connect()) {
            assertThat(agent.json("GET", "/v1/locks/deploy", "")
                            .at("/locks/0/owner")
                            .asText())
                    .isEqualTo("two");
        }
    }

    @Test
    @Order(3)
    void shouldApplyATransactionAsAWholeOrNotAtAll() throws Exception {
        try (var agent = connect()) {
            var refused = agent.call("POST", "/v1/transactions", """
                    {"steps": [
                      {"operation": "EntryService.Put", "arguments": {"key": "half", "value": 1}},
                      {"operation": "EntryService.Put", "arguments": {"key": "state", "value": 1, "ifNoneMatch": "*"}}]}
                    """);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(412);
            assertThat(agent.call("GET", entry("half"), "").statusCode()).isEqualTo(404);

            agent.json("POST", "/v1/transactions", """
                    {"steps": [
                      {"operation": "EntryService.Put", "arguments": {"key": "whole", "value": 1}},
                      {"operation": "TaskService.Create", "arguments": {"id": "after", "description": "after it"}}]}
                    """);
            assertThat(agent.get("whole").path("revision").asText())
                    .isEqualTo(agent.json("GET", "/v1/tasks/after", "")
                            .path("revision")
                            .asText());
        }
    }

    @Test
    @Order(4)
    void shouldGoOnWatchingWhereItWasWhenThePodIsReplaced() throws Exception {
        String seen;
        try (var agent = connect()) {
            var tag = agent.put("watched/a", "{\"value\": 1}");
            seen = tag.replace("\"", "");
            agent.put("watched/b", "{\"value\": 2}");
        }
        replacePod();
        try (var agent = connect();
                var events = agent.stream("/v1/watch?namespace=default&pattern=watched/*&from=" + seen)) {
            var event = events.filter(line -> line.path("type").asText().equals("memory_updated"))
                    .findFirst()
                    .orElseThrow();
            assertThat(event.path("key").asText()).isEqualTo("watched/b");
        }
    }

    @Test
    @Order(5)
    void shouldFindWordsOfTheWriteBefore() throws Exception {
        try (var agent = connect()) {
            var tag = agent.put("notes/1", "{\"value\": \"The zebra crosses the river at dawn\"}");
            var found = agent.json(
                    "POST",
                    "/v1/search",
                    "{\"query\": \"river zebra\", \"minRevision\": \"" + tag.replace("\"", "") + "\"}");
            assertThat(found.at("/hits/0/key").asText()).isEqualTo("notes/1");
        }
    }

    @Test
    @Order(6)
    void shouldReturnToABackupWithANewEpoch() throws Exception {
        try (var agent = connect()) {
            agent.put("before", "{\"value\": \"kept\"}");
        }
        assertThat(exec("swarm-memory", "backup", "monday.db")).contains("monday.db");
        String tag;
        try (var agent = connect()) {
            tag = agent.put("before", "{\"value\": \"overwritten\"}");
        }

        exec("swarm-memory", "restore", "monday.db");

        await("the restored data").atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            try (var agent = connect()) {
                assertThat(agent.get("before").path("value").asText()).isEqualTo("kept");
                var conditional = agent.call("PUT", entry("before"), "{\"value\": 1}", "If-Match", tag);
                assertThat(conditional.statusCode()).as(conditional.body()).isEqualTo(412);
            }
        });
    }

    @Test
    @Order(7)
    void shouldRestoreAtTheStartWhatLiesInTheDirectoryForIt() throws Exception {
        exec("swarm-memory", "backup", "tuesday.db");
        try (var agent = connect()) {
            agent.put("before", "{\"value\": \"after tuesday\"}");
        }
        exec(
                "sh",
                "-c",
                "mkdir -p /data/memory/restore && cp \"$(find /data -name tuesday.db)\" /data/memory/restore/");

        replacePod();

        try (var agent = connect()) {
            assertThat(agent.get("before").path("value").asText()).isEqualTo("kept");
        }
        assertThat(exec("ls", "/data/memory/restore")).contains(".restored-");
        assertThat(exec("sqlite3", "/data/memory/swarm-memory.db", "PRAGMA integrity_check"))
                .startsWith("ok");
    }

    private Agent connect() {
        return Agent.connect(cluster, NAMESPACE, STORE);
    }

    private static JsonNode claim(Agent agent) throws Exception {
        return agent.json("POST", "/v1/tasks:claim", "{\"agent\": \"worker\", \"leaseSeconds\": 3600}");
    }

    private static String lock(Agent agent, String owner) throws Exception {
        return agent.json(
                        "POST",
                        "/v1/locks",
                        "{\"key\": \"deploy\", \"owner\": \"" + owner + "\", \"leaseSeconds\": 3600}")
                .path("token")
                .asText();
    }

    private static String entry(String key) {
        return "/v1/namespaces/default/entries/" + key;
    }

    private String exec(String... command) {
        return cluster.exec(NAMESPACE, POD, command);
    }

    private void replacePod() {
        var before = podUid();
        cluster.kubectl("delete", "pod", POD, "-n", NAMESPACE, "--wait", "--timeout=1m");
        await("a new pod")
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(CommandFailed.class)
                .until(() -> !podUid().equals(before));
        cluster.kubectl("wait", "--for=condition=Ready", "pod/" + POD, "-n", NAMESPACE, "--timeout=2m");
        awaitReady();
    }

    private String podUid() {
        return cluster.kubectl("get", "pod", POD, "-n", NAMESPACE, "-o", "jsonpath={.metadata.uid}");
    }

    private void awaitReady() {
        var store = "swarmemorystore/" + STORE;
        cluster.awaitExists(store, NAMESPACE);
        cluster.kubectl("wait", "--for=condition=Ready", store, "-n", NAMESPACE, "--timeout=2m");
    }
}
