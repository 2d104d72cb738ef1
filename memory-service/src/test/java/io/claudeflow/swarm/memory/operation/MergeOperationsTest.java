package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merging from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergeOperationsTest {
    private static final String POLICIES = """
            policies:
              - {pattern: count/*, conflict: counter}
              - {pattern: many/*, conflict: multi-value}
              - {pattern: set/*, conflict: or-set}
              - {pattern: merge/*, conflict: merge}
              - {pattern: manual/*, conflict: manual}
            """;

    @TempDir
    private static Path directory;

    private ServiceClients clients;

    @BeforeAll
    void start() throws IOException {
        var file = Files.writeString(directory.resolve("policies.yaml"), POLICIES);
        clients = ServiceClients.start(directory, Map.of("POLICY_FILE", file.toString()));
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    private JsonNode merge(String body, String... headers) {
        var answer = clients.http("POST", "/v1/merges", body, headers);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private String value(String key) {
        return clients.http("GET", "/v1/namespaces/default/entries/" + key.replace("/", "%2F"), "")
                .json()
                .get("value")
                .toString();
    }

    @Test
    void counter_overHttpAndGrpc_countsARepetitionOnce() {
        var first = "{\"key\": \"count/a\", \"value\": 5, \"replica\": \"r1\", \"sequence\": 1}";
        assertThat(merge(first).get("changed").asBoolean()).isTrue();
        assertThat(merge(first).get("changed").asBoolean()).isFalse();
        var second = clients.grpc(
                "MergeService.Apply",
                "{\"key\": \"count/a\", \"value\": 2.5, \"replica\": \"r2\", \"sequence\": 1, \"tags\": [\"t\"]}");
        assertThat(second.at("/entry/value").toString()).isEqualTo("7.5");
        assertThat(second.at("/entry/strategy").asText()).isEqualTo("counter");
        assertThat(second.at("/entry/version").asInt()).isEqualTo(2);
        assertThat(value("count/a")).isEqualTo("7.5");
    }

    @Test
    void multiValue_contextOfAnAnswer_endsTheConflict() {
        merge("{\"key\": \"many/a\", \"value\": \"x\", \"replica\": \"a\"}");
        var both = merge("{\"key\": \"many/a\", \"value\": \"y\", \"replica\": \"b\","
                + " \"writtenAt\": \"2026-01-01T10:00:00.123456Z\"}");
        assertThat(both.at("/entry/value").asText()).isEqualTo("x");
        assertThat(both.at("/entry/conflictValues/0/value").asText()).isEqualTo("y");
        assertThat(both.at("/entry/conflictValues/0/writtenAt").asText()).isEqualTo("2026-01-01T10:00:00.123456Z");
        var one = merge("{\"key\": \"many/a\", \"value\": \"z\", \"replica\": \"c\", \"context\": "
                + both.at("/entry/context") + "}");
        assertThat(one.at("/entry/conflictValues")).isEmpty();
        assertThat(value("many/a")).isEqualTo("\"z\"");
    }

    @Test
    void state_ofOneStore_isMergedIntoAnother() {
        merge("{\"key\": \"set/left\", \"value\": {\"add\": [\"x\", \"y\"]}, \"replica\": \"left\"}");
        merge("{\"key\": \"set/right\", \"value\": {\"add\": [\"z\"]}, \"replica\": \"right\"}");
        var state = clients.http("GET", "/v1/merges?key=set%2Fleft", "").json().get("state");
        assertThat(state.get("type").asText()).isEqualTo("or-set");
        assertThat(clients.grpc("MergeService.GetState", "{\"key\": \"set/left\"}")
                        .get("state"))
                .isEqualTo(state);
        var body = "{\"key\": \"set/right\", \"state\": " + state + "}";
        assertThat(merge(body).at("/entry/value").toString()).isEqualTo("[\"x\",\"y\",\"z\"]");
        assertThat(merge(body).get("changed").asBoolean()).isFalse();
    }

    @Test
    void conflict_waits_isListed_andResolved() {
        merge("{\"key\": \"merge/a\", \"value\": {\"a\": 1, \"b\": 1}}");
        var queued = merge("{\"key\": \"merge/a\", \"value\": {\"a\": 2, \"b\": 1}, \"base\": {\"a\": 0, \"b\": 1}}");
        assertThat(queued.get("queued").asBoolean()).isTrue();
        assertThat(queued.at("/conflict/pointers/0").asText()).isEqualTo("/a");
        long id = queued.at("/conflict/id").asLong();
        var conflict = clients.http("GET", "/v1/conflicts/" + id, "").json();
        assertThat(conflict).isEqualTo(queued.get("conflict"));
        assertThat(clients.grpc("MergeService.GetConflict", "{\"id\": " + id + "}"))
                .isEqualTo(conflict);
        assertThat(clients.http("GET", "/v1/conflicts/" + id, "", "Swarm-Id", "other")
                        .status())
                .isEqualTo(404);
        var listed = clients.http("GET", "/v1/conflicts?limit=1", "").json();
        assertThat(listed.get("conflicts")).hasSize(1);
        assertThat(listed.has("nextCursor")).as("there is no other").isFalse();

        clients.http("PUT", "/v1/namespaces/default/entries/merge%2Fa", "{\"value\": {\"a\": 7}}");
        var take = "{\"take\": \"theirs\"%s}";
        var refused = clients.http("POST", "/v1/conflicts/" + id + "/resolve", take.formatted(""));
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().get("detail").asText())
                .startsWith("revision: ")
                .contains("found: revision ");
        var revision =
                clients.http("GET", "/v1/merges?key=merge%2Fa", "").json().get("revision");
        var resolved =
                clients.http("POST", "/v1/conflicts/" + id + "/resolve", take.formatted(", \"revision\": " + revision));
        assertThat(resolved.json().get("changed").asBoolean()).isTrue();
        assertThat(value("merge/a")).isEqualTo("{\"a\":2,\"b\":1}");
        assertThatThrownBy(() -> clients.grpc("MergeService.Resolve", "{\"id\": " + id + ", \"take\": \"ours\"}"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void conflicts_onTheCommandLine() {
        assertThat(clients.cli("merge", "apply", "--key", "manual/a", "--value", "1")
                        .err())
                .isEmpty();
        var queued = clients.cli("merge", "apply", "--key", "manual/a", "--value", "2", "--output", "json");
        var id = queued.out().replaceAll("(?s).*\"conflict\":\\{\"id\":(\\d+).*", "$1");
        assertThat(clients.cli("merge", "list-conflicts").out()).contains("manual/a");
        assertThat(clients.cli("merge", "resolve", id.strip(), "--take", "other", "--value", "[3]")
                        .err())
                .isEmpty();
        assertThat(value("manual/a")).isEqualTo("[3]");
        var again = clients.cli("merge", "apply", "--key", "manual/a", "--value", "4", "--output", "json");
        var second = again.out()
                .replaceAll("(?s).*\"conflict\":\\{\"id\":(\\d+).*", "$1")
                .strip();
        assertThat(clients.cli("merge", "discard", second, "--output", "json").out())
                .contains("\"found\":true");
        assertThat(clients.grpc("MergeService.Discard", "{\"id\": " + second + "}")
                        .get("found")
                        .asBoolean())
                .isFalse();
        assertThat(clients.grpc("MergeService.ListConflicts", "{}").findValuesAsText("key"))
                .doesNotContain("manual/a");
    }

    @Test
    void merge_asAStepOfATransaction_isDoneOrNot() {
        var steps = "{\"steps\": [{\"operation\": \"MergeService.Apply\", \"arguments\":"
                + " {\"key\": \"count/tx\", \"value\": 1}}, {\"operation\": \"EntryService.Put\", \"arguments\":"
                + " {\"key\": \"tx\", \"value\": 1, \"ifNoneMatch\": \"*\"}}]}";
        assertThat(clients.http("POST", "/v1/transactions", steps).status()).isEqualTo(200);
        assertThat(clients.http("POST", "/v1/transactions", steps).status()).isEqualTo(412);
        assertThat(value("count/tx")).isEqualTo("1");
    }

    @Test
    void swarms_doNotMeet() {
        merge("{\"key\": \"count/s\", \"value\": 1}");
        merge("{\"key\": \"count/s\", \"value\": 5}", "Swarm-Id", "other");
        assertThat(clients.grpc("MergeService.GetState", "{\"key\": \"count/s\"}", "swarm-id", "other")
                        .get("value")
                        .asInt())
                .isEqualTo(5);
        assertThat(value("count/s")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/merges | {\"key\": \"k\"} | either value or state",
                "/v1/merges | {\"key\": \"k\", \"value\": 1, \"state\": {}} | either value or state",
                "/v1/merges | {\"value\": 1} | key",
                "/v1/merges | {\"key\": \"count/a\", \"value\": 1, \"sequence\": 0} | sequence: 0 (expected: 1 or more)",
                "/v1/merges | {\"key\": \"k\", \"value\": 1, \"writtenAt\": \"2999-01-01T00:00:00Z\"} | writtenAt",
                "/v1/merges | {\"key\": \"k\", \"value\": 1, \"ttlSeconds\": -1} | ttlSeconds: -1",
                "/v1/merges | {\"key\": \"k\", \"value\": 1, \"replica\": \"\"} | replica: (empty)",
                "/v1/merges | {\"key\": \"k\", \"value\": 1, \"metadata\": 3} | metadata: a number (expected: an object)",
                "/v1/merges | {\"key\": \"set/bad\", \"value\": 1} | value: a number",
                "/v1/merges | {\"key\": \"set/bad\", \"state\": {\"type\": \"x\"}} | state.type: x",
                "/v1/merges | {\"key\": \"set/bad\", \"state\": 1, \"sequence\": 1} | sequence: (present)",
                "/v1/merges | {\"key\": \"many/bad\", \"value\": 1, \"context\": {\"vector\": 1}} | context",
                "/v1/conflicts/1/resolve | {\"take\": \"both\"} | take: \"both\" (expected: ours, theirs, other)",
                "/v1/conflicts/1/resolve | {\"take\": \"other\"} | value: (absent)",
                "/v1/conflicts/1/resolve | {\"take\": \"ours\", \"value\": 1} | value: (present)",
                "/v1/conflicts/x/resolve | {\"take\": \"ours\"} | id: x",
            })
    void badRequest_namesWhatIsWrong_andChangesNothing(String path, String body, String expected) {
        var answer = clients.http("POST", path, body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains(expected);
        for (var key : new String[] {"k", "set%2Fbad", "many%2Fbad"}) {
            assertThat(clients.http("GET", "/v1/merges?key=" + key, "").status())
                    .isEqualTo(404);
        }
    }
}
