package io.claudeflow.swarm.benchmarks.http;

import io.claudeflow.swarm.benchmarks.wire.WireReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (<a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, section 9.2</a>)
 * from the loopback interface: each event as soon as its last line is there. Not thread-safe, except {@link #close()}.
 */
public final class EventStream implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    private EventStream(Socket socket, BufferedReader lines) {
        this.socket = socket;
        this.lines = lines;
    }

    /**
     * An event.
     *
     * @param name its type; {@code message} when it names none
     */
    public record Event(String name, String data) {}

    /**
     * Asks for the stream.
     *
     * @param target path and query, already encoded
     * @throws IOException also when the answer is not a stream of events
     */
    public static EventStream open(int port, String target) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            String request =
                    "GET " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAccept: text/event-stream\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new EventStream(socket, begin(new WireReader(socket.getInputStream())));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static BufferedReader begin(WireReader in) throws IOException {
        in.nextLine();
        String status = in.line();
        boolean chunked = false;
        for (in.nextLine(); in.lineLength() > 0; in.nextLine()) {
            chunked |= in.lineStartsWith("transfer-encoding: chunked");
        }
        if (!status.startsWith("HTTP/1.1 200 ") || !chunked) {
            throw new ProtocolException("expected a chunked answer 200, found '" + status + "'");
        }
        return new BufferedReader(new InputStreamReader(new Chunks(in), StandardCharsets.UTF_8));
    }

    /** Waits for the next event; null when the stream ended. */
    public @Nullable Event next() throws IOException {
        return next(lines);
    }

    static @Nullable Event next(BufferedReader lines) throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(value(line, "data:"));
            } else if (line.startsWith("event:")) {
                name = value(line, "event:");
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new Event(name, data.toString());
            }
        }
        return null;
    }

    private static String value(String line, String field) {
        int from = field.length();
        return line.substring(line.startsWith(" ", from) ? from + 1 : from);
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

    /** The content of chunks, joined (RFC 9112, section 7.1). */
    private static final class Chunks extends InputStream {
        private final WireReader in;
        private long left;
        private boolean ended;

        Chunks(WireReader in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** Never waits for more than the chunk that has begun. */
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                in.nextLine();
                left = in.lineNumber(0, 16);
                ended = left <= 0;
            }
            if (ended) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            in.read(target, offset, count);
            left -= count;
            if (left == 0) {
                in.nextLine();
            }
            return count;
        }
    }
}
