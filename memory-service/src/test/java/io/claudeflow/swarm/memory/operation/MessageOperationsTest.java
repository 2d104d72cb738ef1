package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageOperationsTest extends OperationsTest {
    @Test
    void send_directAndBroadcast_reachTheRightInboxes() {
        var direct = http(
                "POST",
                "/v1/messages",
                "{'from': 'a', 'to': 'b', 'type': 'hello', 'payload': {'n': 1.0}, 'requiresResponse': true}");
        assertThat(Duration.between(
                        instant(direct.get("sentAt").asText()),
                        instant(direct.get("expiresAt").asText())))
                .isEqualTo(Duration.ofDays(1));
        var broadcast = grpc(
                "MessageService.Broadcast", "{'from': 'a', 'type': 'sync_complete', 'payload': 1, 'ttlSeconds': 60}");
        assertThat(broadcast.has("to")).isFalse();
        var inbox = get("/v1/agents/b/inbox").get("messages");
        assertThat(each(inbox, "type")).containsExactly("hello", "sync_complete");
        assertThat(inbox.get(0).get("requiresResponse").asBoolean()).isTrue();
        assertThat(get("/v1/agents/a/inbox").get("messages")).isEmpty();
        assertThat(get("/v1/agents/b/inbox", "Swarm-Id", "other").get("messages"))
                .isEmpty();
        var acknowledged = http(
                "POST",
                "/v1/agents/b/inbox:acknowledge",
                "{'ids': [" + direct.get("id") + ", " + broadcast.get("id") + ", 987654]}");
        assertThat(acknowledged.get("acknowledged").asInt()).isEqualTo(2);
        assertThat(grpc("MessageService.Inbox", "{'agent': 'b'}").path("messages"))
                .isEmpty();
        assertThat(each(grpc("MessageService.Inbox", "{'agent': 'c'}").get("messages"), "type"))
                .containsExactly("sync_complete");
    }

    @Test
    void inbox_pages_goOnWhereTheyEnded() {
        var swarm = new String[] {"Swarm-Id", "paging"};
        for (int i = 0; i < 4; i++) {
            var body = "{'from': 'x', 'to': 'paged', 'type': 't" + i + "', 'payload': null}";
            http("POST", "/v1/messages", body, swarm);
        }
        var first = get("/v1/agents/paged/inbox?limit=3", swarm);
        var acknowledge = "{'agent': 'paged', 'ids': [" + first.at("/messages/0/id") + "]}";
        assertThat(grpc("MessageService.Acknowledge", acknowledge, "swarm-id", "paging")
                        .get("acknowledged")
                        .asInt())
                .isEqualTo(1);
        var rest = get(
                "/v1/agents/paged/inbox?limit=3&cursor="
                        + first.get("nextCursor").asText(),
                swarm);
        assertThat(each(rest.get("messages"), "type")).containsExactly("t3");
    }

    @Test
    void send_onTheCommandLine_isReadThere() {
        cli("message", "send", "--from", "me", "--to", "you", "--type", "note", "--payload", "\"hi\"");
        assertThat(cli("message", "inbox", "you")).contains("note", "me");
        assertThat(cli("message", "inbox", "you", "--output", "json")).contains("\"payload\":\"hi\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/messages | {\"from\": \"a\", \"type\": \"t\", \"payload\": 1} | to: (absent)",
                "/v1/messages | {\"from\": \"\", \"to\": \"b\", \"type\": \"t\", \"payload\": 1} | from: (empty)",
                "/v1/messages | {\"from\": \"a\", \"to\": \"b\", \"type\": \"t\"} | payload: (absent)",
                "/v1/messages:broadcast | {\"from\": \"a\", \"type\": \"t\", \"payload\": 1, \"ttlSeconds\": 0}"
                        + " | ttlSeconds: 0 (expected: 1 to 2592000)",
                "/v1/agents/b/inbox:acknowledge | {\"ids\": [\"x\"]} | ids[0]",
            })
    void badRequest_namesWhatIsWrong(String path, String body, String words) {
        refused(400, words, "POST", path, body);
        assertThat(get("/v1/agents/b/inbox?limit=1000").get("messages").findValuesAsText("from"))
                .doesNotContain("");
    }

    private static Instant instant(String text) {
        return Instant.parse(text);
    }
}
