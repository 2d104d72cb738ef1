package io.claudeflow.swarm.benchmarks.process;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Looks at a group again and again, for the kernel keeps no peak of what its processes hold. Thread-safe. */
public final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_NANOS = 100_000_000L;

    private final MemoryGroup group;
    private final AtomicLong mostAnonymous = new AtomicLong();
    private volatile boolean closed;

    private MemoryWatch(MemoryGroup group) {
        this.group = group;
    }

    /** Begins to look. */
    public static MemoryWatch of(MemoryGroup group) {
        MemoryWatch watch = new MemoryWatch(group);
        Thread.ofPlatform().daemon().name("memory-watch").start(watch::lookUntilClosed);
        return watch;
    }

    /** A group that cannot be read is told to whoever asks for what was seen. */
    private void lookUntilClosed() {
        try {
            while (!closed) {
                look();
                LockSupport.parkNanos(PERIOD_NANOS);
            }
        } catch (IOException e) {
            closed = true;
        }
    }

    private void look() throws IOException {
        mostAnonymous.accumulateAndGet(group.usage().anonymousBytes(), Math::max);
    }

    /** The most anonymous memory that was seen since the watch began or was last asked. */
    public long mostAnonymousBytes() throws IOException {
        look();
        return mostAnonymous.getAndSet(0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
