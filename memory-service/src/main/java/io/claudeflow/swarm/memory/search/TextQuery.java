package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a person types into a search. Words stand side by side and all of them must occur; {@code OR}, in capitals,
 * separates alternatives; {@code "a phrase"} is words in this order; {@code begin*} is a beginning of a word;
 * {@code -word} and {@code -"a phrase"} must not occur, whatever the alternative. Everything else is literal: a word
 * such as {@code a-b} or {@code x:y} is the phrase of its parts, and no text is a syntax error. Case and diacritics do
 * not matter. A query without a word to look for finds nothing. Immutable.
 *
 * @param alternatives each a list of terms that must all occur
 * @param exclusions terms that must not occur
 */
public record TextQuery(List<List<Term>> alternatives, List<Term> exclusions) {
    /** The longest query, in UTF-16 characters. */
    public static final int MAX_LENGTH = 4_096;

    /** The most terms of a query. */
    public static final int MAX_TERMS = 64;

    /**
     * A word or a phrase, or one with an open end.
     *
     * @param text as written, without quotes and star; has at least one letter or digit
     * @param prefix whether the last word is only a beginning
     */
    public record Term(String text, boolean prefix) {}

    public TextQuery {
        alternatives = alternatives.stream().map(List::copyOf).toList();
        exclusions = List.copyOf(exclusions);
    }

    /** Reads a query; only its size can be refused. */
    public static TextQuery parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw MemoryException.limit("query", text.length() + " characters", "at most " + MAX_LENGTH);
        }
        var query = new Parser(text).parse();
        long terms = query.terms().count() + query.exclusions.size();
        if (terms > MAX_TERMS) {
            throw MemoryException.limit("query", terms + " terms", "at most " + MAX_TERMS + " words and phrases");
        }
        return query;
    }

    /** Whether there is nothing to look for. */
    public boolean isEmpty() {
        return alternatives.isEmpty();
    }

    /** Every term that is looked for. */
    public Stream<Term> terms() {
        return alternatives.stream().flatMap(List::stream);
    }

    private static final class Parser {
        private final String text;
        private final List<List<Term>> alternatives = new ArrayList<>();
        private final List<Term> exclusions = new ArrayList<>();
        private List<Term> current = new ArrayList<>();
        private int at;

        Parser(String text) {
            this.text = printable(text);
        }

        TextQuery parse() {
            while (skipSpace()) {
                boolean excluded = text.charAt(at) == '-';
                if (excluded) {
                    at++;
                }
                boolean quoted = at < text.length() && text.charAt(at) == '"';
                var body = quoted ? phrase() : word();
                boolean prefix = stars();
                if (!quoted && !excluded && !prefix && body.equals("OR")) {
                    endAlternative();
                } else if (Words.hasAny(body)) {
                    (excluded ? exclusions : current).add(new Term(body, prefix));
                }
            }
            endAlternative();
            return new TextQuery(alternatives, exclusions);
        }

        private void endAlternative() {
            if (!current.isEmpty()) {
                alternatives.add(current);
                current = new ArrayList<>();
            }
        }

        private boolean skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length();
        }

        /** From behind the quote to the next one, or to the end. */
        private String phrase() {
            int start = ++at;
            int end = text.indexOf('"', start);
            at = end < 0 ? text.length() : end + 1;
            return text.substring(start, end < 0 ? text.length() : end);
        }

        private String word() {
            int start = at;
            while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '"') {
                at++;
            }
            int end = at;
            while (end > start && text.charAt(end - 1) == '*') {
                end--;
            }
            at = end;
            return text.substring(start, end);
        }

        /** Stars right behind a word or a phrase. */
        private boolean stars() {
            int start = at;
            while (at < text.length() && text.charAt(at) == '*') {
                at++;
            }
            return at > start;
        }

        /** Control characters and halves of pairs become spaces: neither is part of a word. */
        private static String printable(String text) {
            var clean = new StringBuilder(text.length());
            text.codePoints()
                    .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                    .forEach(clean::appendCodePoint);
            return clean.toString();
        }
    }
}
