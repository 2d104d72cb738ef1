package io.claudeflow.swarm.memory.sharedstate;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import org.jspecify.annotations.Nullable;

/** What a writer believes is there; the "compare" of compare-and-set, checked in the transaction of the write. */
public sealed interface Expectation {
    /** The writer does not care. */
    record Anything() implements Expectation {}

    /** There is no value yet; also written as version 0. */
    record Absent() implements Expectation {}

    /** The value has this version. */
    record Version(long version) implements Expectation {}

    /** The value was written at this revision. */
    record WrittenAt(Revision revision) implements Expectation {}

    Expectation ANYTHING = new Anything();
    Expectation ABSENT = new Absent();

    /** The meaning of an expected version as callers write it: null, 0, or a version. */
    static Expectation version(@Nullable Long version) {
        if (version == null) {
            return ANYTHING;
        }
        if (version < 0) {
            throw MemoryException.invalid("expectedVersion", version, "0 (absent) or a version");
        }
        return version == 0 ? ABSENT : new Version(version);
    }

    /** Throws {@code PRECONDITION_FAILED} with what is there instead. */
    static void check(Expectation expected, @Nullable SharedState current) {
        boolean met = switch (expected) {
            case Anything _ -> true;
            case Absent _ -> current == null;
            case Version wanted -> current != null && current.version() == wanted.version();
            case WrittenAt wanted -> current != null && current.revision().equals(wanted.revision());
        };
        if (!met) {
            var found = current == null ? "absent" : "version " + current.version() + " of " + current.revision();
            var wanted = switch (expected) {
                case Version version -> "version " + version.version();
                case WrittenAt writtenAt -> "revision " + writtenAt.revision();
                case Absent _, Anything _ -> "no value";
            };
            throw MemoryException.ofField(FailureKind.PRECONDITION_FAILED, "expectedVersion", wanted, found);
        }
    }
}
