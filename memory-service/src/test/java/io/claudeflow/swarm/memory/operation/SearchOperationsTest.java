package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.memory.search.Embedding;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Search over HTTP, gRPC and the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchOperationsTest {
    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of("VECTOR_CACHE_MB", "8"));
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    /** Stores a value and returns its revision. */
    private String put(String namespace, String key, String value, String... headers) {
        var answer = clients.http(
                "PUT", "/v1/namespaces/" + namespace + "/entries/" + key, "{\"value\": " + value + "}", headers);
        assertThat(answer.status()).isIn(200, 201);
        return answer.json().get("revision").asText();
    }

    private ServiceClients.Answer post(String path, String body, String... headers) {
        return clients.http("POST", path, body, headers);
    }

    private JsonNode search(String body, String... headers) {
        var answer = post("/v1/search", body, headers);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> keys(JsonNode answer) {
        var keys = new ArrayList<String>();
        answer.get("hits").forEach(hit -> keys.add(hit.get("key").asText()));
        return keys;
    }

    @Test
    void search_words_answersSnippetsRanksAndTheRevisionItCovers() {
        put("words", "a", "{\"title\": \"The quick brown fox\"}");
        var revision = put("words", "b%2F1", "\"a quick note\"");
        var answer = search("""
                {"query": "quick -note", "namespace": "words", "minRevision": "%s", "values": true}
                """.formatted(revision));
        assertThat(keys(answer)).containsExactly("a");
        assertThat(answer.get("covers").asText()).isNotEmpty();
        assertThat(answer.get("building").asBoolean()).isFalse();
        assertThat(answer.get("truncated").asBoolean()).isFalse();
        assertThat(answer.get("estimatedTokens").asLong())
                .isEqualTo((answer.get("bytes").asLong() + 3) / 4);
        var hit = answer.get("hits").get(0);
        assertThat(hit.get("snippet").asText()).isEqualTo("title The **quick** brown fox");
        assertThat(hit.at("/value/title").asText()).isEqualTo("The quick brown fox");
        assertThat(hit.at("/explanation/text/rank").asInt()).isEqualTo(1);
        assertThat(hit.at("/explanation/text/score").asDouble())
                .isEqualTo(hit.get("score").asDouble());
        assertThat(hit.at("/explanation/vector").isMissingNode()).isTrue();
        assertThat(keys(search("{\"query\": \"note\", \"namespace\": \"words\"}")))
                .containsExactly("b/1");
    }

    @Test
    void search_budget_isKeptAndSaid() {
        String revision = "";
        for (int i = 0; i < 5; i++) {
            revision = put("budget", "key" + i, "\"plenty " + "text ".repeat(200) + "\"");
        }
        var answer = search("""
                {"query": "plenty", "namespace": "budget", "minRevision": "%s", "values": true, "maxTokens": 800}
                """.formatted(revision));
        assertThat(answer.get("truncated").asBoolean()).isTrue();
        assertThat(answer.get("bytes").asLong()).isLessThanOrEqualTo(3200);
        assertThat(answer.get("estimatedTokens").asLong()).isLessThanOrEqualTo(800);
        assertThat(answer.get("hits")).isNotEmpty();
    }

    @Test
    void embeddings_storyOverHttp() {
        put("vectors", "a", "\"alpha\"");
        put("vectors", "b", "\"beta\"");
        var path = "/v1/namespaces/vectors/embeddings/";
        assertThat(clients.http("GET", path + "a", "").status()).isEqualTo(404);
        assertThat(clients.http("PUT", path + "a", "{\"embedding\": [1, 0.5]}").status())
                .isEqualTo(200);
        var bytes =
                Base64.getEncoder().encodeToString(Embedding.of("e", 0.5f, 1).toBytes());
        var many = post("/v1/embeddings", """
                {"embeddings": [{"namespace": "vectors", "key": "b", "embeddingBytes": "%s"}]}
                """.formatted(bytes));
        assertThat(many.status()).isEqualTo(200);
        var read = clients.http("GET", path + "b", "").json();
        assertThat(read.get("embedding").toString()).isEqualTo("[0.5,1.0]");
        assertThat(read.get("describes").asText()).isNotEmpty();

        assertThat(keys(search("{\"embedding\": [0, 1], \"namespace\": \"vectors\"}")))
                .containsExactly("b", "a");
        var dot = search("{\"embedding\": [2, 0], \"metric\": \"dot\", \"namespace\": \"vectors\"}");
        assertThat(keys(dot)).containsExactly("a", "b");
        assertThat(dot.at("/hits/0/score").asDouble()).isEqualTo(2.0);

        var hybrid = search("{\"query\": \"alpha\", \"embedding\": [0, 1], \"namespace\": \"vectors\"}");
        assertThat(keys(hybrid)).contains("a", "b");
        assertThat(hybrid.at("/hits/0/explanation/vector/contribution").asDouble())
                .isPositive();

        put("vectors", "b", "\"another value\"");
        assertThat(clients.http("GET", path + "b", "").status()).isEqualTo(404);
        assertThat(clients.http("DELETE", path + "a", "").json().get("deleted").asBoolean())
                .isTrue();
        assertThat(clients.http("DELETE", path + "a", "").json().get("deleted").asBoolean())
                .isFalse();
        assertThat(keys(search("{\"embedding\": [0, 1], \"namespace\": \"vectors\"}")))
                .isEmpty();
    }

    @Test
    void embedding_withItsEntry_inOneTransaction() {
        var answer = post("/v1/transactions", """
                {"steps": [
                  {"operation": "EntryService.Put",
                   "arguments": {"namespace": "together", "key": "a", "value": "text"}},
                  {"operation": "SearchService.PutEmbedding",
                   "arguments": {"namespace": "together", "key": "a", "embedding": [1, 2, 3]}}]}
                """);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        assertThat(answer.json().at("/results/0/answer/revision"))
                .isEqualTo(answer.json().at("/results/1/answer/revision"));
        assertThat(keys(search("{\"embedding\": [1, 2, 3], \"namespace\": \"together\"}")))
                .containsExactly("a");

        var failing = post("/v1/transactions", """
                {"steps": [
                  {"operation": "EntryService.Put",
                   "arguments": {"namespace": "together", "key": "b", "value": "text"}},
                  {"operation": "SearchService.PutEmbedding",
                   "arguments": {"namespace": "together", "key": "b", "embedding": [1]}}]}
                """);
        assertThat(failing.status()).isEqualTo(400);
        assertThat(failing.json().get("detail").asText())
                .contains("steps[1].arguments.embedding: 1 numbers (expected: 3 numbers");
        assertThat(clients.http("GET", "/v1/namespaces/together/entries/b", "").status())
                .isEqualTo(404);
    }

    @Test
    void everyOperation_overGrpc() {
        put("grpc", "a", "\"spoken word\"");
        var embedding = "{\"namespace\": \"grpc\", \"key\": \"a\", \"embedding\": [1, 2]}";
        var revision = clients.grpc("SearchService.PutEmbedding", embedding)
                .get("revision")
                .asText();
        clients.grpc("SearchService.PutEmbeddings", "{\"embeddings\": [" + embedding + "]}");
        var found = clients.grpc("SearchService.Search", """
                {"query": "spoken", "embedding": [1, 2], "namespace": "grpc", "pattern": "a*", "limit": 5,
                 "minRevision": "%s", "values": true, "maxBytes": 1000}
                """.formatted(revision));
        assertThat(keys(found)).containsExactly("a");
        assertThat(found.at("/hits/0/value").asText()).isEqualTo("spoken word");
        assertThat(found.at("/hits/0/score").asDouble()).isEqualTo(2.0 / 61);
        var key = "{\"namespace\": \"grpc\", \"key\": \"a\"}";
        assertThat(clients.grpc("SearchService.GetEmbedding", key).get("embedding"))
                .hasSize(2);
        assertThat(clients.grpc("SearchService.DeleteEmbedding", key)
                        .get("deleted")
                        .asBoolean())
                .isTrue();
        assertThatThrownBy(() -> clients.grpc("SearchService.GetEmbedding", key))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("NOT_FOUND");
        assertThat(clients.grpc("SearchService.GetIndex", "{}").get("documents").asLong())
                .isPositive();
        assertThat(clients.grpc("SearchService.Reindex", "{}").get("revision").asText())
                .isNotEmpty();
    }

    @Test
    void reindex_buildsTheIndexAnew() {
        var revision = put("reindex", "a", "\"steady\"");
        var body = "{\"query\": \"steady\", \"namespace\": \"reindex\", \"minRevision\": \"" + revision + "\"}";
        assertThat(keys(search(body))).containsExactly("a");
        assertThat(post("/admin/search/reindex", "{}").status()).isEqualTo(200);
        assertThat(keys(search(body))).containsExactly("a");
        Awaitility.await()
                .until(() -> !clients.http("GET", "/v1/search/index", "")
                        .json()
                        .get("building")
                        .asBoolean());
    }

    @Test
    void twoSwarms_doNotSeeEachOther() {
        put("swarms", "mine", "\"hidden treasure\"");
        var revision = put("swarms", "theirs", "\"hidden treasure\"", "Swarm-Id", "other");
        var path = "/v1/namespaces/swarms/embeddings/";
        clients.http("PUT", path + "mine", "{\"embedding\": [1, 0]}");
        clients.http("PUT", path + "theirs", "{\"embedding\": [1, 0]}", "Swarm-Id", "other");
        assertThat(clients.http("PUT", path + "mine", "{\"embedding\": [1, 0]}", "Swarm-Id", "other")
                        .status())
                .isEqualTo(404);
        var words = "{\"query\": \"treasure\", \"minRevision\": \"" + revision + "\"}";
        assertThat(keys(search(words))).containsExactly("mine");
        assertThat(keys(search(words, "Swarm-Id", "other"))).containsExactly("theirs");
        var near = "{\"embedding\": [1, 0], \"namespace\": \"swarms\"}";
        assertThat(keys(search(near))).containsExactly("mine");
        assertThat(keys(clients.grpc("SearchService.Search", near, "swarm-id", "other")))
                .containsExactly("theirs");
    }

    @Test
    void commandLine_findsAndEmbeds() {
        var revision = put("cli", "a", "\"typed by hand\"");
        var embedded = clients.cli("find", "put-embedding", "cli", "a", "--embedding", "1", "--embedding", "0.25");
        assertThat(embedded.err()).isEmpty();
        var text = clients.cli("find", "search", "--query", "typed", "--min-revision", revision);
        assertThat(text.err()).isEmpty();
        assertThat(text.out()).contains("a").contains("**typed** by hand");
        var json = clients.cli(
                "find", "search", "--embedding", "1", "--embedding", "0.25", "--namespace", "cli", "--output", "json");
        assertThat(json.err()).isEmpty();
        assertThat(json.out()).startsWith("{\"hits\":").contains("\"key\":\"a\"");
        assertThat(clients.cli("find", "get-index").out()).contains("documents");
        assertThat(clients.cli("find", "search", "--limit", "0", "--query", "x").err())
                .contains("limit: 0 (expected: 1 to 1000)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | query: (absent) (expected: words in query, numbers in embedding, or both)",
                "{\"query\": 1} | query: 1 (expected: a string)",
                "{\"query\": \"a\", \"limit\": 0} | limit: 0 (expected: 1 to 1000)",
                "{\"query\": \"a\", \"limit\": 1001} | limit: 1001 (expected: 1 to 1000)",
                "{\"query\": \"a\", \"maxBytes\": 0} | maxBytes: 0 (expected: 1 to 8388608)",
                "{\"query\": \"a\", \"maxTokens\": -5} | maxTokens: -5 (expected: 1 to 2097152)",
                "{\"query\": \"a\", \"minRevision\": \"x\"} | minRevision: x (expected: an epoch and a revision",
                "{\"query\": \"a\", \"minRevision\": \"1-999999\"} | minRevision: 1-999999 (expected: a revision that",
                "{\"query\": \"a\", \"tagMode\": \"some\"} | tagMode: \"some\"",
                "{\"query\": \"a\", \"namespace\": \"\"} | namespace: (empty)",
                "{\"query\": \"a\", \"pattern\": \"\"} | pattern: (empty)",
                "{\"embedding\": [1, \"x\"]} | embedding[1]: \"x\" (expected: a number)",
                "{\"embedding\": [1, 1e39]} | embedding[1]: Infinity (expected: a finite number)",
                "{\"embedding\": [0, 0]} | embedding: a vector of length 0.0",
                "{\"embeddingBytes\": \"AAA\"} | embeddingBytes: 2 bytes (expected: 4 bytes for each number)",
                "{\"embeddingBytes\": \"?\"} | embeddingBytes: ? (expected: base64",
                "{\"embedding\": [1], \"embeddingBytes\": \"AACAPw==\"} | either embedding or embeddingBytes",
                "{\"query\": \"a\", \"metric\": \"euclid\"} | metric: \"euclid\"",
                "{\"words\": \"a\"} | words: (unknown member)",
            })
    void search_badRequest_namesWhatIsWrong(String body, String expected) {
        var answer = post("/v1/search", body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 400 | embedding: (absent) (expected: 1 to 4096 numbers)",
                "{\"embedding\": [1]} | 404 | key: nothing (expected: an entry with this key)",
                "{\"embedding\": [1], \"describes\": \"9\"} | 400 | describes: 9",
            })
    void putEmbedding_badRequest_namesWhatIsWrong(String body, int status, String expected) {
        var answer = clients.http("PUT", "/v1/namespaces/bad/embeddings/nothing", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).contains(expected);
        assertThat(clients.http("GET", "/v1/namespaces/bad/embeddings/nothing", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void putEmbedding_forAnOlderValue_failsItsPrecondition() {
        var old = put("older", "a", "1");
        put("older", "a", "2");
        var answer = clients.http(
                "PUT", "/v1/namespaces/older/embeddings/a", "{\"embedding\": [1], \"describes\": \"" + old + "\"}");
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.json().get("detail").asText()).contains("describes: " + old);
    }
}
