package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What a sink did with a record.
 *
 * @param reason why, or what was left out of an imported record; null when there is nothing to say
 * @param written the revision of the entry it became in this run, where that is known
 */
public record SinkOutcome(
        Result result, @Nullable String reason, @Nullable Revision written) {
    /** The possible outcomes. */
    public enum Result {
        /** Written, or in a dry run: would be written. */
        IMPORTED,
        /** There already, exactly as the source has it. */
        UNCHANGED,
        /** Not written because another row of the same source is newer. */
        SKIPPED,
        /** Not written because something else is there and the policy keeps it. */
        CONFLICT,
        /** Refused by the store. */
        FAILED
    }

    /** Kinds that say something about the record fail the record; others are thrown and end the run. */
    static SinkOutcome failed(MemoryException failure) {
        if (!failure.kind().concernsOneItem()) {
            throw failure;
        }
        return of(Result.FAILED, failure.getMessage());
    }

    /** The same of an entry that was written. */
    SinkOutcome at(Revision revision) {
        return new SinkOutcome(result, reason, revision);
    }

    /** The same with something left out. */
    SinkOutcome but(String note) {
        return new SinkOutcome(result, reason == null ? note : reason + "; " + note, written);
    }

    static SinkOutcome of(Result result, @Nullable String reason) {
        return new SinkOutcome(result, reason, null);
    }
}
