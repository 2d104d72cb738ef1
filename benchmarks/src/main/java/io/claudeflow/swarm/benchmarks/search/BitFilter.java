package io.claudeflow.swarm.benchmarks.search;

/**
 * A pre-filter that keeps one bit of each number, its sign: rows whose signs differ least from those of the query are
 * candidates, and only they are compared exactly. What it misses is lost; how much that is, is what is measured here.
 * Immutable.
 */
final class BitFilter {
    private final int dimension;
    private final int words;
    private final long[] bits;
    private final int rows;

    BitFilter(Vectors vectors) {
        this.rows = vectors.count();
        this.dimension = rows == 0 ? 0 : vectors.rows()[0].length;
        this.words = (dimension + Long.SIZE - 1) / Long.SIZE;
        this.bits = new long[rows * words];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(signs(vectors.rows()[row]), 0, bits, row * words, words);
        }
    }

    /** Memory for each embedding. */
    int bytesEach() {
        return words * Long.BYTES;
    }

    /** The rows whose signs differ least from those of the query; among equals those that come first. */
    int[] candidates(float[] query, int count) {
        long[] signs = signs(query);
        int[] distances = new int[rows];
        int[] having = new int[dimension + 1];
        for (int row = 0; row < rows; row++) {
            int distance = 0;
            for (int word = 0; word < words; word++) {
                distance += Long.bitCount(bits[row * words + word] ^ signs[word]);
            }
            distances[row] = distance;
            having[distance]++;
        }
        int[] chosen = new int[Math.min(count, rows)];
        int limit = 0;
        int below = 0;
        while (limit <= dimension && below + having[limit] <= chosen.length) {
            below += having[limit++];
        }
        int atLimit = chosen.length - below;
        int next = 0;
        for (int row = 0; row < rows && next < chosen.length; row++) {
            if (distances[row] < limit || (distances[row] == limit && atLimit-- > 0)) {
                chosen[next++] = row;
            }
        }
        return chosen;
    }

    private long[] signs(float[] vector) {
        long[] signs = new long[words];
        for (int i = 0; i < dimension; i++) {
            if (vector[i] >= 0) {
                signs[i / Long.SIZE] |= 1L << i;
            }
        }
        return signs;
    }
}
