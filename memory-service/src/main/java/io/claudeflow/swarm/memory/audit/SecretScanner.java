package io.claudeflow.swarm.memory.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds what looks like a secret. A guess by form: it misses some and takes some other text for one. */
public final class SecretScanner {
    /** The most findings in one text. */
    static final int MAX_FINDINGS = 100;

    private SecretScanner() {}

    /** The findings by position; where two overlap, the one that begins first, then the longer one. */
    public static List<SecretFinding> scan(String text) {
        return scan(text, MAX_FINDINGS);
    }

    private static List<SecretFinding> scan(String text, int max) {
        var all = new ArrayList<SecretFinding>();
        for (var kind : SecretKind.values()) {
            var matcher = kind.pattern().matcher(text);
            for (int found = 0; found < max && matcher.find(); found++) {
                int group = matcher.groupCount();
                all.add(new SecretFinding(kind, matcher.start(group), matcher.end(group) - matcher.start(group)));
            }
        }
        all.sort(Comparator.comparingInt(SecretFinding::position)
                .thenComparing(Comparator.comparingInt(SecretFinding::length).reversed()));
        var apart = new ArrayList<SecretFinding>();
        int end = 0;
        for (var finding : all) {
            if (finding.position() >= end && apart.size() < max) {
                apart.add(finding);
                end = finding.position() + finding.length();
            }
        }
        return apart;
    }

    /** The text with every finding replaced by {@code [REDACTED:kind]}. */
    public static String mask(String text) {
        var masked = new StringBuilder(text.length());
        int from = 0;
        for (var finding : scan(text, Integer.MAX_VALUE)) {
            masked.append(text, from, finding.position());
            masked.append("[REDACTED:").append(finding.kind().label()).append(']');
            from = finding.position() + finding.length();
        }
        return masked.append(text, from, text.length()).toString();
    }
}
