package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Tasks in a memory service that really runs, and agents that work on them. Each test has a swarm of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskE2E {
    private MemoryProcess memory;
    private OperatorFixture fixture;
    private Actors here;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        memory = MemoryProcess.start();
        fixture = OperatorFixture.start(memory);
    }

    @AfterAll
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
        if (memory != null) {
            memory.close();
        }
    }

    @BeforeEach
    void enter(TestInfo test) {
        here = fixture.enter(test);
        here.applyStore("s", "{swarmId: " + here.namespace + "}");
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    private void recorded(String name) {
        soon(name + " recorded").until(() -> reason(here.task(name), "Ready").equals("Recorded"));
    }

    private String status(String name, String field) {
        return String.valueOf(here.task(name).get().<Object>get("status", field));
    }

    private JsonNode claim(String agent) {
        return memory.ask(here.namespace, "POST", "/v1/tasks:claim", "{\"agent\": \"" + agent + "\"}")
                .path("task");
    }

    private JsonNode move(JsonNode task, String status, String result) {
        return memory.ask(
                here.namespace,
                "POST",
                "/v1/tasks/" + task.path("id").asText() + "/status",
                "{\"status\": \"" + status + "\", \"result\": " + result + ", \"fence\": \""
                        + task.path("lease").path("fence").asText() + "\"}");
    }

    private JsonNode stored(String id) {
        return memory.ask(here.namespace, "GET", "/v1/tasks/" + id, null);
    }

    @Test
    void anAgentClaimsAndCompletesItAndTheStatusFollows() throws IOException {
        here.applyTask("t", """
                {storeRef: {name: s}, type: review, priority: high, description: Look at it., repositories: [a/b],
                 requiredCapabilities: [reading], parameters: {depth: 2.5, nested: {list: [1, {a: null}]}}}""");
        recorded("t");
        assertThat(status("t", "phase")).isEqualTo("Pending");
        assertThat(reason(here.task("t"), "Succeeded")).isEqualTo("Pending");
        var id = status("t", "task");
        assertThat(id).startsWith("t-");
        assertThat(stored(id).path("priority").asText()).isEqualTo("high");
        assertThat(stored(id).path("metadata").path("parameters").toString())
                .isEqualTo("{\"depth\":2.5,\"nested\":{\"list\":[1,{\"a\":null}]}}");
        assertThat(stored(id).path("metadata").path("repositories").toString()).isEqualTo("[\"a/b\"]");
        soon("silence").during(Duration.ofSeconds(5)).until(fixture::writesOfTheOperator, new Steady<>());
        assertThat(stored(id).path("version").asInt()).isEqualTo(1);

        var claimed = claim("coder-1");
        assertThat(claimed.path("id").asText()).isEqualTo(id);
        soon("claimed").until(() -> status("t", "claimedBy").equals("coder-1"));
        assertThat(status("t", "phase")).isEqualTo("InProgress");
        memory.ask(
                here.namespace,
                "POST",
                "/v1/tasks/" + id + "/progress",
                "{\"progress\": {\"percent\": 40}, \"fence\": \""
                        + claimed.path("lease").path("fence").asText() + "\"}");
        soon("progress").until(() -> status("t", "progress").equals("40%"));

        move(claimed, "completed", "{\"odd\": 0}");
        soon("completed").until(() -> reason(here.task("t"), "Succeeded").equals("Completed"));
        assertThat(here.task("t").get().<Map<String, Object>>get("status"))
                .containsEntry("phase", "Completed")
                .containsEntry("claimedBy", "coder-1")
                .containsEntry("attempts", 1)
                .containsEntry("result", "{\"odd\":0}")
                .containsKey("completedAt");
        assertThat(here.events("t")).contains("TaskRecorded", "TaskClaimed", "TaskCompleted");

        assertThatThrownBy(() -> here.task("t").editStatus(found -> {
                    found.setAdditionalProperty("status", Map.of("phase", "Pending"));
                    return found;
                }))
                .hasMessageContaining("a task that is over stays so");
        memory.ask(here.namespace, "DELETE", "/v1/tasks/" + id, null);
        soon("what is over stays so").during(Duration.ofSeconds(5)).until(fixture::writesOfTheOperator, new Steady<>());
        assertThat(memory.status(here.namespace, "GET", "/v1/tasks/" + id)).isEqualTo(404);
        here.task("t").delete();
        soon("gone").until(() -> here.task("t").get() == null);
    }

    @Test
    void subtasksComeFirstInTheirOrder() {
        here.applyTask("t", """
                {storeRef: {name: s}, description: All of it., subtasks: [{name: second, dependsOn: [first]},
                 {name: first, type: analysis, description: Begin., requiredCapabilities: [x]}]}""");
        recorded("t");
        assertThat(message(here.task("t"), "Succeeded")).startsWith("0 of 2 subtasks");

        for (var step : List.of("first", "second")) {
            var task = claim("agent-" + step);
            assertThat(task.path("id").asText()).isEqualTo(status("t", "task") + "." + step);
            assertThat(claim("idler").path("id").isMissingNode())
                    .as("the rest waits")
                    .isTrue();
            move(task, "completed", "1");
        }
        soon("subtasks followed").until(() -> phases("t").equals(List.of("Completed", "Completed")));
        assertThat(status("t", "phase")).isEqualTo("Pending");
        move(claim("last"), "failed", "\"no paper\"");
        soon("failed").until(() -> reason(here.task("t"), "Succeeded").equals("TaskFailed"));

        memory.ask(here.namespace, "POST", "/v1/tasks/" + status("t", "task") + "/status", "{\"status\": \"pending\"}");
        move(claim("last"), "completed", "\"with paper\"");
        soon("completed").until(() -> reason(here.task("t"), "Succeeded").equals("Completed"));
        assertThat(status("t", "result")).isEqualTo("\"with paper\"");
    }

    private List<String> phases(String name) {
        List<Map<String, Object>> subtasks = here.task(name).get().get("status", "subtasks");
        return subtasks.stream()
                .map(subtask -> String.valueOf(subtask.get("phase")))
                .toList();
    }

    @Test
    void aResourceThatGoesTakesItsUnfinishedWorkAlong() {
        here.applyTask("t", "{storeRef: {name: s}, description: d, subtasks: [{name: a}, {name: b}]}");
        recorded("t");
        var id = status("t", "task");
        var claimed = claim("coder-1");
        move(claim("coder-2"), "completed", "1");
        soon("seen").until(() -> phases("t").contains("Completed"));

        here.task("t").delete();
        soon("gone").until(() -> here.task("t").get() == null);

        assertThat(stored(id).path("status").asText()).isEqualTo("cancelled");
        assertThat(stored(claimed.path("id").asText()).path("status").asText()).isEqualTo("cancelled");
        assertThat(List.of(stored(id + ".a"), stored(id + ".b")))
                .extracting(task -> task.path("status").asText())
                .containsExactlyInAnyOrder("cancelled", "completed");
        assertThat(here.events("t")).contains("TaskCancelled");

        here.applyTask("t", "{storeRef: {name: s}, description: once more}");
        recorded("t");
        assertThat(status("t", "task")).isNotEqualTo(id);
    }

    @Test
    void anEditReachesTheMemoryAndALostTaskIsRecordedAgain() {
        here.applyTask("t", "{storeRef: {name: s}, description: d, parameters: {a: 1}}");
        recorded("t");
        var id = status("t", "task");

        here.applyTask("t", "{storeRef: {name: s}, description: d, parameters: {a: 2}}");
        soon("edited")
                .until(() ->
                        stored(id).path("metadata").path("parameters").path("a").asInt() == 2);
        recorded("t");

        memory.ask(here.namespace, "DELETE", "/v1/tasks/" + id, null);
        soon("again").until(() -> memory.status(here.namespace, "GET", "/v1/tasks/" + id) == 200);
        soon("told").until(() -> here.events("t").contains("TaskRecordedAgain"));

        fixture.stopOperator();
        fixture.startOperator();
        soon("one task, whoever asks")
                .during(Duration.ofSeconds(5))
                .until(() -> memory.ask(here.namespace, "GET", "/v1/tasks", null)
                                .path("tasks")
                                .size()
                        == 1);
        assertThat(stored(id).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void aCircleIsToldAndAMissingStoreHeals() {
        here.applyTask("t", """
                {storeRef: {name: s}, description: d,
                 subtasks: [{name: a, dependsOn: [b]}, {name: b, dependsOn: [a]}, {name: c}]}""");
        soon("told").until(() -> reason(here.task("t"), "Ready").equals("InvalidSpec"));
        assertThat(message(here.task("t"), "Ready")).contains("a, b").contains("circle");

        here.applyTask("early", "{swarmCluster: later, description: d}");
        soon("waits").until(() -> reason(here.task("early"), "Ready").equals("StoreNotFound"));
        here.task("early").delete();
        soon("nothing holds it").until(() -> here.task("early").get() == null);
    }
}
