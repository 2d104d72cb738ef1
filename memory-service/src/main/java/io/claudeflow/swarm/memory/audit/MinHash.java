package io.claudeflow.swarm.memory.audit;

import java.util.Arrays;

/**
 * Band hashes by which similar texts meet: 64 minima of differently seeded hashes in 16 bands of 4. Two texts of
 * similarity {@code s} share a band with probability {@code 1 - (1 - s⁴)¹⁶}: 0.9999 for 0.85, 0.64 for 0.5, 0.12 for
 * 0.3.
 */
final class MinHash {
    static final int BANDS = 16;
    private static final int ROWS = 4;

    private static final long[] SEEDS = new long[BANDS * ROWS];

    static {
        for (int i = 0; i < SEEDS.length; i++) {
            SEEDS[i] = Shingles.mix(0x9e3779b97f4a7c15L * (i + 1));
        }
    }

    private MinHash() {}

    static int[] bands(Shingles shingles) {
        var minima = new long[SEEDS.length];
        Arrays.fill(minima, Long.MAX_VALUE);
        for (long hash : shingles.hashes()) {
            for (int i = 0; i < minima.length; i++) {
                minima[i] = Math.min(minima[i], Shingles.mix(hash ^ SEEDS[i]));
            }
        }
        var bands = new int[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long hash = band;
            for (int row = 0; row < ROWS; row++) {
                hash = Shingles.mix(hash + minima[band * ROWS + row]);
            }
            bands[band] = (int) hash;
        }
        return bands;
    }
}
