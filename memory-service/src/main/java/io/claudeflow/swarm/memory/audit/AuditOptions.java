package io.claudeflow.swarm.memory.audit;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;

/**
 * What an audit looks at.
 *
 * @param maxEntries entries it reads, at most; 1 to 500,000 (about 110 bytes of memory each while it runs)
 * @param minDuplicateBytes smaller values are not compared: {@code true} and {@code 0} are equal everywhere
 * @param similarity from which two texts are near duplicates, 0.5 to 1
 * @param unreadFor how long an entry must be without a write to be listed as never read
 */
public record AuditOptions(int maxEntries, int minDuplicateBytes, double similarity, Duration unreadFor) {
    public static final AuditOptions DEFAULT = new AuditOptions(100_000, 32, 0.85, Duration.ofDays(7));

    public static final int MAX_ENTRIES = 500_000;

    public AuditOptions {
        if (maxEntries < 1 || maxEntries > MAX_ENTRIES) {
            throw MemoryException.invalid("maxEntries", maxEntries, "1 to " + MAX_ENTRIES);
        }
        if (minDuplicateBytes < 0) {
            throw MemoryException.invalid("minDuplicateBytes", minDuplicateBytes, "0 or more");
        }
        if (!(similarity >= 0.5 && similarity <= 1)) {
            throw MemoryException.invalid("similarity", similarity, "0.5 to 1");
        }
        if (unreadFor.isNegative()) {
            throw MemoryException.invalid("unreadFor", unreadFor, "0 or more");
        }
    }
}
