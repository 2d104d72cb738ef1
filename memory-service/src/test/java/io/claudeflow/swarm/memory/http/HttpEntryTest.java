package io.claudeflow.swarm.memory.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.RunningService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpEntryTest {
    private RunningService service;
    private RawHttp http;
    private String path = "";

    @BeforeAll
    void start(@TempDir Path directory) {
        service = RunningService.start(directory, Map.of());
        http = new RawHttp(service.httpPort());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void ownNamespace(TestInfo test) {
        int name = Math.floorMod(test.getDisplayName().hashCode(), 1_000_000);
        path = "/v1/namespaces/" + test.getTestMethod().orElseThrow().getName() + name + "/entries/key";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "12345678901234567890123456789012345678901234567890",
                "-0.0",
                "null",
                "\"123\"",
                "{\"z\":1,\"a\":[ 1 , 2 ],\"\\u00e9\":\"\\ud83d\\ude00\"}",
                "[]",
                "false"
            })
    void shouldKeepAJsonValueCharacterByCharacter(String value) {
        var stored = http.put(path, "{ \"value\" :  " + value + " , \"tags\":[\"a\"]}");

        assertThat(stored.status()).isEqualTo(201);
        assertThat(http.get(path + "?raw=true").body()).isEqualTo(value);
        assertThat(http.get(path).body()).contains("\"value\":" + value + ",");
    }

    @Test
    void shouldAnswerTheWholeEntry() {
        http.put(path, "{\"value\":{\"a\":1},\"ttlSeconds\":60,\"tags\":[\"x\",\"y\"],\"metadata\":{\"by\":\"me\"}}");

        var entry = http.get(path).json();

        assertThat(entry.get("swarm").asText()).isEqualTo("test");
        assertThat(entry.get("encoding").asText()).isEqualTo("json");
        assertThat(entry.get("tags").toString()).isEqualTo("[\"x\",\"y\"]");
        assertThat(entry.get("metadata").toString()).isEqualTo("{\"by\":\"me\"}");
        assertThat(entry.get("expiresAt").asText()).endsWith("Z");
        assertThat(entry.get("version").asInt()).isEqualTo(1);
    }

    @Test
    void shouldStoreARawBodyByItsType() {
        http.send(
                "PUT",
                path + "?tag=a&tag=b&ttlSeconds=60&metadata=%7B%22m%22%3A1%7D",
                utf8("héllo"),
                "Content-Type: text/plain");
        http.send("PUT", path + "-bytes", new byte[] {0, (byte) 0xff, 10}, "Content-Type: image/png");
        http.send("PUT", path + "-json?raw", utf8("[1, 2]"), "Content-Type: application/json");

        var text = http.get(path);
        assertThat(text.json().get("value").asText()).isEqualTo("héllo");
        assertThat(text.json().get("encoding").asText()).isEqualTo("text");
        assertThat(text.json().get("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(text.json().get("metadata").toString()).isEqualTo("{\"m\":1}");
        assertThat(text.json().get("expiresAt").isNull()).isFalse();
        assertThat(http.get(path, "Accept: text/plain").header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(http.get(path + "-bytes").json().get("value").asText()).isEqualTo("AP8K");
        assertThat(http.get(path + "-bytes?raw").body()).isEqualTo("\0\u00ff\n");
        assertThat(http.get(path + "-json").json().get("value").toString()).isEqualTo("[1,2]");
    }

    @Test
    void shouldTakeTextAndBytesInTheEnvelope() {
        http.put(path, "{\"value\":\"a\\nb\",\"encoding\":\"text\"}");
        http.put(path + 2, "{\"value\":\"AP8K\",\"encoding\":\"bytes\"}");

        assertThat(http.get(path + "?raw").body()).isEqualTo("a\nb");
        assertThat(http.get(path + "2?raw").body()).isEqualTo("\0\u00ff\n");
        assertThat(http.get(path + 2).json().get("encoding").asText()).isEqualTo("bytes");
    }

    @Test
    void shouldHonourConditionsOfWrites() {
        assertThat(http.put(path, "{\"value\":1}", "If-Match: *").status()).isEqualTo(412);
        var created = http.put(path, "{\"value\":1}", "If-None-Match: *");
        assertThat(created.status()).isEqualTo(201);
        assertThat(http.put(path, "{\"value\":2}", "If-None-Match: *").status()).isEqualTo(412);
        var etag = created.header("ETag");
        assertThat(http.put(path, "{\"value\":2}", "If-Match: \"1-999999\", " + etag)
                        .status())
                .isEqualTo(200);
        assertThat(http.put(path, "{\"value\":3}", "If-Match: " + etag).status())
                .isEqualTo(412);
        assertThat(http.delete(path, "If-Match: " + etag).status()).isEqualTo(412);
        assertThat(http.get(path + "?raw").body()).isEqualTo("2");
        assertThat(http.delete(path, "If-Match: *").json().get("deleted").asBoolean())
                .isTrue();
        assertThat(http.delete(path).json().get("deleted").asBoolean()).isFalse();
        assertThat(http.put(path, "{\"value\":1}", "If-Match: " + etag).status())
                .as("a re-created key never matches an old tag")
                .isEqualTo(412);
    }

    @Test
    void shouldHonourConditionsOfReads() {
        var etag = http.put(path, "{\"value\":1}").header("ETag");

        var unmodified = http.get(path, "If-None-Match: " + etag);
        assertThat(unmodified.status()).isEqualTo(304);
        assertThat(unmodified.body()).isEmpty();
        assertThat(unmodified.header("ETag")).isEqualTo(etag);
        assertThat(http.get(path, "If-None-Match: W/" + etag).status()).isEqualTo(304);
        assertThat(http.get(path, "If-None-Match: *").status()).isEqualTo(304);
        assertThat(http.get(path, "If-None-Match: \"1-0\"").status()).isEqualTo(200);
        assertThat(http.get(path, "If-Match: \"1-0\"").status()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1", "\"abc", "abc\"", "\"a\"\"b\"", "\"a\" \"b\"", "*, \"1-1\"", "w/\"1-1\"", ","})
    void shouldRefuseWhatIsNoListOfTags(String tag) {
        var refused = http.put(path, "{\"value\":1}", "If-Match: " + tag);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("field").asText()).isEqualTo("If-Match");
        assertThat(http.get(path).status()).isEqualTo(404);
    }

    /** RFC 9110, section 13.1: such a tag is well-formed; it only matches nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "\"\"", "\"1-42-gzip\"", "\"1,2\"", "\"01-1\"", "\"a\", ,W/\"b\""})
    void shouldLetAForeignTagMatchNothing(String tag) {
        assertThat(http.put(path, "{\"value\":1}", "If-Match: " + tag).status()).isEqualTo(412);
        assertThat(http.put(path, "{\"value\":1}", "If-None-Match: " + tag).status())
                .isEqualTo(201);
        assertThat(http.put(path, "{\"value\":2}", "If-Match: " + tag).status()).isEqualTo(412);
        assertThat(http.get(path, "If-Match: " + tag).status()).isEqualTo(412);
        assertThat(http.get(path, "If-None-Match: " + tag).status()).isEqualTo(200);
        var etag = http.get(path).header("ETag");
        assertThat(http.put(path, "{\"value\":3}", "If-Match: " + tag + ", " + etag)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldCompareWeakTagsOnlyWhereTheyMayBeCompared() {
        var etag = http.put(path, "{\"value\":1}").header("ETag");

        assertThat(http.put(path, "{\"value\":2}", "If-Match: W/" + etag).status())
                .isEqualTo(412);
        assertThat(http.put(path, "{\"value\":2}", "If-None-Match: W/" + etag).status())
                .isEqualTo(412);
        assertThat(http.get(path, "If-Match: W/" + etag).status()).isEqualTo(412);
    }

    @Test
    void shouldAnswerHeadLikeGetWithoutBodyAndWithoutCounting() {
        http.put(path, "{\"value\":\"0123456789\"}");

        var head = http.send("HEAD", path + "?raw", new byte[0]);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("12");
        assertThat(head.header("ETag")).isNotEmpty();
        assertThat(http.send("HEAD", path + "/absent", new byte[0]).status()).isEqualTo(404);
    }

    @Test
    void shouldKeepSwarmsApart() {
        http.put(path, "{\"value\":1}");
        http.put(path, "{\"value\":2}", "Swarm-Id: other");

        assertThat(http.get(path + "?raw").body()).isEqualTo("1");
        assertThat(http.get(path + "?raw", "Swarm-Id: test").body()).isEqualTo("1");
        assertThat(http.get(path + "?raw", "Swarm-Id: other").body()).isEqualTo("2");
        assertThat(http.get(path, "Swarm-Id: third").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"value\":1,\"ttlSecond\":5}         | ttlSecond",
                "{\"value\":1,\"ttlSeconds\":1.5}      | ttlSeconds",
                "{\"value\":1,\"ttlSeconds\":-1}       | ttlSeconds",
                "{\"value\":1,\"ttlSeconds\":\"5\"}    | ttlSeconds",
                "{\"value\":1,\"ttlSeconds\":99999999999999999999} | ttlSeconds",
                "{\"value\":1,\"tags\":\"a\"}          | tags",
                "{\"value\":1,\"tags\":[1]}            | tags[0]",
                "{\"value\":1,\"tags\":[\"\"]}         | tags[0]",
                "{\"value\":1,\"metadata\":[]}         | metadata",
                "{\"value\":1,\"encoding\":\"utf8\"}   | encoding",
                "{\"value\":1,\"encoding\":\"text\"}   | value",
                "{\"value\":\"%\",\"encoding\":\"bytes\"} | value",
                "{\"tags\":[]}                         | value",
                "[]                                    | body",
                "{\"value\":1,\"value\":2}             | body",
                "{\"value\":{\"a\":1,\"a\":2}}         | body",
                "{\"value\":                           | body",
                "{\"value\":1} x                       | body",
                "{\"value\":01}                        | body",
                "{\"value\":NaN}                       | body"
            })
    void shouldRefuseABadEnvelopeNamingTheField(String body, String field) {
        var refused = http.put(path, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().get("field").asText()).isEqualTo(field);
        assertThat(refused.json().get("expected").asText()).isNotEmpty();
        assertThat(refused.json().get("instance").asText()).isEqualTo(path);
        assertThat(http.get(path).status()).as("nothing was stored").isEqualTo(404);
    }

    @Test
    void shouldSayWhereJsonIsMalformed() {
        var refused = http.put(path, "{\"value\":\n  {\"a\" 1}}");

        assertThat(refused.json().get("value").asText()).startsWith("line 2, column 8:");
        assertThat(refused.body()).doesNotContain("fasterxml").doesNotContain("at io.");
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() {
        var refused = http.send("PUT", path, new byte[] {'a', (byte) 0xe9}, "Content-Type: text/plain");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("value").asText()).isEqualTo("byte 0xe9 at position 1");
        assertThat(http.send("PUT", path, utf8("a"), "Content-Type: text/plain; charset=iso-8859-1")
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""})
    void shouldRefuseABodyWithoutAProperType(String type) {
        var refused = type.isEmpty()
                ? http.send("PUT", path, utf8("{}"))
                : http.send("PUT", path, utf8("{}"), "Content-Type: " + type);

        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.json().get("detail").asText()).contains("application/json");
    }

    @Test
    void shouldRefuseUnknownPathsMethodsAndParameters() {
        assertThat(http.get("/v2/entries").json().get("type").asText()).endsWith("/unknown-path");
        assertThat(http.get("/v1/namespaces/a/entriez").status()).isEqualTo(404);
        var wrongMethod = http.post(path, "{}");
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("Allow")).isEqualTo("DELETE, GET, HEAD, PUT");
        var unknown = http.get(path + "?colour=red");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().get("field").asText()).isEqualTo("colour");
        assertThat(http.get(path + "?raw=1").status()).isEqualTo(400);
        assertThat(http.put(path + "?ttlSeconds=5", "{\"value\":1}")
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("ttlSeconds");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
