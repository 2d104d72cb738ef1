package io.claudeflow.swarm.benchmarks.gc;

import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import io.claudeflow.swarm.benchmarks.swarm.BatchBody;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects as many expired entries as a run has, while others are read at a steady pace. */
public final class GarbageCollection implements Scenario {
    static final String LIVE = "live";
    private static final String EXPIRED = "expired";
    private static final int READERS = 16;
    private static final int READS_PER_SECOND = 125;
    private static final int ENTRIES_PER_BATCH = 200;

    /** More than the cache of the service holds, so that reads reach the file. */
    private static final int LEAST_LIVE = 5_000;

    /** Loading is faster than this, so that entries still live when they are written, as they do in a swarm. */
    private static final int LOADED_PER_SECOND = 2_500;

    private static final Duration LEAST_LIFE = Duration.ofSeconds(3);
    private static final Duration INDEX_POLL = Duration.ofMillis(100);
    private static final Duration INDEX_LIMIT = Duration.ofMinutes(15);

    @Override
    public String title() {
        return "Garbage collection under reads";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        int expired = bench.sizes().entries();
        TextValues live = new TextValues(
                bench.seed(), Math.max(LEAST_LIVE, expired / 10), bench.sizes().valueBytes());
        TextValues garbage =
                new TextValues(bench.seed() + 1, expired, bench.sizes().valueBytes());
        SwarmMemoryServer memory =
                bench.startMemory("gc-swarm", Map.of("AUTO_CLEANUP", "false", "GC_INTERVAL", "365d"), cleanup);
        GcRun run =
                new GcRun(memory, live, READERS, READS_PER_SECOND, bench.sizes().chooseSeconds(10, 2));
        try (MemoryApi api = memory.open()) {
            bench.log().println("loading what stays and what expires");
            load(api, LIVE, live, null);
            Instant end = bench.clock().instant().plus(life(expired));
            load(api, EXPIRED, garbage, end);
            awaitExpiry(bench, api, end);
        }
        bench.log().println("reading, then collecting");
        GcRun.Outcome outcome = run.measure();
        String method = String.format(
                Locale.ROOT,
                "%,d expired entries of %,d characters, indexed for search like all, are collected by POST /admin/gc"
                        + " while %d readers read %,d others, each %d times a second (a read that is held up counts"
                        + " from when it was due); %d s before and after; a read that touches the"
                        + " collection belongs to it; wanted: no read over 50 ms",
                expired,
                bench.sizes().valueBytes(),
                READERS,
                live.keyCount(),
                READS_PER_SECOND,
                bench.sizes().choose(10, 2));
        return outcome.report(
                title(),
                List.of(method, memory.name() + " " + memory.version() + ": " + memory.settings()),
                expired,
                bench.machineCores());
    }

    static Duration life(int entries) {
        Duration loading = Duration.ofSeconds(entries / LOADED_PER_SECOND);
        return loading.compareTo(LEAST_LIFE) < 0 ? LEAST_LIFE : loading;
    }

    private static void load(MemoryApi api, String namespace, TextValues texts, @Nullable Instant end)
            throws PeerException {
        BatchBody body = new BatchBody(namespace);
        for (int from = 0; from < texts.keyCount(); from += ENTRIES_PER_BATCH) {
            body.clear();
            for (int key = from; key < Math.min(from + ENTRIES_PER_BATCH, texts.keyCount()); key++) {
                body.put(texts.key(key), texts.text(key, 1), end);
            }
            api.batchUnread(body);
        }
    }

    /** Until the moment is over and the index of words rests, so that its work is not taken for the collection's. */
    private static void awaitExpiry(Bench bench, MemoryApi api, Instant end)
            throws PeerException, InterruptedException {
        bench.log().println("waiting until " + end + " for their end, and for the index of words");
        Instant limit = end.plus(INDEX_LIMIT);
        while (!bench.clock().instant().isAfter(end) || !api.indexRests()) {
            if (bench.clock().instant().isAfter(limit)) {
                throw PeerException.refused("the index of words does not rest after " + INDEX_LIMIT.toMinutes()
                        + " minutes: " + api.get("/v1/search/index"));
            }
            Thread.sleep(INDEX_POLL);
        }
    }
}
