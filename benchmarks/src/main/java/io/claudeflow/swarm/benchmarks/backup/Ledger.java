package io.claudeflow.swarm.benchmarks.backup;

import java.util.concurrent.atomic.AtomicLongArray;

/** What one writer has sent and what was acknowledged, in the order of its numbers. One thread writes, all can read. */
final class Ledger {
    private static final int REMEMBERED = 4096;

    private final AtomicLongArray revisions = new AtomicLongArray(REMEMBERED);
    private volatile long sent;
    private volatile long acknowledged;

    /** Of a writer that has long ended with this write. */
    static Ledger ended(long newest) {
        Ledger ledger = new Ledger();
        ledger.sent = newest;
        return ledger;
    }

    /** A write is on its way; the one before was acknowledged. */
    void send(long number) {
        sent = number;
    }

    void acknowledge(long number, long revision) {
        revisions.set(slot(number), revision);
        acknowledged = number;
    }

    long sent() {
        return sent;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** The revision that a write was acknowledged with; 0 when it was not, or too long ago. */
    long revision(long number) {
        if (number < 1 || number > acknowledged) {
            return 0;
        }
        long revision = revisions.get(slot(number));
        return sent - number < REMEMBERED ? revision : 0;
    }

    private static int slot(long number) {
        return (int) (number % REMEMBERED);
    }
}
