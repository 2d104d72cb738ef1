package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.VectorMetric;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The embeddings of one namespace in memory, a byte for each number (see {@link VectorCode}); only ever appended to, so
 * that a scan needs no lock. Blocks of {@value #BLOCK} vectors hold the first number of each, then the second of each,
 * and so on: that loop becomes vector instructions. What is replaced or gone is marked with the id {@value #DEAD}.
 * Changed by one thread at a time.
 */
final class VectorSpace {
    /** Not a power of two, with which the numbers of one vector would share a few sets of the processor's cache. */
    static final int BLOCK = 960;

    static final long DEAD = 0;

    /** What a vector takes beside its numbers: id, epoch, revision; step, error, length. */
    private static final int FRAME_BYTES = 3 * Long.BYTES + 3 * Float.BYTES;

    private final int dimension;
    private volatile View view;
    private int dead;

    VectorSpace(int dimension) {
        this.dimension = dimension;
        this.view = new View(
                new byte[0][], new long[0], new long[0], new long[0], new float[0], new float[0], new float[0], 0);
    }

    /** What a reader sees: the first {@code size} vectors. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, shared on purpose
    record View(
            byte[][] blocks,
            long[] ids,
            long[] epochs,
            long[] revisions,
            float[] steps,
            float[] errors,
            float[] lengths,
            int size) {
        /** The bounds of all similarities to the given vector. Runs on several processors when they are free. */
        Bounds bounds(Embedding embedding, VectorMetric metric) {
            var direction = VectorCode.direction(embedding);
            double rounding = VectorCode.rounding(embedding.dimension());
            var upper = new float[size];
            IntStream.range(0, (size + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
                var sums = sums(direction, blocks[block]);
                int first = block * BLOCK;
                for (int i = first; i < Math.min(first + BLOCK, size); i++) {
                    double cosine = (double) sums[i - first] * steps[i] + errors[i] + rounding;
                    double scale = metric == VectorMetric.DOT ? embedding.length() * lengths[i] : 1;
                    upper[i] = Math.nextUp((float) (cosine * scale));
                }
            });
            return new Bounds(ids, epochs, revisions, upper, size);
        }

        private static float[] sums(float[] direction, byte[] block) {
            var sums = new float[BLOCK];
            for (int number = 0; number < direction.length; number++) {
                add(sums, direction[number], block, number * BLOCK);
            }
            return sums;
        }

        private static void add(float[] sums, float factor, byte[] block, int offset) {
            for (int i = 0; i < BLOCK; i++) {
                sums[i] += factor * block[offset + i];
            }
        }
    }

    /** What no similarity exceeds, in the order of the rows. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, shared on purpose
    record Bounds(long[] ids, long[] epochs, long[] revisions, float[] upper, int size) {
        RowVersion row(int i) {
            return new RowVersion(ids[i], epochs[i], revisions[i]);
        }
    }

    static long bytesEach(int dimension) {
        return (long) dimension + FRAME_BYTES;
    }

    int dimension() {
        return dimension;
    }

    View view() {
        return view;
    }

    /** Memory that it takes. */
    long bytes() {
        return view.ids.length * bytesEach(dimension);
    }

    /** Memory that its vectors need, without room for more. */
    long usedBytes() {
        return view.size * bytesEach(dimension);
    }

    /** Whether so much is dead that the living should be copied. */
    boolean isWasteful() {
        return dead > BLOCK && dead > view.size / 4;
    }

    void append(RowVersion row, Embedding embedding) {
        append(row, VectorCode.of(embedding));
    }

    private void append(RowVersion row, VectorCode code) {
        var now = view;
        int i = now.size;
        var grown = i < now.ids.length ? now : grown(now);
        var block = grown.blocks[i / BLOCK];
        for (int number = 0; number < dimension; number++) {
            block[number * BLOCK + i % BLOCK] = code.numbers()[number];
        }
        grown.ids[i] = row.id();
        grown.epochs[i] = row.epoch();
        grown.revisions[i] = row.revision();
        grown.steps[i] = code.step();
        grown.errors[i] = code.error();
        grown.lengths[i] = code.length();
        view = sized(grown, i + 1);
    }

    private static View sized(View now, int size) {
        return new View(now.blocks, now.ids, now.epochs, now.revisions, now.steps, now.errors, now.lengths, size);
    }

    private View grown(View now) {
        int more = Math.max(1, now.blocks.length / 8);
        var blocks = Arrays.copyOf(now.blocks, now.blocks.length + more);
        for (int i = now.blocks.length; i < blocks.length; i++) {
            blocks[i] = new byte[BLOCK * dimension];
        }
        int capacity = blocks.length * BLOCK;
        return new View(
                blocks,
                Arrays.copyOf(now.ids, capacity),
                Arrays.copyOf(now.epochs, capacity),
                Arrays.copyOf(now.revisions, capacity),
                Arrays.copyOf(now.steps, capacity),
                Arrays.copyOf(now.errors, capacity),
                Arrays.copyOf(now.lengths, capacity),
                now.size);
    }

    /** Marks the vectors of these entries as gone, whatever state of the entry they describe. */
    void removeEntries(Set<Long> ids) {
        var now = view;
        for (int i = 0; i < now.size; i++) {
            if (now.ids[i] != DEAD && ids.contains(now.ids[i])) {
                now.ids[i] = DEAD;
                dead++;
            }
        }
    }

    /** Marks vectors as gone that describe exactly these states. */
    void remove(Set<RowVersion> rows) {
        var now = view;
        for (int i = 0; i < now.size; i++) {
            if (now.ids[i] != DEAD && rows.contains(new RowVersion(now.ids[i], now.epochs[i], now.revisions[i]))) {
                now.ids[i] = DEAD;
                dead++;
            }
        }
    }

    /** A copy without what is gone. */
    VectorSpace compacted() {
        var copy = new VectorSpace(dimension);
        var now = view;
        for (int i = 0; i < now.size; i++) {
            if (now.ids[i] != DEAD) {
                copy.append(new RowVersion(now.ids[i], now.epochs[i], now.revisions[i]), code(now, i));
            }
        }
        return copy;
    }

    private VectorCode code(View now, int i) {
        var numbers = new byte[dimension];
        for (int number = 0; number < dimension; number++) {
            numbers[number] = now.blocks[i / BLOCK][number * BLOCK + i % BLOCK];
        }
        return new VectorCode(numbers, now.steps[i], now.errors[i], now.lengths[i]);
    }
}
