package io.claudeflow.swarm.benchmarks.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.claudeflow.swarm.benchmarks.http.EventStream.Event;
import io.claudeflow.swarm.benchmarks.json.JsonValue;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.WatchListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryApiTest {
    private HttpServer server;
    private MemoryApi api;
    private volatile String asked = "";
    private volatile int status = 200;
    private volatile String answer = "{}";

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        api = MemoryApi.open(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        api.close();
        server.stop(0);
    }

    @Test
    void batch_sendsAllOrNothing_andTellsTheLastRevision() throws PeerException {
        answer = "{\"results\":[{\"revision\":\"1-6\"},{\"revision\":\"1-7\"}]}";
        BatchBody body = new BatchBody("n").put("a", "one", null).put("b", "two", Instant.EPOCH);
        assertThat(api.batch(body)).isEqualTo("1-7");
        assertThat(asked)
                .isEqualTo("POST /v1/batch {\"atomic\":true,\"operations\":["
                        + "{\"op\":\"put\",\"namespace\":\"n\",\"key\":\"a\",\"ttlSeconds\":0,\"encoding\":\"text\","
                        + "\"value\":\"one\"},"
                        + "{\"op\":\"put\",\"namespace\":\"n\",\"key\":\"b\","
                        + "\"expiresAt\":\"1970-01-01T00:00:00Z\",\"encoding\":\"text\",\"value\":\"two\"}]}");
    }

    @Test
    void batchBody_usedAgain_beginsAnew() throws IOException {
        BatchBody body = new BatchBody("n").put("a", "one", null);
        byte[] first = body.bytes();
        assertThat(body.bytes()).isEqualTo(first);
        byte[] second = body.clear().put("b", "two", null).bytes();
        assertThat(JsonValue.parse(second).get("operations").elements())
                .singleElement()
                .satisfies(put -> assertThat(put.get("key").text()).isEqualTo("b"));
    }

    @Test
    void batchBody_bytes_areBase64() throws IOException {
        byte[] body = new BatchBody("n")
                .put("a", new byte[] {(byte) 0xfb, (byte) 0xff, 7})
                .bytes();
        JsonValue put = JsonValue.parse(body).get("operations").elements().getFirst();
        assertThat(put.get("encoding").text()).isEqualTo("bytes");
        assertThat(put.get("value").text()).isEqualTo("+/8H");
    }

    @Test
    void createBackup_onlyAVerifiedOneCounts() throws PeerException {
        answer = "{\"name\":\"backup-1.db\",\"verified\":true}";
        assertThat(api.createBackup()).isEqualTo("backup-1.db");
        assertThat(asked).startsWith("POST /admin/backups");
        answer = "{\"name\":\"backup-1.db\",\"verified\":false}";
        assertThatThrownBy(api::createBackup).hasMessageContaining("not verified");
    }

    @Test
    void revision_isTheNumberBehindTheEpoch() throws Exception {
        assertThat(MemoryApi.revision(
                        JsonValue.parse("{\"revision\":\"1795294356-30\"}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(30);
        assertThatThrownBy(() -> MemoryApi.revision("1-x")).isInstanceOf(PeerException.class);
    }

    @Test
    void getRaw_absent_isNull() throws PeerException {
        status = 404;
        assertThat(api.getRaw("n", "k")).isNull();
        assertThat(asked).startsWith("GET /v1/namespaces/n/entries/k");
    }

    @Test
    void getRaw_present_isTheBody() throws PeerException {
        answer = "value";
        assertThat(api.getRaw("n", "k")).asString().isEqualTo("value");
    }

    @Test
    void collectGarbage_tellsHowMany() throws PeerException {
        answer = "{\"deleted\":12,\"seconds\":0.5}";
        assertThat(api.collectGarbage()).isEqualTo(12);
        assertThat(asked).startsWith("POST /admin/gc");
    }

    @Test
    void anything_refused_namesStatusAndReason() {
        status = 507;
        answer = "{\"detail\":\"the disk is full\"}";
        assertThatThrownBy(() -> api.putText("n", "k", "v"))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("507")
                .hasMessageContaining("the disk is full");
    }

    @Test
    void anything_notJson_isRefused() {
        answer = "hello";
        assertThatThrownBy(() -> api.get("/v1/stats")).hasMessageContaining("something else than expected");
    }

    @Test
    void watchEvents_areTold() {
        List<String> told = new ArrayList<>();
        WatchListener listener = new WatchListener() {
            @Override
            public void synced() {
                told.add("synced");
            }

            @Override
            public void changed(String key) {
                told.add("changed " + key);
            }

            @Override
            public void ended(String reason) {
                told.add("ended " + reason);
            }
        };
        EventsWatch.tell(new Event("sync_complete", "{}"), listener);
        EventsWatch.tell(new Event("memory_updated", "{\"namespace\":\"n\",\"key\":\"event-1\",\"x\":1}"), listener);
        EventsWatch.tell(new Event("heartbeat", "{}"), listener);
        EventsWatch.tell(new Event("dropped", "{\"reason\":\"slow\"}"), listener);
        assertThat(told).containsExactly("synced", "changed event-1", "ended dropped {\"reason\":\"slow\"}");
    }
}
