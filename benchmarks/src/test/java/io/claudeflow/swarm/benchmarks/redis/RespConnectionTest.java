package io.claudeflow.swarm.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.wire.WireReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespConnectionTest {
    @Test
    void readReply_everyKind() throws Exception {
        assertThat(reply("+OK\r\n")).asString().isEqualTo("OK");
        assertThat(reply(":17\r\n")).asString().isEqualTo("17");
        assertThat(reply("$6\r\na\r\nb\r\n\r\n")).asString().isEqualTo("a\r\nb\r\n");
        assertThat(reply("$0\r\n\r\n")).isEmpty();
        assertThat(reply("$-1\r\n")).isNull();
    }

    @Test
    void readReply_error_isARefusalThatKeepsTheConnection() {
        assertThatThrownBy(() -> reply("-MISCONF disk is full\r\n"))
                .isInstanceOfSatisfying(
                        PeerException.class, e -> assertThat(e.connectionLost()).isFalse())
                .hasMessage("MISCONF disk is full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "HTTP/1.1 400\r\n", "$-2\r\n", "$3\r\nabcd\r\n", "$5\r\nabc", "$99999999999\r\n"})
    void readReply_nonsense_isRefused(String reply) {
        assertThatThrownBy(() -> reply(reply)).isInstanceOf(IOException.class);
    }

    @Test
    void put_sendsOneArrayOfBulkStrings() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RespConnection connection = RespConnection.open(server.getLocalPort());
                Socket accepted = server.accept()) {
            String expected = "*3\r\n$3\r\nSET\r\n$2\r\nk1\r\n$5\r\nv\r\nal\r\n";
            CompletableFuture<String> request =
                    CompletableFuture.supplyAsync(() -> answer(accepted, expected.length()));
            connection.put("k1", "v\r\nal".getBytes(StandardCharsets.US_ASCII));
            assertThat(request.join()).isEqualTo(expected);
        }
    }

    @Test
    void get_connectionClosed_isLost() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RespConnection connection = RespConnection.open(server.getLocalPort())) {
            server.accept().close();
            assertThatThrownBy(() -> connection.get("k"))
                    .isInstanceOfSatisfying(
                            PeerException.class,
                            e -> assertThat(e.connectionLost()).isTrue());
        }
    }

    private static String answer(Socket socket, int length) {
        try {
            byte[] request = socket.getInputStream().readNBytes(length);
            socket.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(request, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static byte @Nullable [] reply(String reply) throws IOException, PeerException {
        return RespConnection.readReply(
                new WireReader(new ByteArrayInputStream(reply.getBytes(StandardCharsets.US_ASCII))));
    }
}
