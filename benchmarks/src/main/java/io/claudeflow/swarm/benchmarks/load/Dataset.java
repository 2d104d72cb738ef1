package io.claudeflow.swarm.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The keys and values of a run, all derived from its seed. A value carries the index of its key and the stamp of its
 * write and is filled up with noise that no compression shortens; so any value read can be checked. Thread-safe.
 */
public final class Dataset {
    private static final int HEADER_BYTES = 2 * Long.BYTES;
    private static final int NOISE_BYTES = 1 << 20;
    private static final String KEY_PREFIX = "key-";
    private static final String KEY_PATTERN = KEY_PREFIX + "[0-9]{8}";

    private final long seed;
    private final int valueBytes;
    private final byte[] noise = new byte[NOISE_BYTES];
    private final List<String> keys;

    /**
     * @param keyCount 1 or more
     * @param valueBytes 16 (key and stamp) to 65,536
     */
    public Dataset(long seed, int keyCount, int valueBytes) {
        if (keyCount < 1 || valueBytes < HEADER_BYTES || valueBytes > 65_536) {
            throw new IllegalArgumentException("keys " + keyCount + " and value bytes " + valueBytes
                    + ", expected at least 1 key and 16 to 65536 bytes");
        }
        this.seed = seed;
        this.valueBytes = valueBytes;
        new SplittableRandom(seed).nextBytes(noise);
        List<String> names = new ArrayList<>(keyCount);
        for (int i = 0; i < keyCount; i++) {
            names.add(KEY_PREFIX + String.format("%08d", i));
        }
        this.keys = Collections.unmodifiableList(names);
    }

    public int keyCount() {
        return keys.size();
    }

    public int valueBytes() {
        return valueBytes;
    }

    public String key(int index) {
        return keys.get(index);
    }

    /** The index of a key; -1 when it is none of these. */
    public int index(String key) {
        int index = key.matches(KEY_PATTERN) ? Integer.parseInt(key.substring(KEY_PREFIX.length())) : -1;
        return index < keys.size() ? index : -1;
    }

    /** A sequence of its own for each cell and client. */
    public SplittableRandom random(long cell, int client) {
        return new SplittableRandom(seed ^ mix(cell * 1_000 + client));
    }

    /** Fills the array with the value of the key as written under the stamp. */
    public void fill(byte[] value, int key, long stamp) {
        ByteBuffer.wrap(value).putLong(key).putLong(stamp);
        int length = valueBytes - HEADER_BYTES;
        int offset = (int) Math.floorMod(mix(key * 31L + stamp), (long) NOISE_BYTES - length);
        System.arraycopy(noise, offset, value, HEADER_BYTES, length);
    }

    /** Whether the value belongs to the key, by its length and its first bytes only: cheap enough for every read. */
    public boolean belongs(byte[] value, int key) {
        return value.length == valueBytes && ByteBuffer.wrap(value).getLong() == key;
    }

    /** The stamp of a value that belongs to its key. */
    public long stamp(byte[] value) {
        return ByteBuffer.wrap(value).getLong(Long.BYTES);
    }

    /** Whether every byte is as written under the stamp. */
    public boolean matches(byte[] value, int key, long stamp) {
        byte[] expected = new byte[valueBytes];
        fill(expected, key, stamp);
        return Arrays.equals(expected, value);
    }

    /** The finaliser of MurmurHash3, which spreads neighbouring numbers. */
    private static long mix(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
