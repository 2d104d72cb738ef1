package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.search.Embedding;

/**
 * A vector in a byte for each number (scalar quantization). The vector of length one that points the same way is
 * {@code step * numbers}, plus a rest whose length is at most {@code error}. The product of the rest and another vector
 * of length one is no longer than that (Cauchy and Schwarz), so the bytes give a bound that the true cosine never
 * exceeds, and a search that compares exactly whatever the bound does not rule out misses nothing.
 *
 * @param numbers -127 to 127
 * @param step what one unit of a number is worth
 * @param error the length of the rest
 * @param length the Euclidean length of the vector itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VectorCode(byte[] numbers, float step, float error, float length) {
    private static final double LARGEST = Byte.MAX_VALUE;

    static VectorCode of(Embedding embedding) {
        var floats = embedding.numbers();
        double toUnit = 1 / embedding.length();
        float most = 0;
        for (float number : floats) {
            most = Math.max(most, Math.abs(number));
        }
        float step = (float) (most * toUnit / LARGEST);
        double toSteps = 1 / (double) step;
        var numbers = new byte[floats.length];
        double rest = 0;
        for (int i = 0; i < floats.length; i++) {
            double unit = floats[i] * toUnit;
            double steps = Math.rint(unit * toSteps);
            double off = unit - step * steps;
            numbers[i] = (byte) steps;
            rest += off * off;
        }
        return new VectorCode(numbers, step, Math.nextUp((float) Math.sqrt(rest)), (float) embedding.length());
    }

    /** The numbers of the vector of length one that points the same way. */
    static float[] direction(Embedding embedding) {
        var direction = new float[embedding.dimension()];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (embedding.numbers()[i] / embedding.length());
        }
        return direction;
    }

    /**
     * What rounding may add: a sum of so many floats, here and where the similarity itself is computed, errs by at most
     * half a unit in the last place for each (Higham, Accuracy and Stability of Numerical Algorithms, 3.1).
     */
    static double rounding(int dimension) {
        return (2.0 * dimension + 32) * Math.ulp(1f);
    }
}
