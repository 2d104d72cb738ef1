package io.claudeflow.swarm.benchmarks.restore;

import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.Figures;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;

/** Fills a store, backs it up, restores it twice into empty directories, and compares all that it holds. */
public final class RestoreOfStore implements Scenario {
    /** The store, its snapshot, the backup, two restored databases and the copy that one is made from. */
    private static final int COPIES = 7;

    @Override
    public String title() {
        return "Restore of a store";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        long bytes = bench.sizes().choose(1024, 50) * (1L << 20);
        long free = Files.getFileStore(bench.work().path()).getUsableSpace();
        if (free < COPIES * bytes) {
            return SectionReport.left(
                    title(),
                    "it takes " + Figures.mebibytes(COPIES * bytes) + " MiB of disk, " + Figures.mebibytes(free)
                            + " MiB are free");
        }
        RestoreRun run = new RestoreRun(bench, new Content(bench.seed(), bytes), cleanup);
        run.measure();
        return run.report(title());
    }
}
