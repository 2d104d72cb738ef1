package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeOperationsTest extends OperationsTest {
    @Test
    void share_byType_isReadByTypeAndTold() {
        var first = http("POST", "/v1/knowledge", "{'type': 'api', 'data': {'v': 1.0}, 'sharedBy': 'a'}");
        var second = grpc("KnowledgeService.Share", "{'type': 'api', 'data': {'v': 2}, 'sharedBy': 'b'}");
        http("POST", "/v1/knowledge", "{'type': 'apis', 'data': 3, 'sharedBy': 'b', 'ttlSeconds': 60}");
        assertThat(get("/v1/knowledge/api")).isEqualTo(second);
        assertThat(grpc("KnowledgeService.Get", "{'type': 'api'}")).isEqualTo(second);
        assertThat(each(get("/v1/knowledge?type=api").get("knowledge"), "sharedBy"))
                .containsExactly("b", "a");
        assertThat(each(grpc("KnowledgeService.List", "{}").get("knowledge"), "type"))
                .containsExactly("apis", "api", "api");
        assertThat(get("/v1/knowledge?type=api&limit=1").has("nextCursor")).isTrue();
        var told = get("/v1/agents/c/inbox").at("/messages/0");
        assertThat(told.get("type").asText()).isEqualTo("knowledge_shared");
        assertThat(told.at("/payload/knowledge_type").asText()).isEqualTo("api");
        assertThat(told.at("/payload/shared_by").asText()).isEqualTo("a");
        var key = told.at("/payload/knowledge_key").asText();
        assertThat(key).isEqualTo(first.get("key").asText());
        assertThat(clients()
                        .http("GET", "/v1/namespaces/knowledge/entry?key=" + key, "")
                        .json()
                        .get("value"))
                .isEqualTo(first.get("data"));
        assertThat(get("/v1/knowledge", "Swarm-Id", "other").get("knowledge")).isEmpty();
    }

    @Test
    void share_inAFailingTransaction_tellsNobody() {
        refused(404, "steps[1]", "POST", "/v1/transactions", """
                {'steps': [
                  {'operation': 'KnowledgeService.Share', 'arguments': {'type': 'never', 'data': 1, 'sharedBy': 'x'}},
                  {'operation': 'PatternService.RecordUse', 'arguments': {'id': 'none'}}]}""");
        refused(404, "type: never", "GET", "/v1/knowledge/never", "");
        assertThat(get("/v1/agents/z/inbox").get("messages").findValuesAsText("from"))
                .doesNotContain("x");
    }

    @Test
    void sync_sinceTheLastTime_answersWhatOthersShared() {
        var swarm = new String[] {"Swarm-Id", "syncing"};
        http("POST", "/v1/knowledge", "{'type': 'k', 'data': 1, 'sharedBy': 'other'}", swarm);
        http("POST", "/v1/knowledge", "{'type': 'k', 'data': 2, 'sharedBy': 'me'}", swarm);
        var first = http("POST", "/v1/knowledge:sync", "{'agent': 'me'}", swarm);
        assertThat(each(first.get("knowledge"), "data")).containsExactly("1");
        assertThat(first.get("unread").asInt()).isEqualTo(1);
        assertThat(first.get("more").asBoolean()).isFalse();
        var since = first.get("revision").asText();
        http("POST", "/v1/knowledge", "{'type': 'k', 'data': 3, 'sharedBy': 'other'}", swarm);
        var second = grpc("KnowledgeService.Sync", "{'agent': 'me', 'since': '" + since + "'}", "swarm-id", "syncing");
        assertThat(each(second.get("knowledge"), "data")).containsExactly("3");
        assertThat(http("POST", "/v1/knowledge:sync", "{'agent': 'me', 'limit': 1}", swarm)
                        .get("more")
                        .asBoolean())
                .isTrue();
        var told = get("/v1/agents/other/inbox", swarm).get("messages");
        assertThat(each(told, "type")).contains("knowledge_shared", "sync_complete");
    }

    @Test
    void list_entriesStoredByOtherMeans_areShownToo() {
        clients().http("PUT", "/v1/namespaces/knowledge/entries/hand%2Fmade", "{\"value\": {\"x\": 1}}");
        clients()
                .http(
                        "POST",
                        "/v1/batch",
                        quoted("{'operations': [{'op': 'put', 'namespace': 'knowledge', 'key': 'hand/text',"
                                + " 'value': 'words', 'encoding': 'text'}]}"));
        var listed = get("/v1/knowledge?type=hand").get("knowledge");
        assertThat(each(listed, "key")).containsExactly("hand/text", "hand/made");
        assertThat(each(listed, "data")).startsWith("words");
        assertThat(listed.get(0).has("sharedBy")).isFalse();
    }

    @Test
    void share_onTheCommandLine_isListedThere() {
        cli("knowledge", "share", "--type", "cli", "--data", "{\"k\": 1}", "--shared-by", "me");
        assertThat(cli("knowledge", "list", "--type", "cli")).contains("me");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"bad/x\", \"data\": 1, \"sharedBy\": \"a\"} | type: bad/x (expected: no /, * or ?)",
                "{\"type\": \"bad*\", \"data\": 1, \"sharedBy\": \"a\"} | type: bad*",
                "{\"type\": \"bad\", \"sharedBy\": \"a\"} | data: (absent)",
                "{\"type\": \"bad\", \"data\": 1, \"sharedBy\": \"\"} | sharedBy: (empty)",
                "{\"type\": \"bad\", \"data\": 1, \"sharedBy\": \"a\", \"ttlSeconds\": -1} | ttlSeconds: -1",
            })
    void badRequest_namesWhatIsWrong(String body, String words) {
        refused(400, words, "POST", "/v1/knowledge", body);
        refused(404, "type: bad", "GET", "/v1/knowledge/bad", "");
    }
}
