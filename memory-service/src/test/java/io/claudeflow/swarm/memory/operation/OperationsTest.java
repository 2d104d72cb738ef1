package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A service with clients for the tests of one area, and words for what they say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperationsTest {
    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        prepare(directory);
        clients = ServiceClients.start(directory, settings());
    }

    /** Settings of the service beside its database and ports. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** Makes a database in the directory before the service starts; nothing by default. */
    void prepare(Path directory) {}

    @AfterAll
    void stop() {
        clients.close();
    }

    ServiceClients clients() {
        return clients;
    }

    /** Sends JSON written with single quotes and expects success. */
    JsonNode http(String method, String path, String body, String... headers) {
        var answer = clients.http(method, path, quoted(body), headers);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    /** Stores an entry, created or replaced. */
    void store(String path, String body, String... headers) {
        assertThat(clients.http("PUT", path, quoted(body), headers).status()).isIn(200, 201);
    }

    JsonNode get(String path, String... headers) {
        return http("GET", path, "", headers);
    }

    /** Calls over gRPC with JSON written with single quotes. */
    JsonNode grpc(String operation, String request, String... metadata) {
        return clients.grpc(operation, quoted(request), metadata);
    }

    /** The request is refused with this status and these words. */
    void refused(int status, String words, String method, String path, String body) {
        var answer = clients.http(method, path, quoted(body));
        assertThat(answer.json().path("detail").asText())
                .as(method + " " + path + " " + answer.json())
                .contains(words);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
    }

    /** What a command prints; it must succeed. */
    String cli(String... arguments) {
        var printed = clients.cli(arguments);
        assertThat(printed.err()).isEmpty();
        assertThat(printed.code()).isZero();
        return printed.out();
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    /** A member of each object of a list. */
    static List<String> each(JsonNode list, String member) {
        assertThat(list.isArray()).as(String.valueOf(list)).isTrue();
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(member).asText())
                .toList();
    }
}
