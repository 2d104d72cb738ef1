package io.claudeflow.swarm.memory.entry;

/**
 * A pattern for keys: {@code *} stands for any run of characters, {@code ?} for one character (code point), everything
 * else for itself, case-sensitive. Without a wildcard it is one exact key. Immutable.
 */
public record Glob(String pattern) {
    public Glob {
        Names.check("pattern", pattern, EntryKey.MAX_KEY_BYTES);
    }

    /** Whether the pattern is one literal key. */
    public boolean isExact() {
        return literalPrefix().length() == pattern.length();
    }

    /** Everything before the first wildcard; a range of an index. */
    public String literalPrefix() {
        int end = 0;
        while (end < pattern.length() && pattern.charAt(end) != '*' && pattern.charAt(end) != '?') {
            end++;
        }
        return pattern.substring(0, end);
    }

    /** Whether the whole text matches. Linear in practice, quadratic at worst, never exponential. */
    public boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = -1;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == '?') {
                p++;
                t += Character.charCount(text.codePointAt(t));
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                resume += Character.charCount(text.codePointAt(resume));
                t = resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
