package io.claudeflow.swarm.memory.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One watch. Read by one thread; closed by any. */
public interface ChangeFeed extends AutoCloseable {
    /** Waits for the next event, at most the heartbeat; after the last one it is given again. */
    WatchEvent next() throws InterruptedException;

    /** As {@link #next()}, but waits no longer than this; null when nothing came. */
    @Nullable
    WatchEvent next(Duration patience) throws InterruptedException;

    /** Whether an event can be had without waiting. */
    boolean ready();

    /** Ends the watch and lets a waiting {@link #next} return. */
    @Override
    void close();
}
