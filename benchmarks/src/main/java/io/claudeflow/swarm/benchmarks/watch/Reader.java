package io.claudeflow.swarm.benchmarks.watch;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.peer.WatchListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One reader: expects every write of the run once, in order, and takes the time from its sending to its arrival.
 * Thread-safe.
 */
final class Reader implements WatchListener {
    private static final int MAX_PROBLEMS = 5;

    private final Sent sent;
    private final CountDownLatch live = new CountDownLatch(1);
    private final CountDownLatch complete = new CountDownLatch(1);
    private final LatencyHistogram delays = new LatencyHistogram();
    private final List<String> problems = new ArrayList<>();
    private int next;
    private long received;
    private long lost;
    private long unexpected;

    Reader(Sent sent) {
        this.sent = sent;
    }

    @Override
    public void synced() {
        live.countDown();
    }

    @Override
    public synchronized void changed(String key) {
        long now = System.nanoTime();
        int number = sent.number(key);
        if (number < next) {
            unexpected++;
            problem("event " + key + " came again, late, or was never written; expected " + Sent.key(next));
            return;
        }
        if (number > next) {
            lost += number - next;
            problem("after " + Sent.key(next - 1) + " came " + key);
        }
        received++;
        delays.record(now - sent.moment(number));
        next = number + 1;
        if (next == sent.writes()) {
            complete.countDown();
        }
    }

    @Override
    public synchronized void ended(String reason) {
        problem("the watch ended: " + reason);
        live.countDown();
        complete.countDown();
    }

    private void problem(String what) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(what);
        }
    }

    /** Waits until it is told what is new, at most until a moment of {@link System#nanoTime()}. */
    boolean awaitLive(long deadline) throws InterruptedException {
        return live.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Waits until it has the last write, at most until a moment of {@link System#nanoTime()}. */
    boolean awaitComplete(long deadline) throws InterruptedException {
        return complete.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    synchronized void addTo(LatencyHistogram all) {
        all.add(delays);
    }

    synchronized long received() {
        return received;
    }

    /** Writes that never came, those after the last one that did included. */
    synchronized long lost() {
        return lost + sent.writes() - next;
    }

    /** Events that came twice, too late, or about something else. */
    synchronized long unexpected() {
        return unexpected;
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }
}
