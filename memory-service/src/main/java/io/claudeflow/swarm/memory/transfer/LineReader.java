package io.claudeflow.swarm.memory.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length; empty lines are left out. One thread. */
final class LineReader {
    private static final int MAX_BLANK = 256;

    private final InputStream in;
    private final int maxBytes;
    private long number;

    LineReader(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.maxBytes = maxBytes;
    }

    /**
     * A line.
     *
     * @param number counted from 1
     * @param text without its end; null when it is longer than a line may be
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Line(long number, byte @Nullable [] text) {}

    /** The next line that is not empty, or null at the end. */
    @Nullable
    Line next() throws IOException {
        while (true) {
            var line = new Chunks();
            long length = 0;
            int c = in.read();
            if (c < 0) {
                return null;
            }
            number++;
            for (; c >= 0 && c != '\n'; c = in.read()) {
                length++;
                if (length <= maxBytes) {
                    line.write(c);
                }
            }
            if (length > maxBytes) {
                return new Line(number, null);
            }
            if (!isBlank(line)) {
                return new Line(number, line.joined());
            }
        }
    }

    private static boolean isBlank(Chunks line) {
        return line.size < MAX_BLANK && new String(line.joined(), StandardCharsets.ISO_8859_1).isBlank();
    }

    /** Bytes that come one by one; a buffer that doubles would hold a long line three times. */
    private static final class Chunks {
        private static final int FIRST = 256;
        private static final int LARGEST = 1 << 20;

        private final List<byte[]> full = new ArrayList<>();
        private byte[] last = new byte[FIRST];
        private int used;
        private int size;

        void write(int octet) {
            if (used == last.length) {
                full.add(last);
                last = new byte[Math.min(LARGEST, 2 * last.length)];
                used = 0;
            }
            last[used++] = (byte) octet;
            size++;
        }

        byte[] joined() {
            var all = ByteBuffer.allocate(size);
            full.forEach(all::put);
            return all.put(last, 0, used).array();
        }
    }
}
