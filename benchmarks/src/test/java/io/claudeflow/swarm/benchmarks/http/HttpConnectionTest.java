package io.claudeflow.swarm.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.claudeflow.swarm.benchmarks.wire.WireReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionTest {
    @Test
    void readResponse_contentLength() throws IOException {
        HttpConnection.Response answer = read("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nX: y\r\n\r\nhello");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString().isEqualTo("hello");
    }

    @Test
    void readResponse_chunked() throws IOException {
        HttpConnection.Response answer = HttpConnection.readResponse(withLineEnds("""
                HTTP/1.1 200 OK
                Transfer-Encoding: chunked

                5
                hello
                A;ext=1
                , chunked!
                0
                Trailer: x

                """));
        assertThat(answer.body()).asString().isEqualTo("hello, chunked!");
    }

    @Test
    void readResponse_chunked_leavesTheNextResponseWhole() throws IOException {
        WireReader in = withLineEnds("""
                HTTP/1.1 200 OK
                Transfer-Encoding: chunked

                1
                a
                0

                HTTP/1.1 404 Not Found
                Content-Length: 0

                """);
        assertThat(HttpConnection.readResponse(in).body()).asString().isEqualTo("a");
        assertThat(HttpConnection.readResponse(in).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void readResponse_statusWithoutBody_readsNone(int status) throws IOException {
        assertThat(read("HTTP/1.1 " + status + " -\r\nETag: \"1-2\"\r\n\r\n").body())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"
            })
    void readResponse_nonsense_isRefused(String response) {
        assertThatThrownBy(() -> read(response)).isInstanceOf(IOException.class);
    }

    @Test
    void send_toARealServer_keepsTheConnection() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (HttpConnection connection = HttpConnection.open(server.getAddress().getPort())) {
            for (int size : new int[] {1, 1_000, 100_000}) {
                byte[] body = "b".repeat(size).getBytes(StandardCharsets.US_ASCII);
                HttpConnection.Response answer = connection.send("PUT", "/echo", "X-Test: 1\r\n", body);
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.body()).isEqualTo(body);
            }
        } finally {
            server.stop(0);
        }
    }

    private static HttpConnection.Response read(String response) throws IOException {
        return HttpConnection.readResponse(wire(response));
    }

    private static WireReader withLineEnds(String response) {
        return wire(response.replace("\n", "\r\n"));
    }

    private static WireReader wire(String response) {
        return new WireReader(new ByteArrayInputStream(response.getBytes(StandardCharsets.US_ASCII)));
    }
}
