package io.claudeflow.swarm.memory.policy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Locale;

/**
 * How the values of a policy are compressed; kept only when the result is smaller.
 *
 * @param thresholdBytes values of at least this size are tried: 0 to 16 MiB
 */
public record CompressionRule(Algorithm algorithm, int thresholdBytes) {
    public static final int MAX_THRESHOLD_BYTES = 16 * 1024 * 1024;

    /** Seed 004's threshold for policies. */
    public static final int DEFAULT_THRESHOLD_BYTES = 1024;

    public static final CompressionRule NONE = new CompressionRule(Algorithm.NONE, 0);

    /** The algorithms a policy can choose. */
    public enum Algorithm {
        ZSTD,
        GZIP,
        NONE
    }

    /** As a policy file says it: {@code none}, or {@code zstd from 1024 bytes}. */
    public String text() {
        return algorithm == Algorithm.NONE
                ? "none"
                : algorithm.name().toLowerCase(Locale.ROOT) + " from " + thresholdBytes + " bytes";
    }

    public CompressionRule {
        if (thresholdBytes < 0 || thresholdBytes > MAX_THRESHOLD_BYTES) {
            throw MemoryException.invalid("compression.threshold", thresholdBytes, "0 to " + MAX_THRESHOLD_BYTES);
        }
    }
}
