package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What similar outcomes have in common.
 *
 * @param id made of type, kind and conditions: the same outcomes give the same id
 * @param effective whether it describes what works; otherwise what fails
 * @param conditions by name of the context's value
 * @param samples outcomes behind it
 * @param successRate the average of their scores
 * @param cohesion their average similarity to the first of them
 * @param seconds their average duration
 * @param agents those who took part in at least half of them
 * @param evidence ids of the newest outcomes behind it, at most {@value #MAX_EVIDENCE}
 * @param uses how often its recommendation was followed and reported
 * @param successfulUses how many of these reports were a success
 * @param learnedAt when the newest outcome behind it was recorded
 */
public record LearnedPattern(
        String id,
        String type,
        boolean effective,
        SortedMap<String, Condition> conditions,
        int samples,
        double successRate,
        double cohesion,
        double seconds,
        List<String> agents,
        List<String> evidence,
        long uses,
        long successfulUses,
        Instant learnedAt) {
    public static final int MAX_EVIDENCE = 20;

    public LearnedPattern {
        conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
        agents = List.copyOf(agents);
        evidence = List.copyOf(evidence);
    }

    /**
     * {@code (k + 1) / (n + 2) · cohesion}: Laplace's rule of succession over {@code n} samples, of which {@code k} (a
     * sum of scores) speak for the pattern, made smaller by how different they are. Five of five identical outcomes
     * give 6/7 = 0.857, four of five 5/7 = 0.714, three of five 4/7 = 0.571.
     */
    public double confidence() {
        double supporting = samples * (effective ? successRate : 1 - successRate);
        return (supporting + 1) / (samples + 2) * cohesion;
    }

    /**
     * How well a context fits: the share of conditions it meets; 0 when it contradicts one. A value the context does
     * not have neither meets nor contradicts. Without conditions 1.
     */
    public double match(Map<String, Document> context) {
        int met = 0;
        for (var condition : conditions.entrySet()) {
            var value = context.get(condition.getKey());
            if (value != null && !Condition.isMet(condition.getValue(), value)) {
                return 0;
            }
            met += value == null ? 0 : 1;
        }
        return conditions.isEmpty() ? 1 : (double) met / conditions.size();
    }

    /** SwarmMemoryManager's rank, {@code successRate · confidence}, times the match. */
    public double rank(Map<String, Document> context) {
        return successRate * confidence() * match(context);
    }

    /** The pattern after a report of its use. */
    public LearnedPattern used(boolean success) {
        return withUses(uses + 1, successfulUses + (success ? 1 : 0));
    }

    /** The pattern with other counts of reports. */
    public LearnedPattern withUses(long newUses, long newSuccessfulUses) {
        return new LearnedPattern(
                id,
                type,
                effective,
                conditions,
                samples,
                successRate,
                cohesion,
                seconds,
                agents,
                evidence,
                newUses,
                newSuccessfulUses,
                learnedAt);
    }

    /** The conditions in words. */
    public String description() {
        var words = conditions.entrySet().stream()
                .map(condition -> Condition.describe(condition.getKey(), condition.getValue()))
                .toList();
        return type + (words.isEmpty() ? ", whatever the context" : " where " + String.join(" and ", words));
    }

    /** {@code pattern_<type>_<12 hexadecimal digits>}, the digits of SHA-256 over type, kind and conditions. */
    static String idOf(String type, boolean effective, SortedMap<String, Condition> conditions) {
        var content = new StringBuilder(type).append('\0').append(effective);
        conditions.forEach((name, condition) -> content.append('\0').append(Condition.describe(name, condition)));
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return "pattern_" + type + "_" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
