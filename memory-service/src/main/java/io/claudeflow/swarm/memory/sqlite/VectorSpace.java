package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.VectorMetric;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The embeddings of one namespace in memory: one row of floats after the other, only ever appended to, so that a scan
 * needs no lock. What is replaced or gone is marked with the id {@value #DEAD}. Changed by one thread at a time.
 */
final class VectorSpace {
    static final int CHUNK = 1024;
    static final long DEAD = 0;

    /** What a vector takes beside its numbers: id, epoch, revision, length. */
    private static final int FRAME_BYTES = 4 * Long.BYTES;

    private final int dimension;
    private volatile View view;
    private int dead;

    VectorSpace(int dimension) {
        this.dimension = dimension;
        this.view = new View(new float[0][], new long[0], new long[0], new long[0], new double[0], 0);
    }

    /** What a reader sees: the first {@code size} vectors. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, shared on purpose
    record View(float[][] chunks, long[] ids, long[] epochs, long[] revisions, double[] lengths, int size) {
        /** The similarity of each vector to the given one. Runs on several processors when they are free. */
        Scores scores(Embedding embedding, VectorMetric metric) {
            var values = new float[size];
            IntStream.range(0, (size + CHUNK - 1) / CHUNK)
                    .parallel()
                    .forEach(chunk -> score(embedding, metric, chunk, values));
            return new Scores(ids, epochs, revisions, values, size);
        }

        private void score(Embedding embedding, VectorMetric metric, int chunk, float[] values) {
            var numbers = embedding.numbers();
            int first = chunk * CHUNK;
            for (int i = first; i < Math.min(first + CHUNK, size); i++) {
                float dot = VectorMetric.dot(numbers, chunks[chunk], (i - first) * numbers.length);
                values[i] = (float) metric.of(dot, embedding.length(), lengths[i]);
            }
        }
    }

    /** The similarity of vectors to something, in the order of their rows. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, shared on purpose
    record Scores(long[] ids, long[] epochs, long[] revisions, float[] values, int size) {
        RowVersion row(int i) {
            return new RowVersion(ids[i], epochs[i], revisions[i]);
        }
    }

    static long bytesEach(int dimension) {
        return (long) dimension * Float.BYTES + FRAME_BYTES;
    }

    int dimension() {
        return dimension;
    }

    View view() {
        return view;
    }

    long bytes() {
        var now = view;
        return (long) now.chunks.length * CHUNK * dimension * Float.BYTES + (long) now.ids.length * FRAME_BYTES;
    }

    /** Whether so much is dead that the living should be copied. */
    boolean isWasteful() {
        return dead > CHUNK && dead > view.size / 4;
    }

    void append(RowVersion row, Embedding embedding) {
        var now = view;
        int i = now.size;
        var grown = i < now.ids.length ? now : grown(now);
        System.arraycopy(embedding.numbers(), 0, grown.chunks[i / CHUNK], i % CHUNK * dimension, dimension);
        grown.ids[i] = row.id();
        grown.epochs[i] = row.epoch();
        grown.revisions[i] = row.revision();
        grown.lengths[i] = embedding.length();
        view = new View(grown.chunks, grown.ids, grown.epochs, grown.revisions, grown.lengths, i + 1);
    }

    private View grown(View now) {
        int more = Math.max(1, now.chunks.length / 8);
        var chunks = Arrays.copyOf(now.chunks, now.chunks.length + more);
        for (int i = now.chunks.length; i < chunks.length; i++) {
            chunks[i] = new float[CHUNK * dimension];
        }
        int capacity = chunks.length * CHUNK;
        return new View(
                chunks,
                Arrays.copyOf(now.ids, capacity),
                Arrays.copyOf(now.epochs, capacity),
                Arrays.copyOf(now.revisions, capacity),
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
        var numbers = new float[dimension];
        for (int i = 0; i < now.size; i++) {
            if (now.ids[i] != DEAD) {
                System.arraycopy(now.chunks[i / CHUNK], i % CHUNK * dimension, numbers, 0, dimension);
                copy.append(
                        new RowVersion(now.ids[i], now.epochs[i], now.revisions[i]),
                        Embedding.of("embedding", numbers));
            }
        }
        return copy;
    }
}
