package io.claudeflow.swarm.memory.health;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.health.OptimizationReport.Outcome;
import io.claudeflow.swarm.memory.health.OptimizationReport.Step;
import io.claudeflow.swarm.memory.health.OptimizationStep.Gain;
import io.claudeflow.swarm.memory.health.OptimizationStep.Measure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks at every step and applies those that were asked for, one after the other; one that fails does not stop the
 * others. Thread-safe; one run at a time.
 */
public final class Optimizer {
    private final List<OptimizationStep> steps;

    public Optimizer(List<OptimizationStep> steps) {
        this.steps = steps.stream()
                .sorted(Comparator.comparing(OptimizationStep::measure))
                .toList();
    }

    /**
     * Runs.
     *
     * @param swarm the swarm whose learned patterns are looked at; everything else is about the file
     * @param dryRun only look
     * @param autoApply apply every step; otherwise only expired rows are deleted, as in seed 003's system
     */
    public synchronized OptimizationReport run(String swarm, boolean dryRun, boolean autoApply) {
        long start = System.nanoTime();
        var done = new ArrayList<Step>();
        for (var step : steps) {
            done.add(run(swarm, step, !dryRun && (autoApply || step.measure().isSafe())));
        }
        var applied =
                done.stream().filter(step -> step.outcome() == Outcome.APPLIED).toList();
        return new OptimizationReport(
                dryRun,
                done,
                applied.stream().mapToLong(step -> step.gain().bytes()).sum(),
                applied.stream()
                        .filter(step -> step.measure() == Measure.EXPIRED || step.measure() == Measure.ORPHANS)
                        .mapToLong(step -> step.gain().items())
                        .sum(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static Step run(String swarm, OptimizationStep step, boolean apply) {
        try {
            var possible = step.look(swarm);
            if (possible.items() == 0) {
                return new Step(step.measure(), Outcome.NOTHING_TO_DO, possible, null);
            }
            return apply
                    ? new Step(step.measure(), Outcome.APPLIED, step.apply(swarm), null)
                    : new Step(step.measure(), Outcome.POSSIBLE, possible, null);
        } catch (MemoryException e) {
            return new Step(step.measure(), Outcome.FAILED, Gain.NONE, e.getMessage());
        }
    }
}
