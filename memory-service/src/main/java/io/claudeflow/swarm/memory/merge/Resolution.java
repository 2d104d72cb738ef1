package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The decision of a conflict.
 *
 * @param id of the conflict in its swarm
 * @param replica who decides
 * @param expected the entry's revision that the decision was made for; null: the stored value must still be the one the
 *     conflict was about
 */
public record Resolution(
        String swarm,
        long id,
        Decision decision,
        String replica,
        @Nullable Revision expected) {
    /** Which value is to stand. */
    public sealed interface Decision {
        /** The stored one. */
        record Ours() implements Decision {}

        /** The one that came in. */
        record Theirs() implements Decision {}

        /** Another one. */
        record Other(Document value) implements Decision {}
    }

    /** The value that the decision is for. */
    public Document value(MergeOutcome.Conflict conflict) {
        return switch (decision) {
            case Decision.Ours _ -> conflict.ours();
            case Decision.Theirs _ -> conflict.theirs();
            case Decision.Other other -> other.value();
        };
    }
}
