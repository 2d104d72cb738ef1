package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import io.claudeflow.swarm.memory.sqlite.VectorSpace.Scores;
import java.util.Arrays;

/** Similarities gathered one by one. */
final class ScoreBuilder {
    private long[] ids = new long[1024];
    private long[] epochs = new long[1024];
    private long[] revisions = new long[1024];
    private float[] values = new float[1024];
    private int size;

    void add(RowVersion row, float value) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            epochs = Arrays.copyOf(epochs, 2 * size);
            revisions = Arrays.copyOf(revisions, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        ids[size] = row.id();
        epochs[size] = row.epoch();
        revisions[size] = row.revision();
        values[size++] = value;
    }

    Scores build() {
        return new Scores(ids, epochs, revisions, values, size);
    }
}
