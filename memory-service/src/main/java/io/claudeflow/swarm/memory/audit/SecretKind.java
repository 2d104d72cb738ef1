package io.claudeflow.swarm.memory.audit;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Kinds of secrets and how they look. Where a pattern has a group, the group is the secret; the rest is what gives it
 * away. Repetitions are bounded, so that no text makes a search slow.
 */
public enum SecretKind {
    PRIVATE_KEY("-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
            + "(?:[^-]{0,16384}-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----)?"),
    AWS_ACCESS_KEY("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
    GITHUB_TOKEN("\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\\b"),
    SLACK_TOKEN("\\bxox[abeoprs]-[A-Za-z0-9-]{10,250}"),
    SLACK_WEBHOOK("https://hooks\\.slack\\.com/services/T[A-Z0-9]{1,20}/B[A-Z0-9]{1,20}/([A-Za-z0-9]{20,64})"),
    GOOGLE_API_KEY("\\bAIza[0-9A-Za-z_-]{35}"),
    STRIPE_KEY("\\b[sr]k_live_[A-Za-z0-9]{16,255}\\b"),
    MODEL_API_KEY("\\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,255}"),
    JWT("\\beyJ[A-Za-z0-9_-]{8,8192}\\.eyJ[A-Za-z0-9_-]{8,8192}\\.[A-Za-z0-9_-]{8,8192}"),
    URL_CREDENTIALS("://[^\\s:/@\"'\\\\]{1,64}:([^\\s:/@\"'\\\\]{3,128})@"),
    /** {@code password=…}, {@code "api_key": "…"} and so on; at least six characters that are no placeholder. */
    ASSIGNMENT("(?i)(?:password|passwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token)"
            + "\\\\?[\"']?\\s{0,4}[:=]\\s{0,4}\\\\?[\"']?"
            + "(?!null|true|false|\\[REDACTED|\\*{3}|x{6})([^\\s\"'\\\\,;<>$(){}\\[\\]]{6,256})");

    private final Pattern pattern;

    SecretKind(String regex) {
        this.pattern = Pattern.compile(regex);
    }

    /** The word in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Pattern pattern() {
        return pattern;
    }
}
