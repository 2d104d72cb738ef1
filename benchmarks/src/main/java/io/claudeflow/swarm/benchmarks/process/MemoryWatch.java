package io.claudeflow.swarm.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at a group again and again, for the kernel keeps no peak of what its processes hold. Thread-safe. */
public final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final MemoryGroup group;
    private final AtomicLong mostAnonymous = new AtomicLong();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    public MemoryWatch(MemoryGroup group) {
        this.group = group;
        thread.scheduleAtFixedRate(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            mostAnonymous.accumulateAndGet(group.usage().anonymousBytes(), Math::max);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most anonymous memory that was seen since the watch began or was last asked. */
    public long mostAnonymousBytes() {
        look();
        return mostAnonymous.getAndSet(0);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
