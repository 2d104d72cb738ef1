package io.claudeflow.swarm.operator.job;

import io.claudeflow.swarm.operator.plan.JobPlan.Kind;
import java.time.Duration;

/** Hears of work on stores that has ended. Implementations are thread-safe and quick. */
@FunctionalInterface
public interface JobListener {

    /** Work of {@code kind} has ended, well or not, after {@code took}. */
    void ended(Kind kind, boolean well, Duration took);
}
