package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.health.OptimizationStep;
import io.claudeflow.swarm.memory.maintenance.Recompression;

/**
 * Brings the values of every swarm to the compression that their policy asks for today: what {@code /admin/compression}
 * does, with the same figures. To measure is to compress and to throw away.
 */
record RecompressionStep(Recompression recompression) implements OptimizationStep {
    private static final Recompression.Request LOOK = new Recompression.Request(null, null, true);

    @Override
    public Measure measure() {
        return Measure.RECOMPRESSION;
    }

    @Override
    public Gain look(String swarm) {
        return recompression.progress().running()
                ? new Gain(0, 0, "a recompression is under way; ask again when it has ended")
                : gain(recompression.run(LOOK));
    }

    @Override
    public Gain apply(String swarm) {
        return gain(recompression.run(Recompression.Request.EVERYTHING));
    }

    private static Gain gain(Recompression.Report report) {
        return new Gain(
                report.rewritten(),
                report.savedBytes(),
                report.damaged() == 0 ? null : report.damaged() + " damaged values were left alone");
    }
}
