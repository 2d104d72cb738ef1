package io.claudeflow.swarm.memory.learning;

import java.util.List;

/**
 * What to do, and why.
 *
 * @param expectedSuccessRate the success rate of the pattern
 * @param match the share of its conditions that the context meets
 * @param alternatives the next best, at most {@value StrategyAdvisor#MAX_ALTERNATIVES}
 * @param warnings what failed in such a context
 * @param explanation sentences for people
 */
public record Recommendation(
        LearnedPattern pattern,
        double expectedSuccessRate,
        double confidence,
        double match,
        List<LearnedPattern> alternatives,
        List<LearnedPattern> warnings,
        List<String> explanation) {
    public Recommendation {
        alternatives = List.copyOf(alternatives);
        warnings = List.copyOf(warnings);
        explanation = List.copyOf(explanation);
    }
}
