package io.claudeflow.swarm.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The values of a {@link Dataset} as text: letters, digits, {@code -} and {@code _}, which JSON needs not escape. Three
 * bytes are four characters, so a text has as many characters as values have bytes elsewhere. Thread-safe.
 */
public final class TextValues {
    private final Dataset dataset;

    /** @param characters of a text, at least 24; rounded down to whole groups of four */
    public TextValues(long seed, int keyCount, int characters) {
        this.dataset = new Dataset(seed, keyCount, characters / 4 * 3);
    }

    public int keyCount() {
        return dataset.keyCount();
    }

    public String key(int index) {
        return dataset.key(index);
    }

    public Dataset dataset() {
        return dataset;
    }

    /** The text of the key as written under the stamp. */
    public String text(int key, long stamp) {
        byte[] value = new byte[dataset.valueBytes()];
        dataset.fill(value, key, stamp);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    /** Whether the text belongs to the key, by its length and its first characters only. */
    public boolean belongs(byte[] text, int key) {
        try {
            return dataset.belongs(Base64.getUrlDecoder().decode(text), key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The stamp under which the text of the key was written; -1 when it is not, down to the last character, one of its
     * texts.
     */
    public long stamp(byte[] text, int key) {
        if (!belongs(text, key)) {
            return -1;
        }
        long stamp = dataset.stamp(Base64.getUrlDecoder().decode(text));
        return matches(text, key, stamp) ? stamp : -1;
    }

    /** Whether every character is as written under the stamp. */
    public boolean matches(byte[] text, int key, long stamp) {
        return new String(text, StandardCharsets.ISO_8859_1).equals(text(key, stamp));
    }
}
