package io.claudeflow.swarm.benchmarks.load;

import java.util.SplittableRandom;

/**
 * Words that are distributed like those of a language: few are frequent, most are rare. They look like words, too:
 * syllables of a consonant and a vowel.
 */
public final class Words {
    /** So many different ones are drawn; a number from here on makes a word that is never drawn. */
    public static final int VOCABULARY = 20_000;

    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();
    private static final int SHORTEST = 3;

    private Words() {}

    /** Three syllables or more, another word for each number from 0 on. */
    public static String word(int number) {
        StringBuilder word = new StringBuilder();
        int rest = number;
        for (int i = 0; i < SHORTEST || rest > 0; i++) {
            int syllable = rest % SYLLABLES;
            word.append(CONSONANTS.charAt(syllable / VOWELS.length()));
            word.append(VOWELS.charAt(syllable % VOWELS.length()));
            rest /= SYLLABLES;
        }
        return word.toString();
    }

    /** Draws a word; the first is about every 27th, number 100 every 1,800th. */
    public static String frequent(SplittableRandom random) {
        double u = random.nextDouble();
        return word((int) (VOCABULARY * u * u * u));
    }

    /** Words with single spaces between them, at least so many characters and few more. */
    public static String text(SplittableRandom random, int characters) {
        StringBuilder text = new StringBuilder(characters + 16);
        while (text.length() < characters) {
            text.append(text.isEmpty() ? "" : " ").append(frequent(random));
        }
        return text.toString();
    }
}
