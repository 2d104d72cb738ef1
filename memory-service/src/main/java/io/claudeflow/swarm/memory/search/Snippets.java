package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.search.TextQuery.Term;
import io.claudeflow.swarm.memory.search.Words.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Cuts the part out of a text that shows most of what was looked for: at most {@value #MAX_WORDS} words and
 * {@value #MAX_CHARS} characters, found words between two asterisks each, an ellipsis where something was left out.
 */
public final class Snippets {
    static final int MAX_WORDS = 32;
    static final int MAX_CHARS = 320;

    private static final int WORDS_BEFORE = 6;
    private static final String MARK = "**";
    private static final String LEFT_OUT = "…";

    private Snippets() {}

    /** A run of words that matches a term. */
    private record Match(int first, int last, int term) {}

    /** The snippet of a searchable text; without a match (the key matched) it is the text's beginning. */
    public static String of(String text, TextQuery query) {
        var words = Words.of(text);
        if (words.isEmpty()) {
            return "";
        }
        var matches = matches(words, query.terms().toList());
        int first = bestStart(matches);
        int last = Math.min(first + MAX_WORDS, words.size()) - 1;
        while (last > first && words.get(last).end() - words.get(first).start() > MAX_CHARS) {
            last--;
        }
        return cut(text, words, matches, first, last);
    }

    private static List<Match> matches(List<Word> words, List<Term> terms) {
        var matches = new ArrayList<Match>();
        var wanted = terms.stream()
                .map(term -> Words.of(term.text()).stream().map(Word::folded).toList())
                .toList();
        for (int i = 0; i < words.size(); i++) {
            for (int t = 0; t < wanted.size(); t++) {
                if (matchesAt(words, i, wanted.get(t), terms.get(t).prefix())) {
                    matches.add(new Match(i, i + wanted.get(t).size() - 1, t));
                }
            }
        }
        return matches;
    }

    private static boolean matchesAt(List<Word> words, int at, List<String> phrase, boolean prefix) {
        if (phrase.isEmpty() || at + phrase.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < phrase.size(); i++) {
            var found = words.get(at + i).folded();
            boolean open = prefix && i == phrase.size() - 1;
            if (open ? !found.startsWith(phrase.get(i)) : !found.equals(phrase.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The first word of the window that shows the most different terms, the earliest of several. */
    private static int bestStart(List<Match> matches) {
        int best = 0;
        int bestTerms = 0;
        for (int i = 0; i < matches.size(); i++) {
            int start = Math.max(0, matches.get(i).first() - WORDS_BEFORE);
            var shown = new HashSet<Integer>();
            for (int j = i; j < matches.size() && matches.get(j).last() < start + MAX_WORDS; j++) {
                shown.add(matches.get(j).term());
            }
            if (shown.size() > bestTerms) {
                bestTerms = shown.size();
                best = start;
            }
        }
        return best;
    }

    private static String cut(String text, List<Word> words, List<Match> matches, int first, int last) {
        var marked = new boolean[words.size()];
        for (var match : matches) {
            for (int i = match.first(); i <= match.last(); i++) {
                marked[i] = true;
            }
        }
        var snippet = new StringBuilder(first > 0 ? LEFT_OUT : "");
        int at = words.get(first).start();
        for (int i = first; i <= last; i++) {
            var word = words.get(i);
            snippet.append(text, at, word.start());
            int end = Math.min(word.end(), word.start() + MAX_CHARS);
            snippet.append(marked[i] ? MARK : "")
                    .append(text, word.start(), end)
                    .append(marked[i] ? MARK : "");
            at = word.end();
        }
        snippet.append(last < words.size() - 1 ? LEFT_OUT : "");
        return snippet.toString().replaceAll("\\s+", " ");
    }
}
