package io.claudeflow.swarm.benchmarks.backup;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.swarm.BatchBody;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** All writers of a run, each on a thread and a connection of its own, from the start to the end of the timeline. */
final class Writers implements AutoCloseable {
    static final String NAMESPACE = "writes";
    static final int SINGLE = 10;
    static final int SINGLE_PER_SECOND = 40;
    static final int TRANSACTIONAL = 2;
    static final int TRANSACTIONS_PER_SECOND = 25;
    static final int PARTS = 5;

    private static final int SINGLE_SLOTS = 200;
    private static final int TRANSACTION_SLOTS = 100;
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final SwarmMemoryServer memory;
    private final TextValues texts;
    private final Timeline timeline;
    private final List<Running> running = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(SINGLE + TRANSACTIONAL);

    private record Running(Script script, PacedWriter writer, MemoryApi api, Future<PacedWriter> end) {}

    Writers(SwarmMemoryServer memory, long seed, int valueBytes, Timeline timeline) {
        this.memory = memory;
        this.timeline = timeline;
        this.texts =
                new TextValues(seed, SINGLE * SINGLE_SLOTS + TRANSACTIONAL * TRANSACTION_SLOTS * PARTS, valueBytes);
    }

    void start() throws PeerException {
        int first = 0;
        for (int i = 0; i < SINGLE + TRANSACTIONAL; i++) {
            boolean single = i < SINGLE;
            Script script = single ? new Script(first, SINGLE_SLOTS, 1) : new Script(first, TRANSACTION_SLOTS, PARTS);
            first += script.keys();
            MemoryApi api = memory.open();
            PacedWriter writer = single
                    ? new PacedWriter(number -> put(api, script, number), SINGLE_PER_SECOND, timeline)
                    : new PacedWriter(transaction(api, script), TRANSACTIONS_PER_SECOND, timeline);
            running.add(new Running(script, writer, api, threads.submit(writer)));
        }
    }

    private long put(MemoryApi api, Script script, long number) throws PeerException {
        int key = script.keyOfWrite(number, 0);
        return MemoryApi.revision(api.putText(NAMESPACE, texts.key(key), texts.text(key, number)));
    }

    private PacedWriter.Transaction transaction(MemoryApi api, Script script) {
        BatchBody body = new BatchBody(NAMESPACE);
        return number -> {
            body.clear();
            for (int part = 0; part < script.parts(); part++) {
                int key = script.keyOfWrite(number, part);
                body.put(texts.key(key), texts.text(key, number), null);
            }
            return MemoryApi.revision(api.batch(body));
        };
    }

    TextValues texts() {
        return texts;
    }

    /** The newest acknowledged write of each writer. */
    List<Long> acknowledged() {
        return running.stream()
                .map(each -> each.writer().ledger().acknowledged())
                .toList();
    }

    /** What a backup has wrong that was begun when these were acknowledged. */
    List<String> problems(PrefixCheck check, List<Long> acknowledgedBefore) {
        return IntStream.range(0, running.size())
                .boxed()
                .flatMap(i -> {
                    Running each = running.get(i);
                    return check.problems(each.script(), each.writer().ledger(), acknowledgedBefore.get(i)).stream()
                            .map(problem -> "writer " + i + ": " + problem);
                })
                .toList();
    }

    /** Whether nobody has writes to make up for. */
    boolean areOnTime() {
        return running.stream().allMatch(each -> each.writer().isOnTime());
    }

    /** Why writers ended before their time. */
    List<String> errors() {
        return running.stream().flatMap(each -> each.writer().error().stream()).toList();
    }

    /** Waits for all, now that the timeline is over; one that hangs is cut off, which is an error. */
    void finish() throws PeerException, InterruptedException {
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (Running each : running) {
            try {
                var _ = each.end().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw PeerException.refused("a writer had no answer within " + GRACE.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                throw PeerException.refused("a writer failed: " + e.getCause(), e);
            }
        }
    }

    /** Of all writes that belong to a stage. */
    LatencyHistogram latencies(Stage stage) {
        LatencyHistogram all = new LatencyHistogram();
        running.forEach(each -> all.add(each.writer().latencies(stage)));
        return all;
    }

    /** Whatever still waits for an answer fails. */
    @Override
    public void close() {
        running.forEach(each -> each.api().close());
        threads.shutdownNow();
        threads.close();
    }
}
