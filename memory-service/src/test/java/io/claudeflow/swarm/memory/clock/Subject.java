package io.claudeflow.swarm.memory.clock;

import io.claudeflow.swarm.memory.engine.MemoryEngine;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One kind of thing that ends: random work on it, and every way to see it compared with its model. */
interface Subject {
    /** The swarm of everything. */
    String SWARM = "s1";

    /**
     * Does something.
     *
     * @param now the moment, which stands still
     */
    void act(MemoryEngine engine, RandomGenerator random, Instant now);

    /** Looks at it in one of the ways there are. */
    void look(MemoryEngine engine, RandomGenerator random, Instant now, String where);

    /** Looks at it in all ways there are. */
    void lookAround(MemoryEngine engine, Instant now, String where);

    /** The clock was moved. */
    void clockMoved(Instant now);

    /** A moment at which something ends, or null. */
    @Nullable
    Instant someEnd(RandomGenerator random);
}
