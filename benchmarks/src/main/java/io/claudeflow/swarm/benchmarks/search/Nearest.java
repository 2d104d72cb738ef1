package io.claudeflow.swarm.benchmarks.search;

import java.util.Arrays;

/**
 * The true nearest neighbours of a query.
 *
 * @param rows the nearest first
 * @param similarities of each
 */
@SuppressWarnings("ArrayRecordComponent")
record Nearest(int[] rows, double[] similarities) {
    /** What 32-bit arithmetic may change: a neighbour this much worse than the last of the true ones is as good. */
    private static final double ROUNDING = 1e-6;

    /** Whether something of this similarity belongs among them. */
    boolean includes(double similarity) {
        return similarities.length > 0 && similarity >= similarities[similarities.length - 1] - ROUNDING;
    }

    /** The share of them that was found: 1 when as many different rows were found and all belong among them. */
    double recall(Vectors vectors, float[] query, int[] found) {
        long right = Arrays.stream(found)
                .distinct()
                .filter(row -> includes(vectors.similarity(query, row)))
                .limit(rows.length)
                .count();
        return rows.length == 0 ? 1 : (double) right / rows.length;
    }
}
