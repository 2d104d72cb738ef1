package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.search.SearchIndex;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that makes the index of words follow the writes, and whom others wait for. What a failure stops is tried
 * again; a damaged index is built anew.
 */
final class SearchIndexer implements SearchIndex, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SearchIndexer.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration MAX_RETRY = Duration.ofMinutes(1);
    /** Failures in a row after which the index itself is thought to be damaged. */
    private static final int MAX_FAILURES = 3;

    private static final Duration STOP = Duration.ofSeconds(10);

    private final Database database;
    private final IndexWork work;
    private final VectorCache vectors;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Thread thread;
    private Revision covers;
    private boolean building;
    private boolean rebuildAsked;
    private int waiting;
    private volatile boolean hurried;
    private volatile boolean closed;

    SearchIndexer(Database database, IndexFeed feed, IndexReview review, VectorCache vectors) {
        this.database = database;
        this.vectors = vectors;
        this.work = new IndexWork(database, feed, review, vectors, this::rest);
        this.covers = work.covers();
        this.building = work.building();
        this.thread =
                Thread.ofPlatform().name("swarm-memory-search-index").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The newest revision that the index does not need to read again, whatever happens. */
    long consumed() {
        return work.durable();
    }

    /** Every change up to here is in the index; number 0 while it is built. */
    Revision covers() {
        lock.lock();
        try {
            return building ? new Revision(database.newest().epoch(), 0) : covers;
        } finally {
            lock.unlock();
        }
    }

    boolean building() {
        lock.lock();
        try {
            return building;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the index covers a revision. */
    void await(Revision wanted, Duration timeout) {
        var newest = database.newest();
        if (wanted.compareTo(newest) > 0) {
            throw MemoryException.invalid("minRevision", wanted, "a revision that was given out, at most " + newest);
        }
        awaiting(timeout, () -> !building && covers.compareTo(wanted) >= 0, "the index covers revision " + wanted);
    }

    private interface Reached {
        boolean test();
    }

    private void awaiting(Duration timeout, Reached reached, String what) {
        lock.lock();
        try {
            waiting++;
            hurried = true;
            LockSupport.unpark(thread);
            long left = timeout.toNanos();
            while (!reached.test()) {
                if (closed) {
                    throw MemoryException.of(FailureKind.UNAVAILABLE, "the store is closed");
                }
                if (left <= 0) {
                    throw MemoryException.of(
                            FailureKind.DEADLINE_EXCEEDED,
                            "waited " + timeout.toMillis() + " ms until " + what + "; it covers "
                                    + (building ? "nothing yet, it is being built" : covers));
                }
                left = progress.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.DEADLINE_EXCEEDED, "the search was cancelled while it waited", e);
        } finally {
            waiting--;
            hurried = waiting > 0;
            lock.unlock();
        }
    }

    @Override
    public Status status() {
        var state = database.<IndexRows.@Nullable State>read(IndexRows::state);
        long embeddings = database.read(session -> session.queryLong("SELECT count(*) FROM entry_embeddings"));
        return new Status(
                covers(),
                database.newest(),
                building(),
                state == null ? 0 : state.documents(),
                embeddings,
                vectors.bytes());
    }

    @Override
    public Status rebuild() {
        lock.lock();
        try {
            rebuildAsked = true;
        } finally {
            lock.unlock();
        }
        awaiting(database.config().requestTimeout(), () -> !rebuildAsked, "the index is emptied");
        return status();
    }

    /** Ends the thread after its present write and notes how far it came. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            LockSupport.unpark(thread);
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (thread.getState() == Thread.State.NEW || thread.join(STOP)) {
                work.savePosition();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MemoryException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("the position of the index could not be noted");
        }
    }

    private void run() {
        boolean checked = false;
        int failures = 0;
        while (!closed) {
            try {
                if (!checked) {
                    work.check();
                    checked = true;
                }
                if (!step()) {
                    pause(POLL);
                }
                failures = 0;
            } catch (MemoryException e) {
                failures++;
                checked = true;
                failed(e, failures);
            } catch (RuntimeException e) {
                failures++;
                log.atError().setCause(e).log("indexing failed");
                pause(retry(failures));
            }
        }
    }

    private static Duration retry(int failures) {
        var doubled = RETRY.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(MAX_RETRY) < 0 ? doubled : MAX_RETRY;
    }

    private void failed(MemoryException failure, int failures) {
        if (closed) {
            return;
        }
        log.atWarn().addKeyValue("kind", failure.kind()).log("indexing failed: " + failure.getMessage());
        pause(retry(failures));
        boolean damaged = failure.kind() == FailureKind.CORRUPT
                || (failure.kind() == FailureKind.INTERNAL && failures >= MAX_FAILURES);
        if (damaged) {
            distrust();
        }
    }

    /** Has the index built anew, because it was found damaged. */
    void distrust() {
        lock.lock();
        try {
            rebuildAsked |= !building;
            LockSupport.unpark(thread);
        } finally {
            lock.unlock();
        }
    }

    private boolean step() {
        boolean anew;
        lock.lock();
        try {
            anew = rebuildAsked;
        } finally {
            lock.unlock();
        }
        if (anew) {
            work.reset();
        }
        boolean more = work.round();
        lock.lock();
        try {
            rebuildAsked &= !anew;
            covers = work.covers();
            building = work.building();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        return more;
    }

    /** Leaves the writer to others for a while, unless somebody waits for the index. */
    private void rest(Duration duration) {
        if (!hurried) {
            pause(duration);
        }
    }

    /** Waits until the time is over or somebody wants something. */
    private void pause(Duration duration) {
        if (!closed) {
            LockSupport.parkNanos(this, duration.toNanos());
        }
    }
}
