package io.claudeflow.swarm.memory.sqlite;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the write-ahead log has grown since the last checkpoint, in estimated frames (pages). Looking at the file
 * says nothing: it keeps its size when the log starts again from its beginning. Thread-safe.
 */
final class LogGrowth {
    private static final int PAGES_PER_WRITE = 2;

    private final AtomicLong frames = new AtomicLong();

    /** The writer committed this much: about a table page and a share of others for each write, and its bytes. */
    void written(long bytes, int writes) {
        frames.addAndGet(bytes / SqliteConnections.PAGE_SIZE + (long) PAGES_PER_WRITE * writes);
    }

    long frames() {
        return frames.get();
    }

    void subtract(long checkpointed) {
        frames.addAndGet(-checkpointed);
    }
}
