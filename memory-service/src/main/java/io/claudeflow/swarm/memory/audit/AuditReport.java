package io.claudeflow.swarm.memory.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of an audit. It reads page after page while the swarm goes on, so it is no snapshot.
 *
 * @param entries entries that were read
 * @param complete whether that were all
 * @param duplicateGroups sets of entries with the same value
 * @param duplicateBytes what all but one of each set take, before compression
 * @param nearDuplicates pairs of similar texts
 * @param candidatesLeft pairs that were not compared, because there were too many
 * @param secretEntries entries with at least one likely secret
 * @param secrets likely secrets by kind
 */
public record AuditReport(
        String swarm,
        Instant startedAt,
        Duration duration,
        long entries,
        boolean complete,
        long duplicateGroups,
        long duplicateEntries,
        long duplicateBytes,
        long nearDuplicates,
        long candidatesLeft,
        long neverRead,
        long neverReadBytes,
        long secretEntries,
        Map<SecretKind, Long> secrets,
        long damaged) {
    public AuditReport {
        var copy = new EnumMap<SecretKind, Long>(SecretKind.class);
        copy.putAll(secrets);
        secrets = Collections.unmodifiableMap(copy);
    }
}
