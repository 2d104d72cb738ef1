package io.claudeflow.swarm.memory.cli;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.memory.legacy.Databases;
import io.claudeflow.swarm.memory.operation.ServiceClients;
import io.claudeflow.swarm.memory.operation.ServiceClients.Printed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate} as the Job runs it: a read-only directory of every sort, into a running service. */
class MigrateJobTest {
    @TempDir
    private Path legacy;

    @TempDir
    private Path data;

    @TempDir
    private Path work;

    private ServiceClients clients;

    @BeforeEach
    void prepare() throws IOException {
        clients = ServiceClients.start(data, Map.of());
        Files.writeString(legacy.resolve("memory-store.json"), """
                {"default": [{"key": "j1", "value": {"a": 1}, "namespace": "default", "timestamp": 1752018127114},
                             {"key": "odd %_*?:/ key", "value": "text", "namespace": "default",
                              "timestamp": 1752018127114}]}""");
        Files.writeString(legacy.resolve("memory.json"), """
                {"agents": [{"id": "j-agent", "type": "coder", "capabilities": ["java"]}],
                 "tasks": [{"id": "j-task", "type": "task", "description": "write it", "status": "pending"}]}""");
        Files.writeString(legacy.resolve("entries.json"), """
                [{"id": "x", "key": "j3", "value": "v", "namespace": "n", "createdAt": "2025-07-08T00:00:00Z"}]""");
        database(
                legacy.resolve("memory.db"),
                Databases.SHIPPED,
                "INSERT INTO memory_entries (key, value, updated_at) VALUES ('e1', 'v', 1752018127)",
                "INSERT INTO memory_entries (key, value, updated_at, expires_at) VALUES ('old', 'v', 1, 2)");
        database(
                legacy.resolve("unified.db"),
                List.of(Databases.UNIFIED),
                "INSERT INTO memory_entries (key, value, timestamp) VALUES ('e3', 'v', 1752018127114)");
        database(
                legacy.resolve("hive.db"),
                Databases.HIVE,
                "INSERT INTO collective_memory (id, swarm_id, key, value, type) VALUES"
                        + " ('m1', 's1', 'h1', '{\"x\":1}', 'knowledge')",
                "INSERT INTO agents (id, swarm_id, name, type, status, capabilities) VALUES"
                        + " ('h-a1', 's1', 'Ann', 'coder', 'idle', '[\"js\", \"\"]'),"
                        + " ('h-a2', 's1', 'Bob', 'tester', NULL, NULL)",
                "INSERT INTO tasks (id, swarm_id, agent_id, description, status, priority, result, completed_at) VALUES"
                        + " ('h-t1', 's1', 'h-a1', 'do it', 'completed', 5, '{\"ok\":true}', '2026-01-02 00:00:00'),"
                        + " ('h-t2', 's1', NULL, NULL, 'in_progress', NULL, NULL, NULL)");
        database(
                legacy.resolve("full.db"),
                Databases.HIVE_FULL,
                "INSERT INTO tasks (id, swarm_id, description, priority, strategy, status, dependencies,"
                        + " assigned_agents) VALUES"
                        + " ('f-t1', 's1', 'second', 'high', 'parallel', 'pending', '[\"f-t2\",\"absent\"]',"
                        + " '[\"h-a1\"]'),"
                        + " ('f-t2', 's1', 'first', 'critical', 'parallel', 'queued', NULL, NULL)",
                "INSERT INTO memory (key, namespace, value) VALUES ('f1', 'hive-mind', '2.0.0')");
        database(
                legacy.resolve("operator.db"),
                Databases.OPERATOR,
                "INSERT INTO memory_store (key, namespace, value) VALUES ('o1', 'n', '{\"v\":1}')",
                "INSERT INTO swarm_agents (agent_id, swarm_id, type) VALUES ('o-a1', 's1', 'coder')",
                "INSERT INTO swarm_tasks (task_id, swarm_id, description, status) VALUES ('o-t1', 's1', 'd', 'failed')",
                "INSERT INTO swarm_patterns (pattern_id, swarm_id, type, data) VALUES"
                        + " ('o-p1', 's1', 'x', '{\"d\":1}')");
        database(
                legacy.resolve("python.db"),
                Databases.PYTHON,
                "INSERT INTO coordination_state (swarm_id, state_type, state_data) VALUES ('s', 't', '{\"a\":1}')");
        database(
                legacy.resolve("twelve.db"),
                Databases.TWELVE_TABLES,
                "INSERT INTO memory_store (key, value) VALUES ('t1', 'v')",
                "INSERT INTO agents (id, type, state) VALUES ('t-a1', 'coder', 'idle')",
                "INSERT INTO tasks (id, description) VALUES ('t-t1', 'do it')",
                "INSERT INTO agent_memory (agent_id, key, value) VALUES ('t-a1', 'note', 'v')",
                "INSERT INTO events (type, source, data) VALUES ('spawned', 't-a1', '{}')");
        Files.writeString(legacy.resolve("broken.json"), "{\"default\": [{\"key\": ");
    }

