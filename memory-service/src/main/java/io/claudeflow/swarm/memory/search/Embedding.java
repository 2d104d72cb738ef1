package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A vector of 1 to {@value #MAX_DIMENSION} finite 32-bit numbers whose length is between 1e-15 and 1e15, so that no
 * product of two of them overflows or vanishes. Immutable.
 */
public final class Embedding {
    public static final int MAX_DIMENSION = 4_096;

    private static final double MAX_LENGTH = 1e15;

    private final float[] numbers;
    private final double length;

    private Embedding(float[] numbers, double length) {
        this.numbers = numbers;
        this.length = length;
    }

    /** A vector of these numbers, which are copied. */
    public static Embedding of(String field, float... numbers) {
        if (numbers.length < 1 || numbers.length > MAX_DIMENSION) {
            throw MemoryException.limit(field, numbers.length + " numbers", "1 to " + MAX_DIMENSION + " numbers");
        }
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw MemoryException.invalid(field + "[" + i + "]", numbers[i], "a finite number");
            }
            sum += (double) numbers[i] * numbers[i];
        }
        double length = Math.sqrt(sum);
        if (length < 1 / MAX_LENGTH || length > MAX_LENGTH) {
            throw MemoryException.invalid(field, "a vector of length " + length, "a length from 1e-15 to 1e15");
        }
        return new Embedding(numbers.clone(), length);
    }

    /** Reads {@link #toBytes}'s form. */
    public static Embedding ofBytes(String field, byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw MemoryException.invalid(field, bytes.length + " bytes", "4 bytes for each number");
        }
        var numbers = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return of(field, numbers);
    }

    /** The numbers as 32-bit IEEE 754, little-endian, one after the other. */
    public byte[] toBytes() {
        var bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    public int dimension() {
        return numbers.length;
    }

    /** The Euclidean length. */
    public double length() {
        return length;
    }

    /** The numbers; not a copy, never to be modified. */
    public float[] numbers() {
        return numbers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return "Embedding of " + numbers.length + " numbers";
    }
}
