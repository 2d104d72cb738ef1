package io.claudeflow.swarm.memory.sqlite;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The writes that wait for the writer, bounded by number and by bytes, and beside them the pauses: work between two
 * transactions, such as a restart of the log, which goes first and is never refused. Thread-safe.
 */
final class WriteQueue {
    private final int capacity;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<WriteTask<?>> tasks = new ArrayDeque<>();
    private final ArrayDeque<Runnable> pauses = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    WriteQueue(int capacity, long maxBytes) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
    }

    enum Offer {
        ACCEPTED,
        FULL,
        CLOSED
    }

    Offer offer(WriteTask<?> task) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (tasks.size() >= capacity || (!tasks.isEmpty() && bytes + task.bytes() > maxBytes)) {
                return Offer.FULL;
            }
            tasks.add(task);
            bytes += task.bytes();
            if (tasks.size() == 1) {
                changed.signal();
            }
            return Offer.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    /** Adds work for the writer thread between two transactions; false when the queue is closed. */
    boolean offerPause(Runnable pause) {
        lock.lock();
        try {
            if (!closed) {
                pauses.add(pause);
                changed.signal();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for work. Fills {@code group} with up to {@code maxTasks} tasks of up to {@code maxGroupBytes} together
     * (one at least), or returns a pause and leaves the group empty; both stay empty when the queue is closed and
     * drained.
     */
    @Nullable
    Runnable take(List<WriteTask<?>> group, int maxTasks, long maxGroupBytes) {
        lock.lock();
        try {
            while (tasks.isEmpty() && pauses.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            var pause = pauses.poll();
            if (pause != null) {
                return pause;
            }
            long taken = 0;
            while (!tasks.isEmpty() && group.size() < maxTasks) {
                var next = tasks.peek();
                if (!group.isEmpty() && taken + next.bytes() > maxGroupBytes) {
                    break;
                }
                tasks.remove();
                bytes -= next.bytes();
                if (next.take()) {
                    group.add(next);
                    taken += next.bytes();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the callers whose patience was over at {@code now}. */
    void wakeOverdue(long now) {
        lock.lock();
        try {
            tasks.forEach(task -> task.wakeIfOverdue(now));
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further work; what is queued is still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosedAndEmpty() {
        lock.lock();
        try {
            return closed && tasks.isEmpty() && pauses.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes back everything that still waits. */
    List<WriteTask<?>> abandon() {
        lock.lock();
        try {
            var left = tasks.stream().filter(WriteTask::take).toList();
            tasks.clear();
            bytes = 0;
            return left;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    int capacity() {
        return capacity;
    }
}
