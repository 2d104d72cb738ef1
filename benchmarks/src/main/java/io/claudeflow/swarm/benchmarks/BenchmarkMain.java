package io.claudeflow.swarm.benchmarks;

import io.claudeflow.swarm.benchmarks.backup.BackupsUnderWrites;
import io.claudeflow.swarm.benchmarks.batch.BatchedWrites;
import io.claudeflow.swarm.benchmarks.gc.GarbageCollection;
import io.claudeflow.swarm.benchmarks.memory.MemoryLimit;
import io.claudeflow.swarm.benchmarks.micro.MicroBenchmarks;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.Unprivileged;
import io.claudeflow.swarm.benchmarks.process.WorkDirectory;
import io.claudeflow.swarm.benchmarks.report.DocumentSection;
import io.claudeflow.swarm.benchmarks.report.Machine;
import io.claudeflow.swarm.benchmarks.report.RunReport;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.restore.RestoreOfStore;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import io.claudeflow.swarm.benchmarks.search.HybridSearch;
import io.claudeflow.swarm.benchmarks.seed.SixLines;
import io.claudeflow.swarm.benchmarks.watch.WatchFanOut;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code make bench}. Starts every server as a child process in one temporary directory, measures part by part, prints
 * one document, and leaves nothing behind. Exit codes: 0 measured without an error, 1 measured with errors, 2 wrong
 * options, 3 could not be measured.
 */
public final class BenchmarkMain {
    private final BenchmarkOptions options;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream progress;

    private BenchmarkMain(BenchmarkOptions options, Clock clock, PrintStream out, PrintStream progress) {
        this.options = options;
        this.clock = clock;
        this.out = out;
        this.progress = progress;
    }

    /** Results go to standard output, progress to standard error. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream progress = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        if (Arrays.asList(arguments).contains("--help")) {
            out.print(BenchmarkOptions.USAGE);
            return;
        }
        System.exit(run(arguments, out, progress));
    }

    private static int run(String[] arguments, PrintStream out, PrintStream progress) {
        try {
            BenchmarkOptions options = BenchmarkOptions.parse(arguments);
            return new BenchmarkMain(options, Clock.systemUTC(), out, progress).run();
        } catch (IllegalArgumentException e) {
            progress.println(e.getMessage() + "\n\n" + BenchmarkOptions.USAGE);
            return 2;
        } catch (IOException | RunnerException e) {
            progress.println("bench: " + describe(e));
            return 3;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 3;
        }
    }

    /** The messages of the JDK's file system exceptions are bare paths. */
    private static String describe(Exception e) {
        return e instanceof FileSystemException ? e.toString() : String.valueOf(e.getMessage());
    }

    private int run() throws IOException, RunnerException, InterruptedException {
        if (options.micro().isPresent()) {
            MicroBenchmarks.run(options.micro().get());
            return 0;
        }
        if (options.docs().isPresent()) {
            DocumentSection.check(options.docs().get());
        }
        try (Cleanup cleanup = Cleanup.onExit()) {
            return measure(cleanup);
        }
    }

    private int measure(Cleanup cleanup) throws IOException, InterruptedException {
        Unprivileged user = Unprivileged.choose();
        boolean forOtherUser =
                options.parts().contains(Part.BASE) && options.servers().contains("postgres") && user.isOther();
        WorkDirectory work = cleanup.open(() -> WorkDirectory.create(options.directory(), forOtherUser));
        Machine machine = Machine.inspect(work.path());
        progress.println(machine.describe());
        Bench bench = new Bench(
                options.sizes(), options.seed(), options.launcher(), options.settings(), work, clock, progress);

        List<SectionReport> sections = new ArrayList<>();
        for (Part part : options.parts()) {
            sections.add(measure(scenario(part, user), bench, cleanup));
        }
        RunReport report = new RunReport(LocalDate.now(clock), machine, options.seed(), sections);
        out.println();
        out.print(report.text());
        out.println();
        out.print(report.markdown());
        return conclude(report);
    }

    /** A part that fails is told among the others; its servers end before those of the next begin. */
    private SectionReport measure(Scenario scenario, Bench bench, Cleanup cleanup) throws InterruptedException {
        progress.println("== " + scenario.title());
        try (Cleanup own = cleanup.open(Cleanup::new)) {
            return scenario.run(bench, own);
        } catch (IOException | PeerException e) {
            progress.println("bench: " + scenario.title() + ": " + describe(e));
            return SectionReport.broken(scenario.title(), describe(e));
        }
    }

    private Scenario scenario(Part part, Unprivileged user) {
        return switch (part) {
            case BASE -> new Baseline(options, user);
            case BATCH -> new BatchedWrites();
            case SEARCH -> new HybridSearch();
            case WATCH -> new WatchFanOut();
            case GC -> new GarbageCollection();
            case SEED004 -> new SixLines();
            case MEMORY -> new MemoryLimit();
            case BACKUP -> new BackupsUnderWrites();
            case RESTORE -> new RestoreOfStore();
        };
    }

    /** A run with errors is no measurement: it fails and leaves the document alone. */
    private int conclude(RunReport report) throws IOException {
        if (!report.errors().isEmpty()) {
            report.errors().forEach(error -> progress.println("bench: " + error));
            return report.isEmpty() ? 3 : 1;
        }
        if (options.docs().isPresent()) {
            DocumentSection.replace(options.docs().get(), report.markdown());
            progress.println("wrote " + options.docs().get());
        }
        return 0;
    }
}
