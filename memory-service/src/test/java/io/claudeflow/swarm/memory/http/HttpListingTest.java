package io.claudeflow.swarm.memory.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.memory.RunningService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpListingTest {
    private static final String LIST = "/v1/namespaces/list/entries";

    private RunningService service;
    private RawHttp http;

    @BeforeAll
    void start(@TempDir Path directory) {
        service = RunningService.start(directory, Map.of());
        http = new RawHttp(service.httpPort());
        http.put(LIST + "/user_1", "{\"value\":\"x\",\"tags\":[\"a\"]}");
        http.put(LIST + "/user_2", "{\"value\":\"xxx\",\"tags\":[\"a\",\"b\"]}");
        http.put(LIST + "/userX3", "{\"value\":\"xx\",\"tags\":[\"b\"]}");
        http.put("/v1/namespaces/elsewhere/entries/user_9", "{\"value\":1}");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                           | userX3,user_1,user_2",
                "?pattern=user_*              | user_1,user_2",
                "?pattern=user?1              | user_1",
                "?pattern=user_1              | user_1",
                "?tag=a                       | user_1,user_2",
                "?tag=a&tag=b                 | userX3,user_1,user_2",
                "?tag=a&tag=b&tagMode=all     | user_2",
                "?sort=size&order=desc        | user_2,userX3,user_1",
                "?order=desc&limit=1          | user_2"
            })
    void shouldSelectAndSort(String query, String keys) {
        assertThat(keys(http.get(LIST + query).json())).containsExactlyElementsOf(List.of(keys.split(",")));
    }

    @Test
    void shouldPageThroughEverything() {
        var keys = new ArrayList<String>();
        var cursor = "";
        do {
            var page = http.get(LIST + "?limit=2&values=true" + cursor).json();
            keys.addAll(keys(page));
            assertThat(page.get("entries").get(0).has("value")).isTrue();
            cursor = page.get("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("nextCursor").asText();
        } while (!cursor.isEmpty());

        assertThat(keys).containsExactly("userX3", "user_1", "user_2");
        assertThat(keys(http.get("/v1/entries?pattern=user_9").json())).containsExactly("user_9");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit", "limit=1001, limit", "limit=x, limit", "tagMode=some, tagMode", "sort=colour, sort",
        "order=up, order", "values=yes, values", "cursor=nonsense, cursor", "pattern=, pattern",
                "limit=1&limit=2, limit"
    })
    void shouldRefuseABadParameterNamingIt(String query, String field) {
        var refused = http.get(LIST + "?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("field").asText()).isEqualTo(field);
    }

    @Test
    void shouldEndAPageWithValuesEarlyWhenItGrowsTooLarge() {
        var large = "\"" + "x".repeat(3 << 19) + "\"";
        for (int i = 0; i < 4; i++) {
            http.put("/v1/namespaces/large/entries/" + i, "{\"value\":" + large + "}");
        }

        var first = http.get("/v1/namespaces/large/entries?values=true").json();
        assertThat(keys(first)).containsExactly("0", "1");
        var second = http.get("/v1/namespaces/large/entries?values=true&cursor="
                        + first.get("nextCursor").asText())
                .json();
        assertThat(keys(second)).containsExactly("2", "3");
    }

    @Test
    void shouldApplyABatchAndReportEachOutcome() {
        var results = http.post("/v1/batch", """
                        {"operations":[
                          {"op":"put","namespace":"b","key":"1","value":{"n":1e400},"tags":["t"]},
                          {"op":"put","namespace":"b","key":"1","value":2,"ifNoneMatch":"*"},
                          {"op":"get","namespace":"b","key":"1"},
                          {"op":"get","namespace":"b","key":"absent"},
                          {"op":"delete","namespace":"b","key":"1","ifMatch":["*"]}]}""").json().get("results");

        assertThat(results.findValuesAsText("status")).startsWith("201", "412");
        assertThat(results.get(1).get("problem").get("type").asText()).endsWith("/precondition-failed");
        assertThat(results.get(2).get("entry").get("tags").toString()).isEqualTo("[\"t\"]");
        assertThat(results.get(3).get("status").asInt()).isEqualTo(404);
        assertThat(results.get(4).get("deleted").asBoolean()).isTrue();
    }

    @Test
    void shouldApplyNothingOfAnAtomicBatchThatFails() {
        var refused = http.post("/v1/batch", """
                {"atomic":true,"operations":[
                  {"op":"put","namespace":"atomic","key":"1","value":1},
                  {"op":"put","namespace":"atomic","key":"2","value":2,"ifMatch":"*"}]}""");

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().get("field").asText()).startsWith("operations[1]");
        assertThat(http.get("/v1/namespaces/atomic/entries/1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"operations\":[]}                                             | operations",
                "{\"operations\":{}}                                             | operations",
                "{\"operation\":[]}                                              | operation",
                "{\"operations\":[{\"key\":\"a\"}]}                              | operations[0].op",
                "{\"operations\":[{\"op\":\"get\",\"key\":\"\"}]}                | operations[0].key",
                "{\"operations\":[{\"op\":\"get\",\"key\":\"a\",\"value\":1}]}   | operations[0].value",
                "{\"operations\":[{\"op\":\"touch\",\"key\":\"a\"}]}             | operations[0].op",
                "{\"atomic\":1,\"operations\":[{\"op\":\"get\",\"key\":\"a\"}]}  | atomic"
            })
    void shouldRefuseABadBatchNamingThePlace(String body, String field) {
        var refused = http.post("/v1/batch", body);

        assertThat(refused.status()).isIn(400, 413);
        assertThat(refused.json().get("field").asText()).isEqualTo(field);
    }

    @Test
    void shouldClearOneNamespaceOnly() {
        http.put("/v1/namespaces/clear/entries/1", "{\"value\":1}");
        http.put("/v1/namespaces/clear2/entries/1", "{\"value\":1}");

        assertThat(http.delete("/v1/namespaces/clear/entries")
                        .json()
                        .get("deleted")
                        .asInt())
                .isEqualTo(1);
        assertThat(http.get("/v1/namespaces/clear/entries/1").status()).isEqualTo(404);
        assertThat(http.get("/v1/namespaces/clear2/entries/1").status()).isEqualTo(200);
    }

    private static List<String> keys(JsonNode page) {
        var keys = new ArrayList<String>();
        page.get("entries").forEach(entry -> keys.add(entry.get("key").asText()));
        return keys;
    }
}
