package io.claudeflow.swarm.benchmarks.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines and counted bytes from a stream through one buffer. A line is a view into the buffer, valid until the
 * next call, so that a response costs no allocation but its body. A line is at most 16 KiB. Not thread-safe.
 */
public final class WireReader {
    private static final int CAPACITY = 16 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int next;
    private int limit;
    private int lineStart;
    private int lineEnd;

    public WireReader(InputStream in) {
        this.in = in;
    }

    /**
     * Moves to the next line, which ends with CR LF.
     *
     * @throws EOFException when the stream ends before the line does
     * @throws ProtocolException when the line is longer than the buffer
     */
    public void nextLine() throws IOException {
        int scan = next;
        while (true) {
            while (scan < limit) {
                if (buffer[scan] == '\n' && scan > next && buffer[scan - 1] == '\r') {
                    lineStart = next;
                    lineEnd = scan - 1;
                    next = scan + 1;
                    return;
                }
                scan++;
            }
            scan -= makeRoom();
            fill();
        }
    }

    /** The length of the current line without its end. */
    public int lineLength() {
        return lineEnd - lineStart;
    }

    /** The byte at this place of the current line. */
    public byte lineByte(int index) {
        if (index < 0 || index >= lineLength()) {
            throw new IndexOutOfBoundsException("index " + index + " of a line of " + lineLength() + " bytes");
        }
        return buffer[lineStart + index];
    }

    /** Whether the current line begins with this lower-case ASCII text, whatever the line's own case. */
    public boolean lineStartsWith(String lowerCase) {
        if (lineLength() < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int c = buffer[lineStart + i];
            int lower = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number in this radix at this place of the current line, spaces before it skipped. */
    public long lineNumber(int from, int radix) throws ProtocolException {
        int at = lineStart + from;
        while (at < lineEnd && buffer[at] == ' ') {
            at++;
        }
        boolean negative = at < lineEnd && buffer[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < lineEnd && at - first < 15) {
            int digit = Character.digit(buffer[at], radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
            at++;
        }
        if (at == first) {
            throw new ProtocolException("expected a number at byte " + from + " of '" + line() + "'");
        }
        return negative ? -value : value;
    }

    /** The current line as text. */
    public String line() {
        return new String(buffer, lineStart, lineLength(), StandardCharsets.ISO_8859_1);
    }

    /** Reads exactly this many bytes into the target. */
    public void read(byte[] target, int offset, int length) throws IOException {
        int done = Math.min(length, limit - next);
        System.arraycopy(buffer, next, target, offset, done);
        next += done;
        while (done < length) {
            int count = in.read(target, offset + done, length - done);
            if (count < 0) {
                throw new EOFException("stream ended after " + done + " of " + length + " bytes");
            }
            done += count;
        }
    }

    /** Moves unread bytes to the front when none are left or nothing fits behind them; returns by how much. */
    private int makeRoom() throws ProtocolException {
        if (next < limit && limit < CAPACITY) {
            return 0;
        }
        if (next == 0 && limit == CAPACITY) {
            throw new ProtocolException("line is longer than " + CAPACITY + " bytes");
        }
        int moved = next;
        System.arraycopy(buffer, next, buffer, 0, limit - next);
        limit -= moved;
        next = 0;
        return moved;
    }

    private void fill() throws IOException {
        int count = in.read(buffer, limit, CAPACITY - limit);
        if (count < 0) {
            throw new EOFException("stream ended in a line, after " + (limit - next) + " bytes of it");
        }
        limit += count;
    }
}
