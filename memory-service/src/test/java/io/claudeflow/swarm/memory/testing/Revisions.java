package io.claudeflow.swarm.memory.testing;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.concurrent.atomic.AtomicLong;

/** Gives out revisions as a store does: each one larger than all before. Thread-safe. */
public final class Revisions {
    private final AtomicLong number = new AtomicLong();

    public Revision next() {
        return new Revision(1, number.incrementAndGet());
    }

    public Revision newest() {
        return new Revision(1, number.get());
    }
}
