package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The example with a declared entry and a task, as a user and an agent see it. Later steps rest on earlier ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnTheCluster
class TaskStoryE2E {
    private static final String NAMESPACE = "claude-flow-swarm";
    private static final String POD = "atlas-memory-0";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final Cluster cluster = Cluster.shared();
    private final InstalledOperator operator = InstalledOperator.on(cluster);

    @BeforeAll
    void operatorIsInstalled() {
        operator.ensure();
        cleanUp("--wait", "--timeout=2m");
    }

    @AfterAll
    void cleanUp() {
        cleanUp("--wait=false");
    }

    private void cleanUp(String... options) {
        var command = new ArrayList<String>();
        command.add("delete");
        command.add("namespace");
        command.add(NAMESPACE);
        command.add("claude-flow-hivemind");
        command.add("--ignore-not-found");
        command.addAll(List.of(options));
        cluster.kubectl(command.toArray(String[]::new));
    }

    @Test
    @Order(1)
    void shouldBecomeReadyWhenTheWholeExampleIsApplied() {
        var example = cluster.root().resolve("examples/swarm-with-tasks.yaml").toString();
        cluster.kubectl("apply", "--validate=strict", "-f", example);

        for (var resource :
                new String[] {"swarmcluster/atlas", "sms/atlas-memory", "swarmmemory/first-lesson", "swarmtask/survey"
                }) {
            cluster.awaitExists(resource, NAMESPACE);
            cluster.kubectl("wait", "--for=condition=Ready", resource, "-n", NAMESPACE, "--timeout=3m");
        }
        assertThat(cluster.kubectl("get", "smem", "-n", NAMESPACE))
                .containsPattern("NAME\\s+READY\\s+STORE\\s+NAMESPACE\\s+KEY\\s+TYPE\\s+SIZE\\s+AGE")
                .containsPattern("first-lesson\\s+True\\s+atlas-memory\\s+lessons\\s+batching\\s+pattern");
        assertThat(cluster.kubectl("get", "swt", "-n", NAMESPACE))
                .containsPattern("survey\\s+True\\s+atlas-memory\\s+analysis\\s+Pending");
        assertThat(cluster.exec(NAMESPACE, POD, "swarm-memory", "retrieve", "batching", "--namespace", "lessons"))
                .contains("one atomic batch");
    }

    @Test
    @Order(2)
    void shouldFollowAnAgentThatClaimsAndCompletes() throws JsonProcessingException {
        var claimed = 0;
        for (var task = claim(); task.has("id"); task = claim()) {
            claimed++;
            if (task.path("id").asText().matches("survey-[0-9a-f]{8}")) {
                await("claimed").atMost(SOON).until(() -> status("claimedBy").equals("cartographer"));
            }
            ask(
                    "POST",
                    "/v1/tasks/" + task.path("id").asText() + "/status",
                    "{\"status\":\"completed\",\"result\":\"ten lines\",\"fence\":\""
                            + task.path("lease").path("fence").asText() + "\"}");
        }
        assertThat(claimed).isEqualTo(3);

        cluster.kubectl("wait", "--for=condition=Succeeded", "swarmtask/survey", "-n", NAMESPACE, "--timeout=2m");
        assertThat(status("phase")).isEqualTo("Completed");
        assertThat(status("result")).isEqualTo("\"ten lines\"");
        assertThat(status("claimedBy")).isEqualTo("cartographer");
    }

    @Test
    @Order(3)
    void shouldRepairAnEntryThatWasEditedByHand() {
        cluster.exec(
                NAMESPACE, POD, "swarm-memory", "store", "batching", "{\"lesson\":\"none\"}", "--namespace", "lessons");

        operator.restart();

        await("repaired")
                .atMost(SOON)
                .until(() -> cluster.exec(
                                NAMESPACE, POD, "swarm-memory", "retrieve", "batching", "--namespace", "lessons")
                        .contains("one atomic batch"));
        assertThat(cluster.kubectl("get", "events", "-n", NAMESPACE)).contains("EntryRepaired");
    }

    @Test
    @Order(4)
    void shouldRemoveTheEntryWithItsResource() {
        cluster.kubectl("delete", "swarmmemory", "first-lesson", "-n", NAMESPACE, "--timeout=1m");

        assertThat(cluster.exec(NAMESPACE, POD, "swarm-memory", "list", "--namespace", "lessons"))
                .doesNotContain("batching");
        cluster.kubectl("delete", "swarmtask", "survey", "-n", NAMESPACE, "--timeout=1m");
    }

    private JsonNode claim() throws JsonProcessingException {
        return ask("POST", "/v1/tasks:claim", "{\"agent\":\"cartographer\"}").path("task");
    }

    private JsonNode ask(String method, String path, String body) throws JsonProcessingException {
        return JSON.readTree(cluster.exec(
                NAMESPACE,
                POD,
                "curl",
                "-sS",
                "--fail-with-body",
                "-X",
                method,
                "-H",
                "Content-Type: application/json",
                "-d",
                body,
                "localhost:8080" + path));
    }

    private String status(String field) {
        return cluster.kubectl("get", "swt", "survey", "-n", NAMESPACE, "-o", "jsonpath={.status." + field + "}");
    }
}
