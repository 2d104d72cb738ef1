package io.claudeflow.swarm.memory.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.health.OptimizationReport.Outcome;
import io.claudeflow.swarm.memory.health.OptimizationStep.Gain;
import io.claudeflow.swarm.memory.health.OptimizationStep.Measure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private final List<Measure> applied = new ArrayList<>();

    private OptimizationStep step(Measure measure, long items, long bytes) {
        return new OptimizationStep() {
            @Override
            public Measure measure() {
                return measure;
            }

            @Override
            public Gain look(String swarm) {
                return Gain.of(items, bytes);
            }

            @Override
            public Gain apply(String swarm) {
                if (bytes < 0) {
                    throw MemoryException.of(FailureKind.STORAGE_FULL, "no space");
                }
                applied.add(measure);
                return Gain.of(items, bytes / 2);
            }
        };
    }

    private Optimizer optimizer() {
        return new Optimizer(List.of(
                step(Measure.FREE_PAGES, 1, 1000),
                step(Measure.ORPHANS, 4, 0),
                step(Measure.EXPIRED, 10, 100),
                step(Measure.RECOMPRESSION, 5, -1),
                step(Measure.LOG, 0, 50)));
    }

    @Test
    void shouldOnlyLookInADryRun() {
        var report = optimizer().run("s", true, true);
        assertThat(applied).isEmpty();
        assertThat(report.spaceSaved()).isZero();
        assertThat(report.steps())
                .extracting(OptimizationReport.Step::outcome)
                .containsExactly(
                        Outcome.POSSIBLE, Outcome.POSSIBLE, Outcome.POSSIBLE, Outcome.POSSIBLE, Outcome.NOTHING_TO_DO);
        assertThat(report.steps().getFirst().gain()).isEqualTo(Gain.of(10, 100));
    }

    @Test
    void shouldApplyOnlyTheCollectionOfExpiredRowsWithoutAutoApply() {
        var report = optimizer().run("s", false, false);
        assertThat(applied).containsExactly(Measure.EXPIRED);
        assertThat(report.spaceSaved()).isEqualTo(50);
        assertThat(report.entriesCleaned()).isEqualTo(10);
    }

    @Test
    void shouldApplyEverythingInOrderAndGoOnAfterAFailure() {
        var report = optimizer().run("s", false, true);
        assertThat(applied).containsExactly(Measure.EXPIRED, Measure.ORPHANS, Measure.FREE_PAGES);
        assertThat(report.spaceSaved()).isEqualTo(550);
        assertThat(report.entriesCleaned()).isEqualTo(14);
        assertThat(report.steps())
                .filteredOn(step -> step.outcome() == Outcome.FAILED)
                .extracting(OptimizationReport.Step::error)
                .containsExactly("no space");
    }
}
