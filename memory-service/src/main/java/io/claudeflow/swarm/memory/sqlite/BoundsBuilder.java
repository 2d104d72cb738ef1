package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import io.claudeflow.swarm.memory.sqlite.VectorSpace.Bounds;
import java.util.Arrays;

/** Bounds gathered one by one. */
final class BoundsBuilder {
    private long[] ids = new long[1024];
    private long[] epochs = new long[1024];
    private long[] revisions = new long[1024];
    private float[] upper = new float[1024];
    private int size;

    void add(RowVersion row, float bound) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            epochs = Arrays.copyOf(epochs, 2 * size);
            revisions = Arrays.copyOf(revisions, 2 * size);
            upper = Arrays.copyOf(upper, 2 * size);
        }
        ids[size] = row.id();
        epochs[size] = row.epoch();
        revisions[size] = row.revision();
        upper[size++] = bound;
    }

    Bounds build() {
        return new Bounds(ids, epochs, revisions, upper, size);
    }
}
