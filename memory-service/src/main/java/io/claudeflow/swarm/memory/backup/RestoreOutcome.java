package io.claudeflow.swarm.memory.backup;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a start found to restore, and what became of it. */
public sealed interface RestoreOutcome {
    /** There was nothing to restore. */
    record None() implements RestoreOutcome {}

    /**
     * A backup took the place of the database.
     *
     * @param source the file that was restored
     * @param keptAs where the replaced database lies, or null when there was none
     */
    record Restored(String source, @Nullable String keptAs, Revision revision) implements RestoreOutcome {}

    /** Something was there and was not restored; the store serves what it had. */
    record NotRestored(List<String> reasons) implements RestoreOutcome {
        public NotRestored {
            reasons = List.copyOf(reasons);
        }
    }

    RestoreOutcome NONE = new None();
}
