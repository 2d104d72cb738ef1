package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.failure.MemoryException;
import org.jspecify.annotations.Nullable;

/**
 * How much a search may answer, so that the context of an agent is never flooded. Tokens are estimated at
 * {@value #BYTES_PER_TOKEN} bytes each.
 *
 * @param maxBytes 1 to 8 MiB
 */
public record Budget(long maxBytes) {
    public static final int BYTES_PER_TOKEN = 4;
    public static final long MAX_BYTES = 8L << 20;

    /** What a search without a budget may answer: 64 KiB, about 16,000 tokens. */
    public static final Budget DEFAULT = new Budget(64 * 1024);

    public Budget {
        if (maxBytes < 1 || maxBytes > MAX_BYTES) {
            throw MemoryException.invalid("maxBytes", maxBytes, "1 to " + MAX_BYTES);
        }
    }

    /** The smaller of both bounds; the default when there is none. */
    public static Budget of(@Nullable Long maxBytes, @Nullable Long maxTokens) {
        if (maxTokens != null && (maxTokens < 1 || maxTokens > MAX_BYTES / BYTES_PER_TOKEN)) {
            throw MemoryException.invalid("maxTokens", maxTokens, "1 to " + MAX_BYTES / BYTES_PER_TOKEN);
        }
        if (maxBytes == null) {
            return maxTokens == null ? DEFAULT : new Budget(maxTokens * BYTES_PER_TOKEN);
        }
        var bytes = new Budget(maxBytes);
        return maxTokens == null ? bytes : new Budget(Math.min(bytes.maxBytes, maxTokens * BYTES_PER_TOKEN));
    }

    /** The estimated number of tokens of so many bytes, rounded up. */
    public static long tokens(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }
}
