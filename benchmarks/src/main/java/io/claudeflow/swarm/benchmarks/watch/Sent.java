package io.claudeflow.swarm.benchmarks.watch;

import java.util.concurrent.atomic.AtomicLongArray;

/** When each write of a run was sent. The writer puts down moments, the readers look them up. Thread-safe. */
final class Sent {
    private static final String PREFIX = "event-";

    private final AtomicLongArray moments;

    Sent(int writes) {
        moments = new AtomicLongArray(writes);
    }

    int writes() {
        return moments.length();
    }

    static String key(int number) {
        return PREFIX + number;
    }

    /** The number of a key of this run; -1 for any other. */
    int number(String key) {
        if (!key.startsWith(PREFIX)) {
            return -1;
        }
        try {
            int number = Integer.parseInt(key.substring(PREFIX.length()));
            return number >= 0 && number < writes() ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    void now(int number) {
        moments.set(number, System.nanoTime());
    }

    long moment(int number) {
        return moments.get(number);
    }
}
