package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskOperationsTest {
    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of());
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    private void create(String id, String more) {
        var answer = clients.http("POST", "/v1/tasks", "{\"id\": \"" + id + "\", \"description\": \"x\"" + more + "}");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    }

    @Test
    void story_overHttp_fromCreationToResult() {
        var swarm = new String[] {"Swarm-Id", "story"};
        var parse = clients.http("POST", "/v1/tasks", """
                {"id": "parse", "description": "Parse it", "priority": "low", "metadata": {"n": 1.50}}""", swarm);
        assertThat(parse.json().at("/status").asText()).isEqualTo("pending");
        assertThat(parse.response().body()).contains("{\"n\": 1.50}");
        clients.http("POST", "/v1/tasks", """
                {"id": "report", "description": "Report", "priority": "critical", "dependencies": ["parse"]}""", swarm);
        var cycle = clients.http("PUT", "/v1/tasks/parse/dependencies", "{\"dependencies\": [\"report\"]}", swarm);
        assertThat(cycle.status()).isEqualTo(409);
        assertThat(cycle.json().at("/detail").asText()).contains("dependencies: parse → report → parse");

        var claimed = clients.http("POST", "/v1/tasks:claim", "{\"agent\": \"w\", \"leaseSeconds\": 60}", swarm)
                .json()
                .at("/task");
        assertThat(claimed.at("/id").asText()).isEqualTo("parse");
        assertThat(clients.http("POST", "/v1/tasks:claim", "{\"agent\": \"v\"}", swarm)
                        .json()
                        .has("task"))
                .isFalse();
        var fence = claimed.at("/lease/fence").asText();
        var progress = clients.http(
                "POST",
                "/v1/tasks/parse/progress",
                "{\"progress\": {\"percent\": 40}, \"fence\": \"" + fence + "\"}",
                swarm);
        assertThat(progress.json().at("/progress/data/percent").asInt()).isEqualTo(40);
        assertThat(progress.json().at("/progress/agent").asText()).isEqualTo("w");

        var unfenced = clients.http("POST", "/v1/tasks/parse/status", "{\"status\": \"completed\"}", swarm);
        assertThat(unfenced.status()).isEqualTo(412);
        var done = clients.http(
                "POST",
                "/v1/tasks/parse/status",
                "{\"status\": \"completed\", \"result\": false, \"fence\": \"" + fence + "\"}",
                swarm);
        assertThat(done.json().at("/result").isBoolean()).isTrue();
        assertThat(done.json().at("/completedAt").asText()).isNotEmpty();
        assertThat(clients.http("POST", "/v1/tasks/parse/status", "{\"status\": \"pending\"}", swarm)
                        .status())
                .isEqualTo(409);

        var next = clients.http("POST", "/v1/tasks/report/claim", "{\"agent\": \"w\"}", swarm);
        assertThat(next.json().at("/status").asText()).isEqualTo("in_progress");
        assertThat(clients.http("GET", "/v1/tasks?status=completed", "", swarm)
                        .json()
                        .at("/tasks/0/id")
                        .asText())
                .isEqualTo("parse");
        assertThat(clients.http("GET", "/v1/tasks?agent=w&priority=critical", "", swarm)
                        .json()
                        .at("/tasks"))
                .hasSize(1);
        assertThat(clients.http("GET", "/v1/tasks/parse", "").status()).isEqualTo(404);
        assertThat(clients.http("GET", "/v1/stats", "", swarm)
                        .json()
                        .at("/tasks")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void operations_overGrpc_answerTheSame() {
        var swarm = new String[] {"swarm-id", "grpc"};
        var made = clients.grpc("TaskService.Create", "{\"description\": \"x\", \"priority\": \"high\"}", swarm);
        var id = made.at("/id").asText();
        assertThat(id).hasSize(36);
        var named = "{\"id\": \"" + id + "\"";
        assertThat(clients.grpc("TaskService.Put", named + ", \"description\": \"y\"}", swarm)
                        .at("/version")
                        .asInt())
                .isEqualTo(2);
        assertThat(clients.grpc("TaskService.Assign", named + ", \"agent\": \"w\"}", swarm)
                        .at("/status")
                        .asText())
                .isEqualTo("assigned");
        clients.grpc("TaskService.SetDependencies", named + ", \"dependencies\": []}", swarm);
        var claimed = clients.grpc("TaskService.ClaimById", named + ", \"agent\": \"w\"}", swarm);
        var held = named + ", \"fence\": \"" + claimed.at("/lease/fence").asText() + "\"";
        assertThat(clients.grpc("TaskService.Renew", held + ", \"leaseSeconds\": 90}", swarm)
                        .at("/lease/fence"))
                .isEqualTo(claimed.at("/lease/fence"));
        clients.grpc("TaskService.ReportProgress", held + ", \"progress\": null}", swarm);
        assertThat(clients.grpc("TaskService.Release", held + "}", swarm)
                        .at("/status")
                        .asText())
                .isEqualTo("assigned");
        assertThat(clients.grpc("TaskService.Claim", "{\"agent\": \"v\"}", swarm)
                        .has("task"))
                .isFalse();
        assertThat(clients.grpc("TaskService.Claim", "{\"agent\": \"w\"}", swarm)
                        .at("/task/attempts")
                        .asInt())
                .isEqualTo(2);
        assertThat(clients.grpc("TaskService.List", "{\"status\": \"in_progress\"}", swarm)
                        .at("/tasks"))
                .hasSize(1);
        assertThat(clients.grpc("TaskService.Get", named + "}", swarm)
                        .at("/progress/data")
                        .isNull())
                .isTrue();
        assertThatThrownBy(
                        () -> clients.grpc("TaskService.UpdateStatus", named + ", \"status\": \"completed\"}", swarm))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("FAILED_PRECONDITION");
        assertThat(clients.grpc("TaskService.Delete", named + "}", swarm)
                        .at("/deleted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void commands_forPeopleAndPrograms() {
        var made = clients.cli(
                "task", "create", "--swarm", "cli", "--id", "t", "--description", "Do it", "--priority", "high");
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).contains("Do it").contains("high");
        var claimed = clients.cli("task", "claim", "--swarm", "cli", "--agent", "w", "--output", "json");
        assertThat(claimed.out()).contains("\"status\":\"in_progress\"");
        assertThat(clients.cli("task", "list", "--swarm", "cli").out()).contains("in_progress");
        assertThat(clients.cli("task", "get", "missing", "--swarm", "cli").code())
                .isNotZero();
    }

    @Test
    void transaction_failingStep_undoesTheClaim() {
        create("tx", ", \"assignedTo\": \"tx-agent\"");
        var answer = clients.http("POST", "/v1/transactions", """
                {"steps": [
                  {"operation": "TaskService.ClaimById", "arguments": {"id": "tx", "agent": "tx-agent"}},
                  {"operation": "TaskService.UpdateStatus", "arguments": {"id": "tx", "status": "completed"}}]}""");
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.json().at("/detail").asText()).startsWith("steps[1].arguments");
        var task = clients.http("GET", "/v1/tasks/tx", "").json();
        assertThat(task.at("/status").asText()).isEqualTo("assigned");
        assertThat(task.at("/attempts").asInt()).isZero();
    }

    @Test
    void lease_runOut_freesTheTaskAtOnce() {
        create("short", ", \"assignedTo\": \"short-agent\"");
        clients.http("POST", "/v1/tasks/short/claim", "{\"agent\": \"short-agent\", \"leaseSeconds\": 1}");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> clients.http("GET", "/v1/tasks/short", "")
                        .json()
                        .at("/status")
                        .asText()
                        .equals("assigned"));
        assertThat(clients.http("POST", "/v1/tasks/short/claim", "{\"agent\": \"short-agent\"}")
                        .json()
                        .at("/attempts")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /v1/tasks | {\"id\": \"bad\"} | 400 | description",
                "POST | /v1/tasks | {\"id\": \"bad\", \"description\": \"\"} | 413 | description: 0 bytes",
                "POST | /v1/tasks | {\"id\": \"bad\", \"description\": 3} | 400 | description: 3 (expected: a string)",
                "POST | /v1/tasks | {\"id\": \"bad\", \"description\": \"x\", \"priority\": \"urgent\"} | 400 |"
                        + " priority: \"urgent\" (expected: critical, high, medium, low)",
                "POST | /v1/tasks | {\"id\": \"bad\", \"description\": \"x\", \"dependencies\": [\"none\"]} | 404 |"
                        + " dependencies[0]: none",
                "POST | /v1/tasks | {\"id\": \"bad\", \"description\": \"x\", \"metadata\": 3} | 400 | metadata: 3",
                "POST | /v1/tasks | {\"id\": \"bad\", \"description\": \"x\", \"prio\": 1} | 400 | prio: (unknown",
                "PUT | /v1/tasks/bad | {\"description\": \"x\", \"dependencies\": [\"bad\"]} | 409 | bad → bad",
                "POST | /v1/tasks:claim | {\"agent\": \"w\", \"leaseSeconds\": 0} | 400 | leaseSeconds: 0 (expected: 1 to 604800)",
                "POST | /v1/tasks:claim | {\"agent\": \"\"} | 400 | agent: (empty)",
                "POST | /v1/tasks/bad/renew | {\"fence\": \"one\"} | 400 | fence: one",
                "POST | /v1/tasks/bad/status | {\"status\": \"done\"} | 400 | status: \"done\" (expected: pending, assigned",
                "POST | /v1/tasks/bad/release | {\"fence\": \"1-1\"} | 404 | id: bad",
                "GET | /v1/tasks?limit=0 | `` | 400 | limit: 0",
                "GET | /v1/tasks?cursor=x | `` | 400 | cursor: x",
            })
    void badRequest_namesWhatIsWrongAndChangesNothing(
            String method, String path, String body, int status, String expected) {
        var answer = clients.http(method, path, body);
        assertThat(answer.json().at("/detail").asText()).contains(expected);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(clients.http("GET", "/v1/tasks/bad", "").status()).isEqualTo(404);
    }
}
