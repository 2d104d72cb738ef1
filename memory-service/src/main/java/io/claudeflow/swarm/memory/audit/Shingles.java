package io.claudeflow.swarm.memory.audit;

import java.util.Arrays;

/**
 * A text as the set of its runs of three words (Broder: On the resemblance and containment of documents, 1997). Words
 * are runs of letters and digits without regard to case, so punctuation and white space do not matter. Only the first
 * {@value #MAX_CHARS} characters count.
 *
 * @param hashes sorted, each once
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record Shingles(long[] hashes) {
    static final int MAX_CHARS = 65_536;
    /** Texts with fewer are too short to resemble each other by more than chance. */
    static final int FEWEST = 8;

    private static final int WORDS = 3;

    static Shingles of(String text) {
        int length = Math.min(text.length(), MAX_CHARS);
        var words = new long[length / 2 + 1];
        int count = 0;
        long hash = 0;
        boolean inWord = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                hash = (inWord ? hash : 1) * 31 + Character.toLowerCase(c);
                inWord = true;
            } else if (inWord) {
                words[count++] = hash;
                inWord = false;
            }
        }
        if (inWord) {
            words[count++] = hash;
        }
        if (count < WORDS) {
            return new Shingles(new long[0]);
        }
        var hashes = new long[count - WORDS + 1];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = mix(mix(mix(words[i]) + words[i + 1]) + words[i + 2]);
        }
        return new Shingles(Arrays.stream(hashes).sorted().distinct().toArray());
    }

    boolean isTooShort() {
        return hashes.length < FEWEST;
    }

    /** Common shingles / all shingles of both (Jaccard), 0 to 1. */
    double similarity(Shingles other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < hashes.length && j < other.hashes.length) {
            int order = Long.compare(hashes[i], other.hashes[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        int all = hashes.length + other.hashes.length - common;
        return all == 0 ? 0 : (double) common / all;
    }

    /** The finaliser of SplitMix64: every bit of the input changes half of the output. */
    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
