package io.claudeflow.swarm.benchmarks.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Embeddings of length 1 and the nearest of them by brute force, in double precision. Immutable. */
@SuppressWarnings("ArrayRecordComponent")
record Vectors(float[][] rows) {
    static Vectors of(Corpus corpus) {
        return new Vectors(
                IntStream.range(0, corpus.entries()).mapToObj(corpus::embedding).toArray(float[][]::new));
    }

    int count() {
        return rows.length;
    }

    /** The cosine, for vectors of length 1. */
    double similarity(float[] query, int row) {
        float[] other = rows[row];
        double sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += (double) query[i] * other[i];
        }
        return sum;
    }

    /** The nearest ones, the nearest first; all when there are no more. */
    Nearest nearest(float[] query, int count) {
        int[] best = new int[Math.min(count, rows.length)];
        double[] similarities = new double[best.length];
        Arrays.fill(similarities, Double.NEGATIVE_INFINITY);
        for (int row = 0; row < rows.length; row++) {
            double similarity = similarity(query, row);
            if (best.length > 0 && similarity > similarities[best.length - 1]) {
                insert(best, similarities, row, similarity);
            }
        }
        return new Nearest(best, similarities);
    }

    private static void insert(int[] best, double[] similarities, int row, double similarity) {
        int at = best.length - 1;
        while (at > 0 && similarities[at - 1] < similarity) {
            best[at] = best[at - 1];
            similarities[at] = similarities[at - 1];
            at--;
        }
        best[at] = row;
        similarities[at] = similarity;
    }
}
