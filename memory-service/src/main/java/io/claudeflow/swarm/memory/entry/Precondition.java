package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.Set;

/** What must hold for a write to happen; checked in the transaction of the write. Expired entries count as absent. */
public sealed interface Precondition {
    /** No condition. */
    record None() implements Precondition {}

    /** No live entry has the key: {@code If-None-Match: *}. */
    record Absent() implements Precondition {}

    /** A live entry has the key: {@code If-Match: *}. */
    record Present() implements Precondition {}

    /** The live entry was written at one of these revisions: {@code If-Match: "1-42"}. */
    record WrittenAt(Set<Revision> revisions) implements Precondition {
        public WrittenAt {
            revisions = Set.copyOf(revisions);
        }
    }

    /** There is no live entry, or it was written at none of these revisions: {@code If-None-Match: "1-42"}. */
    record NotWrittenAt(Set<Revision> revisions) implements Precondition {
        public NotWrittenAt {
            revisions = Set.copyOf(revisions);
        }
    }

    Precondition NONE = new None();
    Precondition ABSENT = new Absent();
    Precondition PRESENT = new Present();
}
