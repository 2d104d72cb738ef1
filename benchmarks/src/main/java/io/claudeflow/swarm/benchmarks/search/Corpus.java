package io.claudeflow.swarm.benchmarks.search;

import io.claudeflow.swarm.benchmarks.load.Words;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Entries as agents write them, made from a seed: each has a topic of about a hundred entries, a text whose words are
 * distributed like those of a language (few are frequent, most are rare) with the topic's own word among them, and an
 * embedding near those of its topic. The nearest of a query are then near each other, too, which is harder for
 * approximations than random vectors would be easy. Immutable.
 */
final class Corpus {
    private static final int ENTRIES_PER_TOPIC = 100;
    private static final int WORDS_BETWEEN_TOPIC_WORDS = 50;
    private static final int RARE_FROM = 100;
    private static final int RARE_TO = 400;

    /** Length of the noise beside a topic's direction of length 1: neighbours have a cosine of about 0.67. */
    private static final double NOISE = 0.7;

    private final long seed;
    private final int entries;
    private final int characters;
    private final float[][] topics;

    /**
     * @param entries 1 or more
     * @param characters of a text, roughly
     * @param dimension of an embedding
     */
    Corpus(long seed, int entries, int characters, int dimension) {
        this.seed = seed;
        this.entries = entries;
        this.characters = characters;
        this.topics = new float[Math.max(1, entries / ENTRIES_PER_TOPIC)][dimension];
        SplittableRandom random = new SplittableRandom(seed);
        for (float[] topic : topics) {
            fill(topic, random, 1 / Math.sqrt(dimension));
        }
    }

    int entries() {
        return entries;
    }

    int topics() {
        return topics.length;
    }

    String key(int entry) {
        return String.format(Locale.ROOT, "key-%08d", entry);
    }

    /** The entry of a key. */
    int entry(String key) {
        return Integer.parseInt(key.substring("key-".length()));
    }

    int topic(int entry) {
        return entry % topics.length;
    }

    /** The word that occurs in every entry of the topic and nowhere else. */
    String topicWord(int topic) {
        return Words.word(Words.VOCABULARY + topic);
    }

    /** ASCII letters and single spaces. */
    String text(int entry) {
        SplittableRandom random = new SplittableRandom(seed + 31L * entry + 7);
        StringBuilder text = new StringBuilder(characters + 16);
        for (int words = 0; text.length() < characters; words++) {
            text.append(text.isEmpty() ? "" : " ");
            text.append(words % WORDS_BETWEEN_TOPIC_WORDS == 0 ? topicWord(topic(entry)) : Words.frequent(random));
        }
        return text.toString();
    }

    /** An embedding of length 1. */
    float[] embedding(int entry) {
        return near(topic(entry), new SplittableRandom(seed + 37L * entry + 11));
    }

    /** A question about a topic; the same number is the same question. */
    Question question(int number) {
        SplittableRandom random = new SplittableRandom(seed ^ (0x5eed_0000_0000L + number));
        int topic = random.nextInt(topics.length);
        String rare = Words.word(random.nextInt(RARE_FROM, RARE_TO));
        return new Question(topicWord(topic), rare, near(topic, random));
    }

    private float[] near(int topic, SplittableRandom random) {
        int dimension = topics[topic].length;
        float[] vector = new float[dimension];
        fill(vector, random, NOISE / Math.sqrt(dimension));
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] += topics[topic][i];
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return vector;
    }

    private static void fill(float[] vector, SplittableRandom random, double deviation) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (deviation * random.nextGaussian());
        }
    }
}
