package io.claudeflow.swarm.memory.health;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an optimisation would do or did.
 *
 * @param dryRun whether nothing was changed
 * @param spaceSaved bytes of the steps that were applied, all together; in a dry run 0
 * @param entriesCleaned expired rows and orphans deleted
 */
public record OptimizationReport(
        boolean dryRun, List<Step> steps, long spaceSaved, long entriesCleaned, Duration duration) {
    public OptimizationReport {
        steps = List.copyOf(steps);
    }

    /** What became of a step. */
    public enum Outcome {
        /** There was nothing to do. */
        NOTHING_TO_DO,
        /** There is something to do, and it was not asked for. */
        POSSIBLE,
        APPLIED,
        FAILED
    }

    /**
     * One step.
     *
     * @param gain what there is to gain when possible, what was gained when applied
     * @param error why it failed, or null
     */
    public record Step(
            OptimizationStep.Measure measure,
            Outcome outcome,
            OptimizationStep.Gain gain,
            @Nullable String error) {}
}
