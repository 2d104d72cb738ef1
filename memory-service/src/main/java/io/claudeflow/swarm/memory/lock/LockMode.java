package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Arrays;
import java.util.Locale;

/** What a lock lets its owner do, and what it keeps from others; the weaker first. */
public enum LockMode {
    /** Shared with other readers. */
    READ,
    /** Alone; others who lock are kept out. */
    WRITE,
    /** Alone; moreover a write to the key of somebody who has not locked is refused. */
    EXCLUSIVE;

    /** Finds a mode by its wire name. */
    public static LockMode named(String field, String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> MemoryException.invalid(field, name, "read, write or exclusive"));
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether two owners cannot hold these at the same time. */
    public boolean excludes(LockMode other) {
        return this != READ || other != READ;
    }

    /** Whether an owner of this needs nothing more to do what the other allows. */
    public boolean covers(LockMode other) {
        return compareTo(other) >= 0;
    }
}
