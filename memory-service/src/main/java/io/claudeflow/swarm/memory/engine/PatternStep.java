package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.health.OptimizationStep;
import io.claudeflow.swarm.memory.learning.Learning;
import io.claudeflow.swarm.memory.learning.PatternLibrary;

/** Drops learned patterns that do not work and merges similar ones, by the rules of the library. */
record PatternStep(Learning learning) implements OptimizationStep {
    @Override
    public Measure measure() {
        return Measure.PATTERNS;
    }

    @Override
    public Gain look(String swarm) {
        return gain(learning.optimize(swarm, true));
    }

    @Override
    public Gain apply(String swarm) {
        return gain(learning.optimize(swarm, false));
    }

    private static Gain gain(PatternLibrary.Optimized optimized) {
        int dropped = optimized.dropped().size();
        int merged = optimized.merged().size();
        return dropped + merged == 0
                ? Gain.NONE
                : new Gain(dropped + merged, 0, dropped + " dropped, " + merged + " merged into another");
    }
}
