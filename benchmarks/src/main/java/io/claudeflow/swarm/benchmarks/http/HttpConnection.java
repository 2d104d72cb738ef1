package io.claudeflow.swarm.benchmarks.http;

import io.claudeflow.swarm.benchmarks.wire.WireReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A kept-alive HTTP/1.1 connection to the loopback interface for one request at a time: a request is one write, a
 * response is read through {@link WireReader}. It knows what the load needs of RFC 9112 (Content-Length, chunked
 * bodies, answers without a body) and refuses the rest. Not thread-safe, except {@link #close()}.
 */
public final class HttpConnection implements AutoCloseable {
    private static final byte[] NO_BODY = new byte[0];
    private static final int MAX_BODY = 32 * 1024 * 1024;
    private static final int INITIAL_REQUEST = 2048;

    private final Socket socket;
    private final OutputStream out;
    private final WireReader in;
    private final String host;
    private byte[] request = new byte[INITIAL_REQUEST];

    private HttpConnection(Socket socket, int port) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new WireReader(socket.getInputStream());
        this.host = " HTTP/1.1\r\nHost: localhost:" + port + "\r\n";
    }

    public static HttpConnection open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            return new HttpConnection(socket, port);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A complete answer. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Response(int status, byte[] body) {}

    /**
     * Sends a request and reads its answer.
     *
     * @param target path and query, already encoded
     * @param headers complete lines, each ended by CR LF; empty for none
     */
    public Response send(String method, String target, String headers, byte[] body) throws IOException {
        String length = body.length == 0 && "GET".equals(method) ? "" : "Content-Length: " + body.length + "\r\n";
        String head = method + " " + target + host + headers + length + "\r\n";
        int total = head.length() + body.length;
        if (request.length < total) {
            request = new byte[total];
        }
        byte[] ascii = head.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(ascii, 0, request, 0, ascii.length);
        System.arraycopy(body, 0, request, ascii.length, body.length);
        out.write(request, 0, total);
        return readResponse(in);
    }

    static Response readResponse(WireReader in) throws IOException {
        in.nextLine();
        if (!in.lineStartsWith("http/1.1 ")) {
            throw new ProtocolException("expected an HTTP/1.1 status line, found '" + in.line() + "'");
        }
        int status = (int) in.lineNumber("http/1.1 ".length(), 10);
        long length = -1;
        boolean chunked = false;
        for (in.nextLine(); in.lineLength() > 0; in.nextLine()) {
            if (in.lineStartsWith("content-length:")) {
                length = in.lineNumber("content-length:".length(), 10);
            } else if (in.lineStartsWith("transfer-encoding: chunked")) {
                chunked = true;
            }
        }
        if (status == 204 || status == 304) {
            return new Response(status, NO_BODY);
        }
        if (chunked) {
            return new Response(status, readChunks(in));
        }
        if (length < 0 || length > MAX_BODY) {
            throw new ProtocolException("answer " + status + " has content length " + length + ", expected 0 to "
                    + MAX_BODY + " or a chunked body");
        }
        byte[] body = length == 0 ? NO_BODY : new byte[(int) length];
        in.read(body, 0, body.length);
        return new Response(status, body);
    }

    private static byte[] readChunks(WireReader in) throws IOException {
        byte[] body = NO_BODY;
        while (true) {
            in.nextLine();
            long size = in.lineNumber(0, 16);
            if (size < 0 || body.length + size > MAX_BODY) {
                throw new ProtocolException("chunk of " + size + " bytes after " + body.length + ", expected at most "
                        + MAX_BODY + " in all");
            }
            int before = body.length;
            body = Arrays.copyOf(body, before + (int) size);
            in.read(body, before, (int) size);
            in.nextLine();
            if (size == 0) {
                skipTrailers(in);
                return body;
            }
        }
    }

    private static void skipTrailers(WireReader in) throws IOException {
        while (in.lineLength() > 0) {
            in.nextLine();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // A connection that cannot be closed is closed enough: its process ends with the run.
            return;
        }
    }
}
