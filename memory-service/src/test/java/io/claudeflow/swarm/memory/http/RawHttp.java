package io.claudeflow.swarm.memory.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests over a socket, the target exactly as the test writes it: no client library gets to normalise it. */
final class RawHttp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /** @param body decoded as ISO 8859-1 when it is not text, so that no byte is lost */
    record Response(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    Response get(String target, String... headers) {
        return send("GET", target, new byte[0], headers);
    }

    Response delete(String target, String... headers) {
        return send("DELETE", target, new byte[0], headers);
    }

    Response put(String target, String json, String... headers) {
        return send("PUT", target, utf8(json), with(headers, "Content-Type: application/json"));
    }

    Response post(String target, String json, String... headers) {
        return send("POST", target, utf8(json), with(headers, "Content-Type: application/json"));
    }

    /** @param headers lines such as {@code Accept: text/plain} */
    Response send(String method, String target, byte[] body, String... headers) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        List.of(headers).forEach(header -> head.append(header).append("\r\n"));
        boolean framed = List.of(headers).stream().anyMatch(header -> header.startsWith("Transfer-Encoding"));
        if (!framed && (body.length > 0 || method.equals("PUT") || method.equals("POST"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var message = new ByteArrayOutputStream();
        message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        message.writeBytes(body);
        return exchange(message.toByteArray(), method.equals("HEAD"));
    }

    /** Sends bytes as they are and reads one response. */
    Response exchange(byte[] message, boolean head) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(message);
            socket.getOutputStream().flush();
            return read(socket.getInputStream(), head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one response and leaves the connection open. */
    static Response read(InputStream input, boolean head) throws IOException {
        var status = line(input).split(" ", 3);
        var headers = new HashMap<String, String>();
        for (var line = line(input); !line.isEmpty(); line = line(input)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = head ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var body = input.readNBytes(length);
        boolean binary = headers.getOrDefault("content-type", "").equals("application/octet-stream");
        var charset = binary ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        return new Response(Integer.parseInt(status[1]), headers, new String(body, charset));
    }

    private static String line(InputStream input) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection after: " + line);
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String[] with(String[] headers, String header) {
        var more = new String[headers.length + 1];
        System.arraycopy(headers, 0, more, 0, headers.length);
        more[headers.length] = header;
        return more;
    }
}
