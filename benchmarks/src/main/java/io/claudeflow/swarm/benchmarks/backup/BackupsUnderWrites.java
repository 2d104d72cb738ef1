package io.claudeflow.swarm.benchmarks.backup;

import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import io.claudeflow.swarm.benchmarks.swarm.BatchBody;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes backup after backup while writers write, and proves of each that it holds one moment, whole. */
public final class BackupsUnderWrites implements Scenario {
    static final String RESTING = "resting";
    private static final int MOST_RESTING = 20_000;
    private static final int ENTRIES_PER_BATCH = 200;

    @Override
    public String title() {
        return "Backups under writes";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        int valueBytes = bench.sizes().valueBytes();
        TextValues resting = new TextValues(
                bench.seed(), Math.min(MOST_RESTING, bench.sizes().entries()), valueBytes);
        // Values lie in the file as they are, so that they can be read there without the service's own code.
        SwarmMemoryServer memory = bench.startMemory("backup-swarm", Map.of("COMPRESSION", "none"), cleanup);
        try (MemoryApi api = memory.open()) {
            bench.log().println("filling");
            load(api, resting);
        }
        BackupRun.Plan plan = new BackupRun.Plan(
                bench.sizes().choose(200, 10),
                bench.sizes().choose(10, 5),
                bench.sizes().chooseSeconds(5, 1),
                bench.sizes().chooseSeconds(10, 1),
                bench.sizes().choose(300, 100));
        bench.log().println("writing, then " + plan.backups() + " backups");
        BackupRun run = new BackupRun(
                memory,
                bench.command(bench.work().forServer("backup-jobs"), cleanup),
                bench.work().forServer("backup-pulled"),
                resting);
        BackupOutcome outcome = run.measure(plan, bench.seed() + 1, valueBytes, bench.log());
        return outcome.report(
                title(),
                List.of(
                        method(plan, resting.keyCount(), valueBytes),
                        memory.name() + " " + memory.version() + ": " + memory.settings()),
                plan,
                bench.machineCores());
    }

    private static String method(BackupRun.Plan plan, int resting, int valueBytes) {
        return String.format(
                Locale.ROOT,
                "%d writers of single texts of %,d characters, %d a second each, and %d of transactions of %d texts,"
                        + " %d a second each (a write that is held up counts from when it was due), beside %,d entries"
                        + " at rest; %d s without a backup, then one after the other, every %dth by the command of the"
                        + " operator's Jobs; each is opened by the harness: integrity and foreign keys, the manifest's"
                        + " size, SHA-256, revision and rows, every entry to the last character, every write that was"
                        + " acknowledged before it was begun, none after its revision, no transaction half; a write"
                        + " that touches a backup belongs to it",
                Writers.SINGLE,
                valueBytes,
                Writers.SINGLE_PER_SECOND,
                Writers.TRANSACTIONAL,
                Writers.PARTS,
                Writers.TRANSACTIONS_PER_SECOND,
                resting,
                plan.rest().toSeconds(),
                plan.pullEvery());
    }

    /** Each text under the number of its key, as if one writer had written them in their order. */
    private static void load(MemoryApi api, TextValues texts) throws PeerException {
        BatchBody body = new BatchBody(RESTING);
        for (int from = 0; from < texts.keyCount(); from += ENTRIES_PER_BATCH) {
            body.clear();
            for (int key = from; key < Math.min(from + ENTRIES_PER_BATCH, texts.keyCount()); key++) {
                body.put(texts.key(key), texts.text(key, key + 1L), null);
            }
            api.batchUnread(body);
        }
    }
}
