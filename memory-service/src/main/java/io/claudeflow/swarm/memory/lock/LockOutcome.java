package io.claudeflow.swarm.memory.lock;

import java.util.List;

/** What came of a wish for a lock. */
public sealed interface LockOutcome {
    /** The owner has it. */
    record Granted(Lock lock) implements LockOutcome {}

    /** The wait ended first; these stood in the way at that moment. */
    record TimedOut(List<Lock> holders) implements LockOutcome {
        public TimedOut {
            holders = List.copyOf(holders);
        }
    }

    /**
     * Waiting on would never have ended, and this was the youngest wait of the circle.
     *
     * @param owners who waits for whom, ending with the one it began with
     */
    record Deadlock(List<String> owners) implements LockOutcome {
        public Deadlock {
            owners = List.copyOf(owners);
        }
    }
}
