package io.claudeflow.swarm.benchmarks.backup;

import io.claudeflow.swarm.benchmarks.load.CpuMeter;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.load.TimedLoad;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.sqlite.BackupFile;
import io.claudeflow.swarm.benchmarks.sqlite.SqliteFile;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.MemoryCommand;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The measurement itself: writers, a while without backups, then backup after backup, each opened and compared. */
final class BackupRun {
    private static final int TOLD_EVERY = 10;
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);
    private static final Duration CATCH_UP_POLL = Duration.ofMillis(10);
    private static final String SUFFIX = ".db";

    private final SwarmMemoryServer memory;
    private final MemoryCommand command;
    private final Path pulled;
    private final TextValues resting;
    private final Timeline timeline = new Timeline();
    private final BackupTally tally = new BackupTally();
    private final List<String> errors = new ArrayList<>();

    /**
     * @param pulled the directory that {@code backup-pull} brings its backups to
     * @param resting what the namespace {@link BackupsUnderWrites#RESTING} holds, each text under the number of its key
     */
    BackupRun(SwarmMemoryServer memory, MemoryCommand command, Path pulled, TextValues resting) {
        this.memory = memory;
        this.command = command;
        this.pulled = pulled;
        this.resting = resting;
    }

    /**
     * How much is done.
     *
     * @param backups how many are taken
     * @param pullEvery which of them by the command of the operator's Jobs: each of this number
     * @param warmUp writes that do not count
     * @param rest writes without a backup
     * @param leastPerSecond acknowledged transactions; with fewer it was not the load that was asked for
     */
    record Plan(int backups, int pullEvery, Duration warmUp, Duration rest, int leastPerSecond) {}

    BackupOutcome measure(Plan plan, long seed, int valueBytes, PrintStream log)
            throws IOException, PeerException, InterruptedException {
        try (Writers writers = new Writers(memory, seed, valueBytes, timeline);
                MemoryApi api = memory.open()) {
            timeline.enter(Stage.WARM_UP, System.nanoTime());
            writers.start();
            warmUp(plan.warmUp(), writers);
            CpuMeter meter = CpuMeter.start(memory.process());
            timeline.enter(Stage.REST, System.nanoTime());
            TimedLoad.parkUntil(System.nanoTime() + plan.rest().toNanos());
            for (int number = 1; number <= plan.backups() && errors.isEmpty(); number++) {
                takeOne(number, number % plan.pullEvery() == 0 ? Stage.PULL : Stage.CREATE, writers, api);
                if (number % TOLD_EVERY == 0) {
                    log.println("  " + number + " of " + plan.backups() + " backups, " + tally.corrupt() + " corrupt");
                }
            }
            timeline.enter(Stage.OVER, System.nanoTime());
            CpuShare cpu = meter.stop();
            writers.finish();
            errors.addAll(tally.problems());
            lookForLeftovers(api);
            return BackupOutcome.of(timeline, tally, writers, cpu, errors);
        }
    }

    /** At least for this long, and until what a cold service held up is made up for. */
    private static void warmUp(Duration atLeast, Writers writers) throws InterruptedException {
        long begin = System.nanoTime();
        TimedLoad.parkUntil(begin + atLeast.toNanos());
        while (!writers.areOnTime() && System.nanoTime() - begin < LONGEST_WARM_UP.toNanos()) {
            Thread.sleep(CATCH_UP_POLL);
        }
    }

    /** One that is not taken, or a writer that failed, ends the run: what would follow is no measurement. */
    private void takeOne(int number, Stage how, Writers writers, MemoryApi api) throws InterruptedException {
        try {
            List<Long> acknowledged = writers.acknowledged();
            long begin = System.nanoTime();
            timeline.enter(how, begin);
            Path file = how == Stage.PULL ? pull(number) : memory.backup(api.createBackup());
            long end = System.nanoTime();
            timeline.enter(Stage.CHECK, end);
            tally.add(how, number, end - begin, Files.size(file), problems(file, writers, acknowledged));
            api.pruneBackups(1);
        } catch (IOException | PeerException e) {
            errors.add("backup " + number + " was not taken: " + e.getMessage());
        }
        writers.errors().forEach(error -> errors.add("a writer ended: " + error));
    }

    /** As the Job of the operator does it; the one before goes when this one is proven. */
    private Path pull(int number) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--server", memory.url(), "--name", name(number)));
        Path file = pulled.resolve(name(number) + SUFFIX);
        arguments.addAll(List.of("--target", file.toString()));
        for (String before : pulledBefore()) {
            arguments.addAll(List.of("--prune", before));
        }
        command.run("backup-pull", arguments.toArray(String[]::new));
        return file;
    }

    private static String name(int number) {
        return "backup-" + number;
    }

    private List<String> pulledBefore() throws IOException {
        try (var files = Files.list(pulled)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        }
    }

    private List<String> problems(Path file, Writers writers, List<Long> acknowledged) {
        List<String> problems = new ArrayList<>(new BackupFile(file).problems());
        if (!problems.isEmpty()) {
            return problems;
        }
        try (SqliteFile database = SqliteFile.open(file)) {
            Contents rest = new Contents(resting);
            database.entries(BackupsUnderWrites.RESTING, rest);
            problems.addAll(rest.problems());
            int all = resting.keyCount();
            problems.addAll(
                    new PrefixCheck(rest, Long.MAX_VALUE).problems(new Script(0, all, 1), Ledger.ended(all), all));
            Contents written = new Contents(writers.texts());
            database.entries(Writers.NAMESPACE, written);
            problems.addAll(written.problems());
            problems.addAll(writers.problems(
                    new PrefixCheck(written, database.revision().number()), acknowledged));
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    /** What pruning leaves is the newest verified one in each place. */
    private void lookForLeftovers(MemoryApi api) throws IOException, PeerException {
        int kept = api.backups();
        if (kept != 1 && tally.taken() > 0) {
            errors.add(kept + " backups lie at the service after pruning, expected 1");
        }
        int brought = pulledBefore().size();
        if (brought > 1) {
            errors.add(brought + " backups lie where backup-pull brings them after pruning, expected 1");
        }
    }
}
