package io.claudeflow.swarm.operator.memorybackup;

import io.claudeflow.swarm.operator.plan.StorePlan;
import java.util.Optional;

/** The store of a backup, as it was found. */
sealed interface StoreSeen {

    /** There is none of that name. */
    record Missing() implements StoreSeen {}

    /** Its spec cannot be followed; {@code why} is for people. */
    record Unreadable(String why) implements StoreSeen {}

    /**
     * It is there.
     *
     * @param leaving whether it is being deleted
     * @param stopped whether no pod is there and none will come by itself
     * @param ready whether its pod takes requests
     * @param restore the restore that works on its claim
     */
    record Known(StorePlan plan, boolean leaving, boolean stopped, boolean ready, Optional<String> restore)
            implements StoreSeen {}
}
