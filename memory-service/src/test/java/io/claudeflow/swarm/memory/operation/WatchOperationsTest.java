package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class WatchOperationsTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of("REQUEST_TIMEOUT", "1s"));
    }

    @AfterAll
    void stop() {
        http.shutdownNow();
        clients.close();
    }

    private void put(String swarm, String key) {
        var answer = clients.http("PUT", "/v1/namespaces/n/entries/" + key, "{\"value\": 1}", "Swarm-Id", swarm);
        assertThat(answer.status()).isIn(200, 201);
    }

    /** One open stream of server-sent events. */
    private final class Events implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader lines;

        Events(String query, String... headers) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(URI.create(clients.service().url() + "/v1/watch" + query))
                    .header("Accept", "text/event-stream")
                    .headers(headers)
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            body = response.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** The fields of the next event by name. */
        Map<String, String> next() throws IOException {
            var fields = new ArrayList<String>();
            for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                fields.add(line);
            }
            return fields.stream()
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Test
    void watch_overServerSentEvents_tellsAndGoesOn() throws Exception {
        String id;
        try (var events = new Events("?reader=me", "Swarm-Id", "sse")) {
            var synced = events.next();
            assertThat(synced).containsEntry("event", "sync_complete");
            assertThat(synced.get("data")).contains("\"reader\":\"me\"");
            put("sse", "a");
            put("elsewhere", "hidden");
            var change = events.next();
            assertThat(change).containsEntry("event", "memory_updated");
            assertThat(change.get("data"))
                    .contains("\"table\":\"memory_store\",\"namespace\":\"n\",\"key\":\"a\",\"operation\":\"put\"");
            id = Objects.requireNonNull(change.get("id"));
            assertThat(id).matches("\\d+-\\d+\\.0");
        }
        put("sse", "b");
        clients.http("DELETE", "/v1/namespaces/n/entries/a", "", "Swarm-Id", "sse");
        try (var events = new Events("", "Swarm-Id", "sse", "Last-Event-ID", id)) {
            assertThat(events.next().get("data")).contains("\"key\":\"b\"");
            assertThat(events.next().get("data")).contains("\"key\":\"a\",\"operation\":\"delete\"");
            assertThat(events.next()).containsEntry("event", "sync_complete");
        }
    }

    @Test
    void watch_livesLongerThanARequestMayTake() throws Exception {
        try (var events = new Events("?heartbeatSeconds=2", "Swarm-Id", "beat")) {
            assertThat(events.next()).containsEntry("event", "sync_complete");
            assertThat(events.next()).containsEntry("event", "heartbeat");
            put("beat", "late");
            assertThat(events.next().get("data")).contains("\"key\":\"late\"");
        }
    }

    @Test
    void watch_overGrpc_filtersAndTellsTheMessageTypes() {
        put("grpc", "user_1");
        put("grpc", "task_1");
        var token = clients.grpc("LockService.Acquire", "{\"key\": \"user_l\", \"owner\": \"me\"}", "swarm-id", "grpc")
                .get("token")
                .asText();
        clients.grpc("LockService.Release", "{\"key\": \"user_l\", \"token\": \"" + token + "\"}", "swarm-id", "grpc");
        var stream = clients.grpcStream(
                "WatchService.Watch",
                "{\"from\": \"1-0\", \"pattern\": \"user_*\", \"tables\": [\"memory_store\", \"locks\"]}",
                "swarm-id",
                "grpc");
        assertThat(stream.next().get("type").asText()).isEqualTo("memory_updated");
        var acquired = stream.next();
        assertThat(acquired.get("type").asText()).isEqualTo("lock_acquired");
        assertThat(acquired.at("/detail/owner").asText()).isEqualTo("me");
        assertThat(acquired.at("/detail/fence").asText()).isEqualTo(token);
        assertThat(stream.next().get("type").asText()).isEqualTo("lock_released");
        assertThat(stream.next().get("type").asText()).isEqualTo("sync_complete");
        put("grpc", "user_2");
        assertThat(stream.next().get("key").asText()).isEqualTo("user_2");
    }

    @Test
    void watch_asLines_saysWhenItIsCompacted() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(clients.service().url() + "/v1/watch?from=7-1"))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.body())
                .startsWith("{\"type\":\"compacted\"")
                .contains("\"reason\":\"7-1 is of another epoch: the store was restored\"")
                .contains("\"oldest\":\"1-0\"")
                .endsWith("}\n");
    }

    @Test
    void watch_onTheCommandLine_printsOneLineForEach() throws Exception {
        put("cli", "k");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stopped = threads.submit(() -> clients.cli("watch", "--from", "9-1", "--swarm", "cli"));
            assertThat(stopped.get().out()).contains("\tcompacted\t9-1 is of another epoch");
        }
    }

    /** A hundred readers over HTTP see every change in the same order. */
    @Test
    void watch_byAHundredReaders() throws Exception {
        int changes = 50;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = IntStream.range(0, 100)
                    .mapToObj(_ -> threads.submit(() -> {
                        try (var events = new Events("?from=1-0", "Swarm-Id", "many")) {
                            var ids = new ArrayList<String>();
                            while (ids.size() < changes) {
                                var event = events.next();
                                if ("memory_updated".equals(event.get("event"))) {
                                    ids.add(Objects.requireNonNull(event.get("id")));
                                }
                            }
                            return ids;
                        }
                    }))
                    .toList();
            for (int i = 0; i < changes; i++) {
                put("many", "k" + i);
            }
            var expected = readers.getFirst().get();
            assertThat(expected).hasSize(changes).doesNotHaveDuplicates();
            for (var reader : readers) {
                assertThat(reader.get()).isEqualTo(expected);
            }
        }
    }

    /** Writers notice nothing of a client that takes nothing, and its watch ends before everything is told. */
    @Test
    void watch_ofASlowClient_isDropped() throws Exception {
        var address = URI.create(clients.service().url());
        var batch = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"op\": \"put\", \"key\": \"key-" + i + "\", \"value\": 1}")
                .collect(Collectors.joining(",", "{\"operations\": [", "]}"));
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(1 << 16);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            socket.getOutputStream()
                    .write("GET /v1/watch HTTP/1.1\r\nHost: x\r\nSwarm-Id: slow\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            long slowest = 0;
            for (int i = 0; i < 70; i++) {
                long begin = System.nanoTime();
                var answer = clients.http("POST", "/v1/batch", batch, "Swarm-Id", "slow");
                assertThat(answer.status()).isEqualTo(200);
                slowest = Math.max(slowest, System.nanoTime() - begin);
            }
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
            var told = told(socket.getInputStream());
            assertThat(told).isBetween(1L, 69_999L);
        }
    }

    /** How many changes come before the last chunk, or before the connection breaks. */
    private static long told(InputStream stream) {
        long told = 0;
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                told += line.contains("memory_updated") ? 1 : 0;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return told;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=x | from: x (expected: a revision such as 1-42, or the id of an event)",
                "namespace= | namespace: (empty)",
                "pattern= | pattern: (empty)",
                "tables=memory | tables: memory (expected: the name of a table, such as memory_store)",
                "heartbeatSeconds=0 | heartbeatSeconds: 0 (expected: 1 to 300)",
                "since=1 | since",
            })
    void badRequest_namesWhatIsWrong(String query, String expected) {
        var answer = clients.http("GET", "/v1/watch?" + query, "");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains(expected);
    }

    @Test
    void stop_endsWatchesAndWaits(@TempDir Path other) throws Exception {
        var stopping = ServiceClients.start(other, Map.of());
        var stream = stopping.grpcStream("WatchService.Watch", "{}");
        assertThat(stream.next().get("type").asText()).isEqualTo("sync_complete");
        stopping.grpc("LockService.Acquire", "{\"key\": \"k\", \"owner\": \"a\"}");
        List<JsonNode> rest = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() ->
                    stopping.http("POST", "/v1/locks", "{\"key\": \"k\", \"owner\": \"b\", \"waitSeconds\": 60}"));
            await().until(() ->
                    stopping.http("POST", "/v1/locks", "{\"key\": \"k\", \"owner\": \"c\", \"mode\": \"read\"}")
                                    .status()
                            == 409);
            long begin = System.nanoTime();
            var closing = threads.submit(() -> stopping.service().close());
            assertThat(waiting.get().status()).isEqualTo(503);
            closing.get();
            assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
            stream.forEachRemaining(rest::add);
        } catch (io.grpc.StatusRuntimeException e) {
            assertThat(e).hasMessageContaining("UNAVAILABLE");
        }
        stopping.close();
    }
}
