package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.legacy.SinkOutcome.Result;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record is written over what is there. Pure. The rules make a repeated run write nothing, whatever the
 * policy and however many rows of however many files compete for one name: among imported rows the order is total (the
 * newer one, else the one that is there), so a loser loses again.
 */
final class ImportDecision {
    private ImportDecision() {}

    /**
     * What is there.
     *
     * @param mark null when the entry was not imported, or was written since
     * @param same whether value and tags are those of the record
     * @param writtenAt when it was written; for an imported entry in its source
     */
    record Present(
            @Nullable ImportMark mark,
            boolean same,
            @Nullable Instant writtenAt) {}

    static SinkOutcome decide(@Nullable Present present, ImportMark incoming, ConflictPolicy policy) {
        if (present == null) {
            return SinkOutcome.of(Result.IMPORTED, null);
        }
        var mark = present.mark();
        if (mark == null) {
            return present.same() ? SinkOutcome.of(Result.UNCHANGED, null) : written(present, incoming, policy);
        }
        if (mark.digest().equals(incoming.digest())) {
            return SinkOutcome.of(Result.UNCHANGED, null);
        }
        if (mark.sameRow(incoming)) {
            return policy == ConflictPolicy.OVERWRITE
                    ? SinkOutcome.of(Result.IMPORTED, null)
                    : byPolicy(present, incoming, policy, "an earlier state of the same row is there");
        }
        if (mark.sameFile(incoming)) {
            return isNewer(incoming, present)
                    ? SinkOutcome.of(Result.IMPORTED, null)
                    : SinkOutcome.of(Result.SKIPPED, "another row of the same source with the same key is newer");
        }
        return policy == ConflictPolicy.SKIP
                ? SinkOutcome.of(Result.CONFLICT, "another source has the same key")
                : byPolicy(present, incoming, ConflictPolicy.NEWER, "another source has the same key");
    }

    private static SinkOutcome written(Present present, ImportMark incoming, ConflictPolicy policy) {
        return byPolicy(present, incoming, policy, "something else is there under the key");
    }

    private static SinkOutcome byPolicy(Present present, ImportMark incoming, ConflictPolicy policy, String reason) {
        return switch (policy) {
            case SKIP -> SinkOutcome.of(Result.CONFLICT, reason);
            case OVERWRITE -> SinkOutcome.of(Result.IMPORTED, null);
            case NEWER ->
                isNewer(incoming, present)
                        ? SinkOutcome.of(Result.IMPORTED, null)
                        : SinkOutcome.of(Result.CONFLICT, reason + " and is not older");
        };
    }

    private static boolean isNewer(ImportMark incoming, Present present) {
        return incoming.writtenAt() != null
                && (present.writtenAt() == null || incoming.writtenAt().isAfter(present.writtenAt()));
    }
}
