package io.claudeflow.swarm.memory.learning;

import org.jspecify.annotations.Nullable;

/**
 * A pattern that an optimisation took out of the library. It is remembered, so that the next extraction, which finds it
 * again in the same outcomes, leaves it out again.
 *
 * @param mergedInto the id of the pattern it became part of, or null when it was tried and failed
 */
public record RetiredPattern(
        LearnedPattern pattern, @Nullable String mergedInto) {
    public String id() {
        return pattern.id();
    }
}
