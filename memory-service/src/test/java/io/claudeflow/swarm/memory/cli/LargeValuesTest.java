package io.claudeflow.swarm.memory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is started in a pod, with the heap it has there. */
@Timeout(180)
class LargeValuesTest {
    private static final int LARGEST = 16 << 20;
    private static final int AT_ONCE = 8;

    private static final MethodDescriptor<byte[], byte[]> EXPORT = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("swarm.memory.v1.TransferService/Export")
            .setRequestMarshaller(new Unread())
            .setResponseMarshaller(new Unread())
            .build();

    private final int grpcPort = freePort();

    @TempDir
    private Path directory;

    /** A message as it is sent. */
    private static final class Unread implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void with(HttpClient client, String url) throws Exception;
    }

    private void served(Work work) throws Exception {
        var database = directory.resolve("memory.db");
        var service = serve(database);
        try (var client = HttpClient.newHttpClient()) {
            var url = await("the service")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> MemoryEngine.announcedUrl(database), Optional::isPresent);
            work.with(client, url.orElseThrow());
            assertThat(service.isAlive()).isTrue();
        } finally {
            service.destroy();
            assertThat(service.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static HttpRequest put(URI entry, String type, byte[] body) {
        return HttpRequest.newBuilder(entry)
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    @Test
    @Tag("slow")
    void shouldAnswerManyReadsOfLargestValuesAtOnceWithinItsHeap() throws Exception {
        var value = new byte[LARGEST];
        RandomGenerator.of("L64X128MixRandom").nextBytes(value);
        served((client, url) -> {
            var entry = URI.create(url + "/v1/namespaces/default/entries/large");
            assertThat(client.send(put(entry, "application/octet-stream", value), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(201);

            var get = HttpRequest.newBuilder(URI.create(entry + "?raw=true")).build();
            var answers = Stream.generate(() -> client.sendAsync(get, HttpResponse.BodyHandlers.ofByteArray()))
                    .limit(AT_ONCE)
                    .toList();
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.get().statusCode()).isEqualTo(200);
                assertThat(answer.get().body()).isEqualTo(value);
            });
        });
    }

    /** Their words are indexed meanwhile. */
    @Test
    @Tag("slow")
    void shouldTakeManyWritesOfLargestTextsAtOnceWithinItsHeap() throws Exception {
        var text = "первый " + "слово ".repeat(LARGEST / 11 - 100);
        var body = ("{\"value\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        served((client, url) -> {
            for (int round = 0; round < 3; round++) {
                var answers = IntStream.range(0, AT_ONCE)
                        .mapToObj(i -> URI.create(url + "/v1/namespaces/default/entries/large" + i))
                        .map(entry -> client.sendAsync(
                                put(entry, "application/json", body), HttpResponse.BodyHandlers.ofString()))
                        .toList();
                CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                        .get(2, TimeUnit.MINUTES);
                assertThat(answers)
                        .allSatisfy(
                                answer -> assertThat(answer.get().statusCode()).isIn(200, 201));
            }
            var search = HttpRequest.newBuilder(URI.create(url + "/v1/search"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"первый\",\"limit\":100}"))
                    .build();
            await("the index")
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () -> client.send(search, HttpResponse.BodyHandlers.ofString())
                                    .body(),
                            found -> found.split("\"key\"", -1).length == AT_ONCE + 1);
        });
    }

    /** The cache alone may hold half of the heap. */
    @Test
    @Tag("slow")
    void shouldServeManyValuesOfAMebibyteWithinItsHeap() throws Exception {
        var body = ("{\"value\":\"" + "слово ".repeat((1 << 20) / 11) + "\"}").getBytes(StandardCharsets.UTF_8);
        served((client, url) -> {
            for (int round = 0; round < 8; round++) {
                var entries = IntStream.range(0, 2 * AT_ONCE)
                        .mapToObj(i -> URI.create(url + "/v1/namespaces/default/entries/" + i))
                        .toList();
                var written = entries.stream()
                        .map(entry -> client.sendAsync(
                                put(entry, "application/json", body), HttpResponse.BodyHandlers.discarding()));
                var read = Stream.generate(() -> entries)
                        .limit(4)
                        .flatMap(List::stream)
                        .map(entry -> client.sendAsync(
                                HttpRequest.newBuilder(entry).build(), HttpResponse.BodyHandlers.discarding()));
                var answers = Stream.concat(written, read).toList();
                CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                        .get(2, TimeUnit.MINUTES);
                assertThat(answers)
                        .allSatisfy(
                                answer -> assertThat(answer.get().statusCode()).isIn(200, 201, 404));
            }
        });
    }

    @Test
    @Tag("slow")
    void shouldTakeExportArchiveAndImportLargestValuesWithinItsHeap() throws Exception {
        var value = new byte[LARGEST];
        RandomGenerator.of("L64X128MixRandom").nextBytes(value);
        var base64 = Base64.getEncoder().encodeToString(value);
        served((client, url) -> {
            var entries = url + "/v1/namespaces/large/entries/";
            assertThat(send(client, "PUT", entries + "b", envelope("bytes", base64))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(send(client, "PUT", entries + "t", envelope("text", "é\\n".repeat(LARGEST / 3)))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(send(client, "PUT", entries + "j", envelope("json", "x".repeat(LARGEST - 2)))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(send(client, "POST", url + "/admin/audit", "{}").statusCode())
                    .isEqualTo(200);

            var selection = "{\"namespace\": \"large\", \"pattern\": \"b\"}";
            var archived = send(client, "POST", url + "/admin/archives", selection);
            assertThat(archived.body()).contains("\"deleted\":1");
            var name = archived.body().replaceAll(".*\"name\":\"([^\"]+)\".*", "$1");
            assertThat(send(client, "POST", url + "/admin/archives/" + name + "/restore", "{}")
                            .body())
                    .contains("\"imported\":1");

            assertThat(send(client, "DELETE", entries + "t", "").statusCode()).isEqualTo(200);
            assertThat(send(client, "DELETE", entries + "j", "").statusCode()).isEqualTo(200);
            var export = send(client, "GET", url + "/admin/export?namespace=large", "")
                    .body();
            assertThat(export).contains(base64);

            // The lines are in a JSON string themselves, which takes more room than the value alone.
            assertThat(send(client, "PUT", entries + "b", envelope("bytes", base64.substring(0, LARGEST / 2)))
                            .statusCode())
                    .isEqualTo(200);
            var half = send(client, "GET", url + "/admin/export?namespace=large", "")
                    .body();
            var lines = half.replace("\"", "\\\"").replace("\n", "\\n");
            var imported = send(
                    client, "POST", url + "/admin/import", "{\"namespace\": \"two\", \"lines\": \"" + lines + "\"}");
            assertThat(imported.body()).contains("\"imported\":1");
        });
    }

    @Test
    @Tag("slow")
    void shouldRefuseToExportOverGrpcWhatItsHeapCannotHold() throws Exception {
        var value = new byte[LARGEST];
        served((client, url) -> {
            var entries = url + "/v1/namespaces/large/entries/";
            client.send(
                    put(URI.create(entries + "a"), "application/octet-stream", new byte[1 << 20]),
                    HttpResponse.BodyHandlers.discarding());
            client.send(
                    put(URI.create(entries + "b"), "application/octet-stream", value),
                    HttpResponse.BodyHandlers.discarding());
            var channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
                    .usePlaintext()
                    .maxInboundMessageSize(4 * LARGEST)
                    .build();
            try {
                var lines = ClientCalls.blockingServerStreamingCall(
                        channel, EXPORT, CallOptions.DEFAULT, "\n\u0005large".getBytes(StandardCharsets.UTF_8));
                assertThat(lines.next()).as("the header").isNotEmpty();
                assertThat(lines.next()).as("the smaller one").hasSizeGreaterThan(1 << 20);
                assertThatThrownBy(lines::next)
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageContaining("INVALID_ARGUMENT: answer: 223")
                        .hasMessageContaining("by the size of the heap; HTTP has no such limit");
            } finally {
                channel.shutdownNow();
            }
        });
    }

    private static String envelope(String encoding, String value) {
        return "{\"encoding\": \"" + encoding + "\", \"value\": \"" + value + "\"}";
    }

    private static HttpResponse<String> send(HttpClient client, String method, String url, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Process serve(Path database) throws Exception {
        var launcher = Path.of("target/dist/bin/swarm-memory").toAbsolutePath().toString();
        var builder = new ProcessBuilder(launcher, "serve")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SWARM_JAVA_HOME",
                        System.getProperty("java.home"),
                        "DB_PATH",
                        database.toString(),
                        "BIND_ADDRESS",
                        "127.0.0.1",
                        "HTTP_PORT",
                        "0",
                        "GRPC_PORT",
                        String.valueOf(grpcPort),
                        "METRICS_PORT",
                        "0"));
        return builder.start();
    }
}
