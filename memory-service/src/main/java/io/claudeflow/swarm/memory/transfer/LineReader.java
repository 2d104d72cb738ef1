package io.claudeflow.swarm.memory.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
            var line = new ByteArrayOutputStream(256);
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
                return new Line(number, line.toByteArray());
            }
        }
    }

    private static boolean isBlank(ByteArrayOutputStream line) {
        return line.size() < MAX_BLANK
                && line.toString(StandardCharsets.ISO_8859_1).isBlank();
    }
}
