package io.claudeflow.swarm.memory.watch;

import java.util.Locale;

/** What happened to a lock; the member {@code event} of its change's detail. */
public enum LockEvent {
    ACQUIRED,
    /** Its lease or the number of its holds changed. */
    RENEWED,
    RELEASED,
    EXPIRED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
