package io.claudeflow.swarm.benchmarks.restore;

import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.swarm.BatchBody;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What fills a store: values of noise, 16 to 64 KiB each, which no compression shortens, and a short text that is
 * searched for words beside every eighth of them. All of it follows from the seed. Immutable.
 */
final class Content {
    static final String NAMESPACE = "content";
    private static final int LEAST_BYTES = 16 << 10;
    private static final int MOST_BYTES = 64 << 10;
    private static final int VALUES_PER_TEXT = 8;
    private static final int BATCH_BYTES = 4 << 20;

    private final long seed;
    private final int values;
    private final long bytes;

    /** @param atLeast bytes of all values together */
    Content(long seed, long atLeast) {
        this.seed = seed;
        long sum = 0;
        int count = 0;
        while (sum < atLeast) {
            sum += size(random(count++));
        }
        this.values = count;
        this.bytes = sum;
    }

    private SplittableRandom random(int value) {
        return new SplittableRandom(seed + 0x9e3779b97f4a7c15L * (value + 1L));
    }

    private static int size(SplittableRandom random) {
        return random.nextInt(LEAST_BYTES, MOST_BYTES + 1);
    }

    int values() {
        return values;
    }

    /** Values and texts. */
    int entries() {
        return values + (values + VALUES_PER_TEXT - 1) / VALUES_PER_TEXT;
    }

    /** Of all values together. */
    long bytes() {
        return bytes;
    }

    static String key(int value) {
        return String.format("value-%08d", value);
    }

    byte[] value(int value) {
        SplittableRandom random = random(value);
        byte[] noise = new byte[size(random)];
        random.nextBytes(noise);
        return noise;
    }

    /** Stores all of it, in batches that are applied whole. */
    void load(MemoryApi api) throws PeerException {
        BatchBody body = new BatchBody(NAMESPACE);
        int pending = 0;
        for (int value = 0; value < values; value++) {
            byte[] noise = value(value);
            body.put(key(value), noise);
            pending += noise.length;
            if (value % VALUES_PER_TEXT == 0) {
                body.put("text-" + value, "a note about " + key(value) + " and what " + value + " agents found", null);
            }
            if (pending >= BATCH_BYTES || value == values - 1) {
                api.batchUnread(body);
                body.clear();
                pending = 0;
            }
        }
    }

    /** Reads a value; wrong or absent, it is refused. */
    void read(MemoryApi api, int value) throws PeerException {
        byte[] found = api.getRaw(NAMESPACE, key(value));
        if (!Arrays.equals(found, value(value))) {
            throw PeerException.refused(
                    key(value) + " was read as " + (found == null ? "nothing" : found.length + " other bytes"));
        }
    }
}
