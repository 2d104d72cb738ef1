package io.claudeflow.swarm.benchmarks.scenario;

import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import java.io.IOException;

/** One part of a run: starts the servers it needs, measures, and tells. */
public interface Scenario {
    /** The heading of its section. */
    String title();

    /**
     * Measures.
     *
     * @param cleanup ends what was started here once the scenario is over
     */
    SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException;
}
