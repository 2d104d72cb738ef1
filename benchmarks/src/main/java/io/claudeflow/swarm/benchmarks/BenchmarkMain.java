package io.claudeflow.swarm.benchmarks;

import io.claudeflow.swarm.benchmarks.micro.MicroBenchmarks;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import io.claudeflow.swarm.benchmarks.postgres.PostgresServer;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.Programs;
import io.claudeflow.swarm.benchmarks.process.Unprivileged;
import io.claudeflow.swarm.benchmarks.process.WorkDirectory;
import io.claudeflow.swarm.benchmarks.redis.RedisServer;
import io.claudeflow.swarm.benchmarks.report.DocumentSection;
import io.claudeflow.swarm.benchmarks.report.Machine;
import io.claudeflow.swarm.benchmarks.report.Results;
import io.claudeflow.swarm.benchmarks.report.RunReport;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code make bench}. Starts every server as a child process in one temporary directory, measures, prints one table,
 * and leaves nothing behind. Exit codes: 0 measured without an error, 1 measured with errors, 2 wrong options, 3 could
 * not be measured.
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
        } catch (IOException | SQLException | PeerException | RunnerException e) {
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

    private int run() throws IOException, SQLException, PeerException, RunnerException, InterruptedException {
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

    private int measure(Cleanup cleanup) throws IOException, SQLException, PeerException, InterruptedException {
        Unprivileged user = Unprivileged.choose();
        boolean forOtherUser = options.servers().contains("postgres") && user.isOther();
        WorkDirectory work = cleanup.open(() -> WorkDirectory.create(options.directory(), forOtherUser));
        Machine machine = Machine.inspect(work.path());
        progress.println(machine.describe());

        List<PeerServer> servers = new ArrayList<>();
        for (String name : List.of("swarm", "postgres", "redis")) {
            if (options.servers().contains(name)) {
                progress.println("starting " + name);
                servers.add(start(name, work.forServer(name), user, cleanup));
            }
        }
        BenchmarkRun run = new BenchmarkRun(options, servers, progress);
        Results results = run.measure();
        RunReport report = new RunReport(LocalDate.now(clock), machine, run.method(), servers, results);
        out.println();
        out.print(report.text());
        out.println();
        out.print(results.markdown());
        return conclude(report);
    }

    private PeerServer start(String name, Path directory, Unprivileged user, Cleanup cleanup)
            throws IOException, SQLException, PeerException, InterruptedException {
        Programs programs = new Programs(progress, cleanup);
        return switch (name) {
            case "swarm" -> SwarmMemoryServer.start(options.launcher(), directory, options.settings(), cleanup);
            case "postgres" -> PostgresServer.start(programs.postgres(), directory, user, cleanup);
            case "redis" -> RedisServer.start(programs.redis(), directory, cleanup);
            default -> throw new IllegalArgumentException("no server is called " + name);
        };
    }

    /** A run with errors is no measurement: it fails and leaves the document alone. */
    private int conclude(RunReport report) throws IOException {
        if (report.results().errors() > 0) {
            progress.println("bench: " + report.results().errors() + " errors, expected none");
            return 1;
        }
        if (options.docs().isPresent()) {
            DocumentSection.replace(options.docs().get(), report.markdown());
            progress.println("wrote " + options.docs().get());
        }
        return 0;
    }
}
