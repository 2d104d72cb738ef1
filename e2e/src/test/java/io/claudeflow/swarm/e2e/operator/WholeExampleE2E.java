package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code examples/swarm-with-tasks.yaml} as it stands: taken under strict validation, ready, worked on, taken back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeExampleE2E {
    private static final Path EXAMPLE = Path.of("..", "examples", "swarm-with-tasks.yaml");
    private static final String SWARM = "atlas";

    private MemoryProcess memory;
    private OperatorFixture fixture;

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

    @Test
    void theWholeExampleIsTakenBecomesReadyAndIsWorkedOn() throws IOException {
        var here = Actors.of(fixture.admin, "claude-flow-swarm");
        try (var yaml = Files.newInputStream(EXAMPLE)) {
            for (var document : fixture.admin.load(yaml).items()) {
                fixture.admin
                        .resource(document)
                        .fieldValidation(Validation.STRICT)
                        .create();
            }
        }
        here.serve("atlas-memory");
        soon("cluster ready").until(() -> reason(here.cluster(SWARM), "Ready").equals("StoreReady"));
        assertThat(message(here.cluster(SWARM), "SettingsIgnored"))
                .contains("spec.githubApp", "spec.agentTemplate", "spec.autoscaling", "spec.neural", "spec.monitoring");
        soon("entry ready")
                .until(() -> reason(here.memory("first-lesson"), "Ready").equals("Synced"));
        soon("task ready").until(() -> reason(here.task("survey"), "Ready").equals("Recorded"));
        var lesson = memory.ask(SWARM, "GET", "/v1/namespaces/lessons/entry?key=batching", null);
        assertThat(lesson.path("value").path("confidence").asDouble()).isEqualTo(0.8);
        assertThat(lesson.path("encoding").asText()).isEqualTo("json");

        var parts = new ArrayList<String>();
        for (JsonNode task = claim(); !task.isMissingNode() && !task.isNull(); task = claim()) {
            parts.add(task.path("id").asText().replaceFirst("^survey-[0-9a-f]{8}", ""));
            complete(task);
        }
        assertThat(parts).hasSize(3).contains(".read-code", ".read-issues").endsWith("");
        soon("done").until(() -> reason(here.task("survey"), "Succeeded").equals("Completed"));
        List<Map<String, Object>> subtasks = here.task("survey").get().get("status", "subtasks");
        assertThat(subtasks).extracting(subtask -> subtask.get("phase")).containsExactly("Completed", "Completed");

        here.memory("first-lesson").delete();
        soon("entry gone").until(() -> memory.status(SWARM, "GET", "/v1/namespaces/lessons/entry?key=batching") == 404);
    }

    private JsonNode claim() {
        return memory.ask(SWARM, "POST", "/v1/tasks:claim", "{\"agent\": \"cartographer\"}")
                .path("task");
    }

    private void complete(JsonNode task) {
        memory.ask(
                SWARM,
                "POST",
                "/v1/tasks/" + task.path("id").asText() + "/status",
                "{\"status\": \"completed\", \"result\": \"ten lines\", \"fence\": \""
                        + task.path("lease").path("fence").asText() + "\"}");
    }
}
