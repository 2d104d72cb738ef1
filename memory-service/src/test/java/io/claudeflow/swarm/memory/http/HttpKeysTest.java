package io.claudeflow.swarm.memory.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.RunningService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpKeysTest {
    private static final String KEYS = "/v1/namespaces/keys/entries/";

    private RunningService service;
    private RawHttp http;

    @BeforeAll
    void start(@TempDir Path directory) {
        service = RunningService.start(directory, Map.of());
        http = new RawHttp(service.httpPort());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    static Stream<String> hostileKeys() {
        return Stream.concat(
                Stream.of(
                        "..",
                        "../..",
                        "a/../b",
                        ".",
                        "/",
                        "//",
                        "a//b",
                        "/a/",
                        "a b",
                        " ",
                        "a+b",
                        "a%2Fb",
                        "100%",
                        "?",
                        "a?b=c&d",
                        "#",
                        "a#b",
                        ";",
                        "a;b=c",
                        "é",
                        "日本語",
                        "😀",
                        "\"",
                        "<script>",
                        "a\\b",
                        "{key}",
                        "entries",
                        "entry",
                        "*",
                        "%",
                        "_",
                        "a:b@c!$'()*,;=",
                        "\u00a0",
                        "\u202e"),
                new Random(42)
                        .ints(20, 1, 40)
                        .mapToObj(length -> new Random(length)
                                .ints(length, 0x21, 0x2fff)
                                .filter(c -> !Character.isISOControl(c))
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString()));
    }

    @ParameterizedTest
    @MethodSource("hostileKeys")
    void shouldRoundTripAKeyInBothForms(String key) {
        var encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
        var byQuery = "/v1/namespaces/keys/entry?key=" + encoded;

        var stored = http.put(KEYS + encoded, "{\"value\":\"v\"}");

        assertThat(stored.status()).as(stored.body()).isIn(200, 201);
        assertThat(stored.json().get("key").asText()).isEqualTo(key);
        assertThat(http.get(byQuery).json().get("key").asText()).isEqualTo(key);
        assertThat(http.delete(byQuery).json().get("deleted").asBoolean()).isTrue();
        assertThat(http.put(byQuery, "{\"value\":\"w\"}").status()).isEqualTo(201);
        assertThat(http.get(KEYS + encoded + "?raw").body()).isEqualTo("\"w\"");
        assertThat(http.delete(KEYS + encoded).json().get("deleted").asBoolean())
                .isTrue();
    }

    @Test
    void shouldTakeASlashAsSuchOrEncoded() {
        http.put(KEYS + "s/a//../b;c+d", "{\"value\":1}");

        assertThat(http.get(KEYS + "s%2Fa%2f%2F..%2Fb;c+d").status()).isEqualTo(200);
        assertThat(http.get("/v1/namespaces/keys/entry?key=s/a//../b;c%2Bd").status())
                .isEqualTo(200);
        assertThat(http.get("/v1/namespaces/keys/entry?key=s/a//../b;c+d").status())
                .as("a + in a query is a space")
                .isEqualTo(404);
    }

    @Test
    void shouldRoundTripANamespaceWithASlash() {
        http.put("/v1/namespaces/a%2F..%2Fb/entries/k", "{\"value\":1}");

        assertThat(http.get("/v1/namespaces").body()).contains("\"namespace\":\"a/../b\"");
        assertThat(http.get("/v1/namespaces/a%2f..%2fb/entries").json().get("entries"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz", "%ff", "%c3", "%ed%a0%80", "%c0%af", "a%00b", "é", "a%0ab"})
    void shouldRefuseABrokenEncoding(String key) {
        assertThat(http.put(KEYS + key, "{\"value\":1}").status()).isEqualTo(400);
        assertThat(http.put("/v1/namespaces/keys/entry?key=" + key, "{\"value\":1}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldNeverTakeAnEmptyKeyForTheNamespace() {
        http.put("/v1/namespaces/precious/entries/k", "{\"value\":1}");

        assertThat(http.delete("/v1/namespaces/precious/entries/").status()).isEqualTo(400);
        assertThat(http.delete("/v1/namespaces/precious/entry").status()).isEqualTo(400);
        assertThat(http.delete("/v1/namespaces//entries").status()).isEqualTo(400);
        assertThat(http.get("/v1/namespaces/precious/entries/k").status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseAFragmentInTheRequestLine() {
        assertThat(http.put(KEYS + "a#b", "{\"value\":1}").status()).isEqualTo(400);
        assertThat(http.get(KEYS + "a").status()).isEqualTo(404);
    }
}
