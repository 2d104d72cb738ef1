package io.claudeflow.swarm.benchmarks.seed;

import io.claudeflow.swarm.benchmarks.json.JsonValue;
import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.load.Words;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.swarm.BatchBody;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the lines of seed 004's table do, once each or many times, every answer checked. Not thread-safe. */
final class SixOperations {
    /** Characters of a text that is compressed: above {@code COMPRESSION_THRESHOLD}. */
    static final int LONG_TEXT = 16_384;

    private static final String SHORT = "short";
    private static final String LONG = "long";
    private static final String EXPIRED = "expired";
    private static final int LONG_TEXTS = 200;
    private static final int EXPIRED_AT_ONCE = 100;
    private static final int ENTRIES_PER_BATCH = 200;
    private static final int MAX_PROBLEMS = 5;

    private final MemoryApi api;
    private final TextValues texts;
    private final List<String> longTexts;
    private final SplittableRandom random;
    private final List<String> problems = new ArrayList<>();
    private long longCharacters;
    private long longStored;

    SixOperations(MemoryApi api, long seed, int entries, int characters) {
        this.api = api;
        this.texts = new TextValues(seed, entries, characters);
        this.random = new SplittableRandom(seed);
        this.longTexts = IntStream.range(0, LONG_TEXTS)
                .mapToObj(i -> Words.text(new SplittableRandom(seed + i), LONG_TEXT))
                .toList();
    }

    /** Stores every short and every long text once. */
    void fill() throws PeerException {
        BatchBody body = new BatchBody(SHORT);
        for (int from = 0; from < texts.keyCount(); from += ENTRIES_PER_BATCH) {
            body.clear();
            for (int key = from; key < Math.min(from + ENTRIES_PER_BATCH, texts.keyCount()); key++) {
                body.put(texts.key(key), texts.text(key, 1), null);
            }
            api.batchUnread(body);
        }
        for (int i = 0; i < LONG_TEXTS; i++) {
            storeLong(i);
        }
    }

    /** Does what a line is about so many times and takes the time of each. */
    LatencyHistogram repeat(Promise promise, int times) throws PeerException {
        LatencyHistogram latencies = new LatencyHistogram();
        for (int i = 0; i < times; i++) {
            prepare(promise);
            int key = random.nextInt(keys(promise));
            String text = text(promise, key);
            long begin = System.nanoTime();
            once(promise, key, text);
            latencies.record(System.nanoTime() - begin);
        }
        return latencies;
    }

    private int keys(Promise promise) {
        return switch (promise) {
            case STORE, RETRIEVE -> texts.keyCount();
            case STORE_COMPRESSED, RETRIEVE_COMPRESSED -> LONG_TEXTS;
            case CLEANUP, STATS -> 1;
        };
    }

    private String text(Promise promise, int key) {
        return switch (promise) {
            case STORE, RETRIEVE -> texts.text(key, 1);
            case STORE_COMPRESSED, RETRIEVE_COMPRESSED -> longTexts.get(key);
            case CLEANUP, STATS -> "";
        };
    }

    /** Entries that have expired by the time they are stored; the clock of the service is the one of the harness. */
    private void prepare(Promise promise) throws PeerException {
        if (promise != Promise.CLEANUP) {
            return;
        }
        BatchBody body = new BatchBody(EXPIRED);
        for (int i = 0; i < EXPIRED_AT_ONCE; i++) {
            body.put("key-" + i, texts.text(i % texts.keyCount(), 1), Instant.EPOCH.plusSeconds(1));
        }
        api.batchUnread(body);
    }

    private void once(Promise promise, int key, String text) throws PeerException {
        switch (promise) {
            case STORE -> api.putText(SHORT, texts.key(key), text);
            case STORE_COMPRESSED -> storeLong(key);
            case RETRIEVE -> expect(texts.key(key), text, api.getRaw(SHORT, texts.key(key)));
            case RETRIEVE_COMPRESSED -> expect("long " + key, text, api.getRaw(LONG, "key-" + key));
            case CLEANUP -> expect(EXPIRED_AT_ONCE, api.collectGarbage());
            case STATS -> expectStats(api.get("/v1/stats"));
        }
    }

    private void storeLong(int key) throws PeerException {
        String text = longTexts.get(key);
        long stored = MemoryApi.number(api.putText(LONG, "key-" + key, text), "storedBytes");
        longCharacters += text.length();
        longStored += stored;
        if (stored >= text.length()) {
            problem("a text of " + text.length() + " characters was stored in " + stored + " bytes, expected fewer");
        }
    }

    private void expect(String key, String text, byte @Nullable [] answer) {
        if (answer == null || !new String(answer, StandardCharsets.US_ASCII).equals(text)) {
            problem(key + " was read as " + (answer == null ? "nothing" : answer.length + " other bytes"));
        }
    }

    private void expect(long expected, long deleted) {
        if (deleted != expected) {
            problem("a cleanup deleted " + deleted + " entries, expected " + expected);
        }
    }

    private void expectStats(JsonValue stats) throws PeerException {
        long entries = MemoryApi.number(stats, "entries");
        if (entries < texts.keyCount()) {
            problem("the figures tell of " + entries + " entries, expected at least " + texts.keyCount());
        }
    }

    private void problem(String what) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(what);
        }
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** What compression saves, beside what the seed says. */
    String compression() {
        double saved = longCharacters == 0 ? 0 : 100.0 * (longCharacters - longStored) / longCharacters;
        return String.format(
                Locale.ROOT,
                "Compression saves %.0f %% of the long texts, which are made of random words; the seed says 50 to"
                        + " 70 %% for text",
                saved);
    }
}