    @AfterEach
    void stop() {
        clients.close();
    }

    private Path log() {
        return work.resolve("termination-log");
    }

    private JsonNode words() throws IOException {
        assertThat(Files.size(log())).isLessThanOrEqualTo(LastWords.MAX_BYTES);
        return new JsonMapper().readTree(Files.readString(log()));
    }

    private Printed migrate(String... more) {
        var arguments = new ArrayList<>(List.of(
                "migrate", "--output", "json", "--work-dir", work.toString(), "--termination-log", log().toString()));
        try (var files = Files.list(legacy)) {
            files.sorted().forEach(file -> arguments.addAll(List.of("--source", file.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        arguments.addAll(List.of(more));
        return clients.cli(arguments.toArray(String[]::new));
    }

    private JsonNode get(String path) {
        return clients.http("GET", path, "").json();
    }

    @Test
    void everyKnownFormat_isImportedOnce() throws IOException {
        var dry = migrate("--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        int expected = words().get("imported").asInt();
        assertThat(get("/v1/stats").get("entries").asInt()).isZero();
        assertThat(get("/v1/stats").get("tasks").asInt()).isZero();

        var printed = migrate();
        assertThat(printed.code()).as(printed.err() + printed.out()).isZero();
        var words = words();
        assertThat(words.get("result").asText()).isEqualTo("migrated");
        assertThat(words.get("status").asText()).isEqualTo("with_errors");
        assertThat(words.get("imported").asInt()).isEqualTo(expected);
        assertThat(words.get("expired").asInt()).isEqualTo(1);
        var formats = new TreeSet<String>();
        words.get("sources").forEach(source -> source.get("formats").forEach(format -> formats.add(format.asText())));
        assertThat(formats)
                .contains(
                        "e1",
                        "e3",
                        "e5",
                        "hive",
                        "hive-full",
                        "operator-store",
                        "twelve-tables",
                        "json-namespaces",
                        "json-agents",
                        "json-entries");
        assertThat(words.get("errors").toString()).contains("broken.json");
        assertThat(printed.out())
                .as("the whole report is in the log of the Job")
                .contains("durationSeconds", "hive.db");

        var stats = get("/v1/stats");
        assertThat(stats.get("agents").asInt()).isEqualTo(5);
        assertThat(stats.get("tasks").asInt()).isEqualTo(7);
        assertThat(stats.get("entries").asInt() + 5 + 7).isEqualTo(expected);
        assertThat(get("/v1/namespaces/hive:knowledge/entry?key=s1%2Fh1").get("value"))
                .hasToString("{\"x\":1}");

        long revision = stats.get("revision").asLong();
        assertThat(migrate().code()).as("once more").isZero();
        assertThat(words().get("imported").asInt()).isZero();
        assertThat(words().get("unchanged").asInt()).isEqualTo(expected);
        assertThat(get("/v1/stats").get("entries")).isEqualTo(stats.get("entries"));
        assertThat(get("/v1/tasks/h-t1").get("version").asInt())
                .as("not written again")
                .isEqualTo(2);
        assertThat(get("/v1/stats").get("revision").asLong())
                .as("dependencies are set again, nothing else")
                .isLessThanOrEqualTo(revision + 1);
    }

    @Test
    void agentsAndTasks_areThoseOfTheStore() {
        assertThat(migrate().code()).isZero();
        var agent = get("/v1/agents/h-a1");
        assertThat(agent.get("type").asText()).isEqualTo("coder");
        assertThat(agent.get("name").asText()).isEqualTo("Ann");
        assertThat(agent.get("state").asText()).isEqualTo("idle");
        assertThat(agent.get("capabilities")).hasToString("[\"js\"]");
        assertThat(agent.at("/metadata/swarmId").asText()).isEqualTo("s1");
        assertThat(agent.at("/metadata/_legacy/table").asText()).isEqualTo("agents");
        assertThat(get("/v1/agents/h-a2").get("state").asText()).isEqualTo("active");

        var done = get("/v1/tasks/h-t1");
        assertThat(done.get("status").asText()).isEqualTo("completed");
        assertThat(done.get("result")).hasToString("{\"ok\":true}");
        assertThat(done.get("assignedTo").asText()).isEqualTo("h-a1");
        assertThat(done.at("/metadata/completedAt").isMissingNode()).isFalse();
        var waiting = get("/v1/tasks/h-t2");
        assertThat(waiting.get("status").asText())
                .as("nobody works on it any more")
                .isEqualTo("pending");
        assertThat(waiting.get("description").asText()).isEqualTo("h-t2");
        assertThat(get("/v1/tasks/o-t1").get("status").asText()).isEqualTo("failed");

        var second = get("/v1/tasks/f-t1");
        assertThat(second.get("priority").asText()).isEqualTo("high");
        assertThat(second.get("dependencies")).as("what is there").hasToString("[\"f-t2\"]");
        assertThat(clients.http("POST", "/v1/tasks:claim", "{\"agent\":\"h-a1\"}")
                        .json()
                        .at("/task/id")
                        .asText())
                .as("the task it waits for comes first")
                .isEqualTo("f-t2");
    }

    @Test
    void whatAgentsDidSince_stays() throws IOException {
        migrate();
        clients.http("POST", "/v1/tasks/f-t2/status", "{\"status\":\"completed\"}");
        clients.http("PUT", "/v1/agents/h-a1", "{\"type\":\"architect\"}");
        assertThat(migrate().code()).isZero();
        assertThat(get("/v1/tasks/f-t2").get("status").asText()).isEqualTo("completed");
        assertThat(get("/v1/agents/h-a1").get("type").asText()).isEqualTo("architect");
        assertThat(words().get("conflicts").asInt()).isEqualTo(1);
    }

    @Test
    void embeddings_comeWithTheirEntries_onceAndAgainWhenOneIsMissing() throws IOException {
        database(
                legacy.resolve("content.db"),
                Databases.CONTENT,
                "INSERT INTO memory_entries (id, key, namespace, content, embedding, status, created_at, updated_at)"
                        + " VALUES ('e1', 'north', 'places', 'cold', '[1.0, 0.0]', 'active', 1000, 1000),"
                        + " ('e2', 'south', 'places', 'warm', '[0.0, 1.0]', 'active', 1000, 1000),"
                        + " ('e3', 'deep', 'places', 'dark', '[0.0, 0.0, 1.0]', 'active', 1000, 1000)");
        var printed = migrate();
        assertThat(printed.code()).as(printed.err() + printed.out()).isZero();
        assertThat(printed.out()).contains("its embedding was left out: ").contains("3 numbers");
        assertThat(nearest()).isEqualTo("south");
        assertThat(get("/v1/namespaces/places/entries/deep").get("value").asText())
                .isEqualTo("dark");

        clients.http("DELETE", "/v1/namespaces/places/embeddings/south", "");
        assertThat(nearest()).isEqualTo("north");
        assertThat(migrate().code()).isZero();
        assertThat(words().get("imported").asInt()).isZero();
        assertThat(nearest()).isEqualTo("south");
    }

    private String nearest() {
        return clients.http("POST", "/v1/search", "{\"namespace\": \"places\", \"embedding\": [0.2, 0.9]}")
                .json()
                .at("/hits/0/key")
                .asText();
    }
}
