package io.claudeflow.swarm.benchmarks.redis;

import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.wire.WireReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks RESP2 (Redis serialization protocol) for the few commands a run needs: a request is an array
 * of bulk strings in one write, an answer is a simple string, an error, a number or one bulk string. Not thread-safe,
 * except {@link #close()}.
 */
final class RespConnection implements PeerClient {
    private static final byte[] END = {'\r', '\n'};
    private static final int MAX_BULK = 32 * 1024 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private final WireReader in;
    private byte[] request = new byte[2048];
    private int length;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new WireReader(socket.getInputStream());
    }

    static RespConnection open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            return new RespConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void put(String key, byte[] value) throws PeerException {
        byte[] answer = call("SET", key.getBytes(StandardCharsets.UTF_8), value);
        if (answer == null || answer.length != 2 || answer[0] != 'O' || answer[1] != 'K') {
            throw PeerException.refused("SET " + key + " was not answered with OK");
        }
    }

    @Override
    public byte @Nullable [] get(String key) throws PeerException {
        return call("GET", key.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a command and returns its answer; null is RESP's null bulk string. */
    byte @Nullable [] call(String command, byte[]... arguments) throws PeerException {
        try {
            length = 0;
            append(('*' + Integer.toString(arguments.length + 1)).getBytes(StandardCharsets.US_ASCII));
            append(END);
            appendBulk(command.getBytes(StandardCharsets.US_ASCII));
            for (byte[] argument : arguments) {
                appendBulk(argument);
            }
            out.write(request, 0, length);
            return readReply(in);
        } catch (IOException e) {
            throw PeerException.lost(command + ": " + e, e);
        }
    }

    static byte @Nullable [] readReply(WireReader in) throws IOException, PeerException {
        in.nextLine();
        if (in.lineLength() == 0) {
            throw new ProtocolException("expected a RESP reply, found an empty line");
        }
        return switch (in.lineByte(0)) {
            case '+', ':' -> in.line().substring(1).getBytes(StandardCharsets.ISO_8859_1);
            case '-' -> throw PeerException.refused(in.line().substring(1));
            case '$' -> readBulk(in, in.lineNumber(1, 10));
            default -> throw new ProtocolException("expected one of + - : $, found '" + in.line() + "'");
        };
    }

    private static byte @Nullable [] readBulk(WireReader in, long size) throws IOException {
        if (size == -1) {
            return null;
        }
        if (size < 0 || size > MAX_BULK) {
            throw new ProtocolException("bulk string of " + size + " bytes, expected 0 to " + MAX_BULK);
        }
        byte[] bulk = new byte[(int) size];
        in.read(bulk, 0, bulk.length);
        in.nextLine();
        if (in.lineLength() != 0) {
            throw new ProtocolException("bulk string is longer than its size of " + size);
        }
        return bulk;
    }

    private void appendBulk(byte[] content) {
        append(('$' + Integer.toString(content.length)).getBytes(StandardCharsets.US_ASCII));
        append(END);
        append(content);
        append(END);
    }

    private void append(byte[] part) {
        if (request.length < length + part.length) {
            request = Arrays.copyOf(request, 2 * (length + part.length));
        }
        System.arraycopy(part, 0, request, length, part.length);
        length += part.length;
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
