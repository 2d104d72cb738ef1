package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.failure.MemoryException;

/**
 * The thresholds of learning; the defaults are seed 003's.
 *
 * @param minSamples similar outcomes a pattern needs, 2 or more ({@code min_sample_size})
 * @param minConfidence confidence a pattern needs ({@code confidence_threshold})
 * @param successThreshold success rate from which a pattern counts as a strategy that works ({@code success_threshold})
 * @param outcomeSimilarity similarity from which two outcomes are of one kind
 * @param mergeSimilarity similarity from which two patterns are one
 * @param dropBelow success rate below which a pattern that was tried is dropped
 * @param dropAfterUses uses after which it counts as tried, 1 or more
 */
public record LearningSettings(
        int minSamples,
        double minConfidence,
        double successThreshold,
        double outcomeSimilarity,
        double mergeSimilarity,
        double dropBelow,
        int dropAfterUses) {
    public static final LearningSettings DEFAULT = new LearningSettings(5, 0.7, 0.8, 0.7, 0.85, 0.3, 10);

    public LearningSettings {
        if (minSamples < 2) {
            throw MemoryException.invalid("min_sample_size", minSamples, "2 or more");
        }
        if (dropAfterUses < 1) {
            throw MemoryException.invalid("drop_after_uses", dropAfterUses, "1 or more");
        }
        checkShare("confidence_threshold", minConfidence);
        checkShare("success_threshold", successThreshold);
        checkShare("outcome_similarity", outcomeSimilarity);
        checkShare("merge_similarity", mergeSimilarity);
        checkShare("drop_below", dropBelow);
    }

    /** The defaults but for what a pattern needs. */
    public static LearningSettings of(int minSamples, double minConfidence) {
        return of(minSamples, minConfidence, DEFAULT.successThreshold);
    }

    /** The defaults but for what seed 003 calls sample size, confidence and success threshold. */
    public static LearningSettings of(int minSamples, double minConfidence, double successThreshold) {
        return new LearningSettings(
                minSamples,
                minConfidence,
                successThreshold,
                DEFAULT.outcomeSimilarity,
                DEFAULT.mergeSimilarity,
                DEFAULT.dropBelow,
                DEFAULT.dropAfterUses);
    }

    private static void checkShare(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw MemoryException.invalid(field, value, "0 to 1");
        }
    }
}
