package io.claudeflow.swarm.memory.legacy.decode;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip with a bound, so that a few bytes cannot become gigabytes. */
final class Gzip {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;

    private Gzip() {}

    static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xff) == MAGIC_1 && (bytes[1] & 0xff) == MAGIC_2;
    }

    static byte[] unpack(String field, byte[] packed, int maxBytes) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] unpacked = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw MemoryException.limit(field, "more than " + maxBytes + " bytes unpacked", maxBytes + " bytes");
            }
            return unpacked;
        } catch (IOException e) {
            throw MemoryException.ofField(
                    FailureKind.CORRUPT, field, packed.length + " bytes", "sound gzip; " + e.getMessage());
        }
    }

    /** The bytes of base64 when they are gzip. */
    static Optional<byte[]> fromBase64(String text) {
        if (!text.startsWith("H4sI")) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return isGzip(bytes) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
