package io.claudeflow.swarm.memory.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words of a text as the index sees them: runs of letters, digits and private-use characters, compared without case and
 * diacritics. It follows SQLite's tokenizer {@code unicode61 remove_diacritics 2}
 * (<a href="https://sqlite.org/fts5.html#unicode61_tokenizer">sqlite.org/fts5</a>) closely enough to mark what was found;
 * what is found is decided by the index.
 */
final class Words {
    private Words() {}

    /** One word: where it lies in the text, and its folded form. */
    record Word(int start, int end, String folded) {}

    /** The words of the text in order. */
    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        int start = -1;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (isPart(c, start >= 0)) {
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                words.add(word(text, start, i));
                start = -1;
            }
            i += Character.charCount(c);
        }
        if (start >= 0) {
            words.add(word(text, start, text.length()));
        }
        return words;
    }

    /** The text with a space in the place of everything that is no part of a word. */
    static String spaced(String text) {
        var spaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isPart(c, true)) {
                spaced.appendCodePoint(c);
            } else {
                spaced.append(' ');
            }
            i += Character.charCount(c);
        }
        return spaced.toString();
    }

    /** Whether the text has a word at all. */
    static boolean hasAny(String text) {
        return text.codePoints().anyMatch(c -> isPart(c, false));
    }

    private static Word word(String text, int start, int end) {
        return new Word(start, end, fold(text.substring(start, end)));
    }

    private static String fold(String word) {
        boolean ascii = word.chars().allMatch(c -> c < 0x80);
        if (ascii) {
            return word.toLowerCase(Locale.ROOT);
        }
        var plain = new StringBuilder(word.length());
        Normalizer.normalize(word, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> !isMark(c))
                .forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** A mark continues a word and never begins one. */
    private static boolean isPart(int c, boolean inside) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.PRIVATE_USE -> true;
            default -> inside && isMark(c);
        };
    }

    private static boolean isMark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
