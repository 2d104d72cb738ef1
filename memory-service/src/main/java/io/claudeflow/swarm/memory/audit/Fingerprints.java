package io.claudeflow.swarm.memory.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What an audit keeps of each value: id, size, SHA-256, band hashes; about 110 bytes. Not thread-safe. */
final class Fingerprints {
    private static final int DIGEST_LONGS = 4;
    private static final int FIRST_CAPACITY = 256;

    private final MessageDigest sha256 = sha256();
    private int count;
    private long[] ids = new long[FIRST_CAPACITY];
    private int[] sizes = new int[FIRST_CAPACITY];
    private long[] digests = new long[FIRST_CAPACITY * DIGEST_LONGS];
    private int[] bands = new int[FIRST_CAPACITY * MinHash.BANDS];
    private boolean[] compared = new boolean[FIRST_CAPACITY];

    int count() {
        return count;
    }

    long id(int index) {
        return ids[index];
    }

    int size(int index) {
        return sizes[index];
    }

    /** Whether the value has band hashes. */
    boolean isCompared(int index) {
        return compared[index];
    }

    int band(int index, int band) {
        return bands[index * MinHash.BANDS + band];
    }

    /** Adds a value; {@code bandHashes} is empty for one that is not compared with others. */
    void add(long id, byte[] content, int[] bandHashes) {
        if (count == ids.length) {
            grow(count * 2);
        }
        ids[count] = id;
        sizes[count] = content.length;
        ByteBuffer.wrap(sha256.digest(content)).asLongBuffer().get(digests, count * DIGEST_LONGS, DIGEST_LONGS);
        compared[count] = bandHashes.length > 0;
        System.arraycopy(bandHashes, 0, bands, count * MinHash.BANDS, bandHashes.length);
        count++;
    }

    int compareDigests(int left, int right) {
        return Arrays.compare(
                digests,
                left * DIGEST_LONGS,
                (left + 1) * DIGEST_LONGS,
                digests,
                right * DIGEST_LONGS,
                (right + 1) * DIGEST_LONGS);
    }

    String digest(int index) {
        var bytes = ByteBuffer.allocate(DIGEST_LONGS * Long.BYTES);
        for (int i = 0; i < DIGEST_LONGS; i++) {
            bytes.putLong(digests[index * DIGEST_LONGS + i]);
        }
        return HexFormat.of().formatHex(bytes.array());
    }

    private void grow(int capacity) {
        ids = Arrays.copyOf(ids, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        digests = Arrays.copyOf(digests, capacity * DIGEST_LONGS);
        bands = Arrays.copyOf(bands, capacity * MinHash.BANDS);
        compared = Arrays.copyOf(compared, capacity);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
