package io.claudeflow.swarm.memory.policy;

import io.claudeflow.swarm.memory.entry.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys a policy is for. A pattern and a key are read as segments between slashes; everything but {@code *} stands
 * for itself, case-sensitive.
 *
 * <ul>
 *   <li>{@code *} as a whole segment before the last matches exactly one segment that is not empty;
 *   <li>{@code *} as the last character matches any rest, slashes and nothing at all included;
 *   <li>{@code *} anywhere else matches any run of characters inside its segment.
 * </ul>
 *
 * So {@code metrics-*} matches {@code metrics-cpu/load}, and {@code knowledge/*} matches {@code knowledge/a/b}. A
 * pattern is tried on the key and on {@code namespace/key}.
 *
 * <p><b>Order.</b> The natural order is that of specificity, the most specific first, and total: two patterns compare
 * equal only when they are the same text. Segments are compared from the left, each by its rank: literal, then with a
 * star inside, then a star alone, then the open end; among stars inside and open ends the one with more literal
 * characters comes first. If one pattern runs out of segments the longer one comes first; what is still equal is
 * ordered by text.
 */
public record KeyPattern(String text) implements Comparable<KeyPattern> {
    /** A namespace, a slash and a key. */
    public static final int MAX_BYTES = 255 + 1 + 1024;

    private enum Rank {
        LITERAL,
        STAR_INSIDE,
        STAR,
        OPEN_END
    }

    public KeyPattern {
        Names.check("pattern", text, MAX_BYTES);
    }

    /** Whether the pattern is one literal key. */
    public boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** Whether the key or {@code namespace/key} matches. */
    public boolean matches(String namespace, String key) {
        return matches(key) || matches(namespace + "/" + key);
    }

    /** Whether the whole path matches. */
    public boolean matches(String path) {
        if (isExact()) {
            return text.equals(path);
        }
        var patterns = segments(text);
        int at = 0;
        for (int i = 0; i < patterns.size() - 1; i++) {
            int end = path.indexOf('/', at);
            if (end < 0 || !segmentMatches(patterns.get(i), path.substring(at, end))) {
                return false;
            }
            at = end + 1;
        }
        var last = patterns.getLast();
        var rest = path.substring(at);
        return last.endsWith("*") ? restMatches(last, rest) : rest.indexOf('/') < 0 && segmentMatches(last, rest);
    }

    /** The literal text before the first star: a range of an index over {@code namespace/key}. */
    public String literalPrefix() {
        int star = text.indexOf('*');
        return star < 0 ? text : text.substring(0, star);
    }

    @Override
    public int compareTo(KeyPattern other) {
        var mine = segments(text);
        var theirs = segments(other.text);
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            var left = rank(mine.get(i), i == mine.size() - 1);
            var right = rank(theirs.get(i), i == theirs.size() - 1);
            if (left != right) {
                return left.compareTo(right);
            }
            if (left != Rank.LITERAL) {
                int byLiterals = Long.compare(literals(theirs.get(i)), literals(mine.get(i)));
                if (byLiterals != 0) {
                    return byLiterals;
                }
            }
        }
        int byLength = Integer.compare(theirs.size(), mine.size());
        return byLength != 0 ? byLength : text.compareTo(other.text);
    }

    private static Rank rank(String segment, boolean last) {
        if (segment.indexOf('*') < 0) {
            return Rank.LITERAL;
        }
        if (last && segment.endsWith("*")) {
            return Rank.OPEN_END;
        }
        return segment.equals("*") ? Rank.STAR : Rank.STAR_INSIDE;
    }

    private static long literals(String segment) {
        return segment.chars().filter(c -> c != '*').count();
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        int at = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', at)) {
            segments.add(path.substring(at, slash));
            at = slash + 1;
        }
        segments.add(path.substring(at));
        return segments;
    }

    private static boolean segmentMatches(String pattern, String segment) {
        if (pattern.equals("*")) {
            return !segment.isEmpty();
        }
        return starsMatch(pattern, segment);
    }

    /** The open end: the part before the last star is matched inside the first segment of the rest. */
    private static boolean restMatches(String pattern, String rest) {
        int slash = rest.indexOf('/');
        var head = slash < 0 ? rest : rest.substring(0, slash);
        return starsMatch(pattern, head);
    }

    /** Greedy matching with one point to come back to; quadratic at worst. */
    private static boolean starsMatch(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
