package io.claudeflow.swarm.memory.codec;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Locale;

/** How the bytes of a stored value are compressed. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    /** The word in configuration and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #label}; a row with another word is damaged. */
    public static Compression ofLabel(String label) {
        return switch (label) {
            case "none" -> NONE;
            case "gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default ->
                throw MemoryException.of(
                        FailureKind.CORRUPT,
                        "a row of the database is damaged: compression " + label + " (expected: none, gzip or zstd)");
        };
    }
}
