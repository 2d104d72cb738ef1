package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One write on its way through the queue. A caller that gives up withdraws it while it still waits, so that it has
 * certainly not happened; once the writer has taken it, the caller waits for the outcome.
 */
final class WriteTask<T extends @Nullable Object> {
    private enum State {
        QUEUED,
        TAKEN,
        DONE,
        WITHDRAWN
    }

    /** Null once it is done: the writer keeps a task longer than its caller does, and works hold whole values. */
    private @Nullable WriteWork<T> work;

    private final long bytes;
    private final Thread caller = Thread.currentThread();
    private final long deadline;
    private final Duration patience;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    /** @param patience how long the caller waits for the writer to begin */
    WriteTask(WriteWork<T> work, long bytes, Duration patience) {
        this.work = work;
        this.bytes = bytes;
        this.patience = patience;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /** What the write holds in memory, roughly; the queue is bounded by it. 0 for one that adds nothing. */
    long bytes() {
        return bytes;
    }

    /** Claims the task for the writer; false when the caller has withdrawn it. */
    boolean take() {
        return state.compareAndSet(State.QUEUED, State.TAKEN);
    }

    /** Removes the task before the writer takes it; false when the writer was first. */
    boolean withdraw() {
        return state.compareAndSet(State.QUEUED, State.WITHDRAWN);
    }

    /** Runs the work in a savepoint and keeps its outcome until {@link #complete}. Writer thread only. */
    void run(WriteTransaction tx) throws TransactionLostException {
        failure = null;
        try {
            result = tx.operation(Objects.requireNonNull(work));
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Gives the task an outcome that its work did not have. Writer thread only. */
    void fail(RuntimeException e) {
        failure = e;
    }

    /** Lets the caller go on. */
    void complete() {
        work = null;
        state.set(State.DONE);
        LockSupport.unpark(caller);
    }

    /** Wakes a caller whose patience is over, so that it withdraws the task. */
    void wakeIfOverdue(long now) {
        if (now - deadline >= 0) {
            LockSupport.unpark(caller);
        }
    }

    /**
     * Waits for the outcome; withdraws the task when the patience is over or the caller is interrupted. The wait itself
     * has no end: a timer for each would cost a virtual thread more than the write, so {@link #wakeIfOverdue} is called
     * at times.
     */
    T await() {
        boolean interrupted = false;
        boolean mayWithdraw = true;
        try {
            while (state.get() != State.DONE) {
                interrupted |= Thread.interrupted();
                if (mayWithdraw && (interrupted || System.nanoTime() - deadline >= 0)) {
                    mayWithdraw = false;
                    if (withdraw()) {
                        throw givenUp(interrupted, patience);
                    }
                } else {
                    LockSupport.park(this);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure != null) {
            throw failure;
        }
        return outcome();
    }

    @SuppressWarnings("NullAway") // null only when T admits it
    private T outcome() {
        return result;
    }

    private static MemoryException givenUp(boolean interrupted, Duration patience) {
        return MemoryException.of(
                FailureKind.DEADLINE_EXCEEDED,
                interrupted
                        ? "the call was cancelled while its write waited; nothing was written"
                        : "the write waited for " + patience.toMillis() + " ms and was withdrawn; nothing was written");
    }
}
