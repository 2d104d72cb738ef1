package io.claudeflow.swarm.benchmarks.restore;

import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.Figures;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.report.Table;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.sqlite.BackupFile;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.MemoryCommand;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The measurement itself, step by step; each step needs the one before. */
final class RestoreRun {
    private static final int READS = 200;
    private static final Duration INDEX_POLL = Duration.ofMillis(100);
    private static final Duration INDEX_LIMIT = Duration.ofMinutes(5);
    private static final String BACKUP = "whole";

    private final Bench bench;
    private final Content content;
    private final Cleanup cleanup;
    private final Path backups;
    private final BackupFile backup;
    private final MemoryCommand command;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    RestoreRun(Bench bench, Content content, Cleanup cleanup) throws IOException {
        this.bench = bench;
        this.content = content;
        this.cleanup = cleanup;
        this.backups = bench.work().forServer("restore-backups");
        this.backup = new BackupFile(backups.resolve(BACKUP + ".db"));
        this.command = bench.command(backups, cleanup);
    }

    /** A step that is timed. */
    private interface Work {
        void run() throws IOException, PeerException, InterruptedException;
    }

    void measure() throws IOException, PeerException, InterruptedException {
        facts.add(String.format(
                Locale.ROOT,
                "%s MiB of noise in %,d values of 16 to 64 KiB and %,d short texts; the times of commands contain the"
                        + " start of their Java; files were just written, so reads come from the page cache",
                Figures.mebibytes(content.bytes()),
                content.values(),
                content.entries() - content.values()));
        SwarmMemoryServer source = bench.startMemory("restore-source", Map.of(), cleanup);
        facts.add(source.name() + " " + source.version() + ": " + source.settings());
        try (MemoryApi api = source.open()) {
            step("fill", "POST /v1/batch, 4 MiB of values each", () -> content.load(api));
            awaitIndex(api);
        }
        step(
                "back up",
                "swarm-memory backup-pull: snapshot, check, transfer, check",
                () -> command.run(
                        "backup-pull", "--server", source.url(), "--name", BACKUP, "--target", file().toString()));
        source.process().close();
        step(
                "verify",
                "by the harness: integrity, foreign keys, SHA-256, rows",
                () -> errors.addAll(backup.problems()));
        Path restored = restoreByJob(source.swarm());
        Path started = restoreByStart(source.swarm());
        step("compare", "by the harness: all rows of four files", () -> compare(source.database(), restored, started));
        serve(restored, source.swarm());
    }

    /** A start goes on with the index of words, so that only one that rests is the same before and after. */
    private static void awaitIndex(MemoryApi api) throws PeerException, InterruptedException {
        long deadline = System.nanoTime() + INDEX_LIMIT.toNanos();
        while (!api.indexRests()) {
            if (System.nanoTime() > deadline) {
                throw PeerException.refused(
                        "the index of words does not rest after " + INDEX_LIMIT.toMinutes() + " minutes");
            }
            Thread.sleep(INDEX_POLL);
        }
    }

    private Path file() {
        return backup.file();
    }

    private Path restoreByJob(String swarm) throws IOException, PeerException, InterruptedException {
        Path database = bench.work().forServer("restore-job").resolve(SwarmMemoryServer.DATABASE);
        step(
                "restore",
                "swarm-memory restore --from, as the restore Job",
                () -> command.with("SWARM_ID", swarm)
                        .run("restore", "--db", database.toString(), "--from", file().toString()));
        return database;
    }

    /** The file is laid there by a second name: copying it is not what is measured. */
    private Path restoreByStart(String swarm) throws IOException, PeerException, InterruptedException {
        Path directory = bench.work().forServer("restore-init");
        Path database = directory.resolve(SwarmMemoryServer.DATABASE);
        Path waiting = Files.createDirectory(directory.resolve("restore"));
        BackupFile laid = new BackupFile(waiting.resolve(file().getFileName()));
        Files.createLink(laid.file(), file());
        Files.createLink(laid.manifest(), backup.manifest());
        step(
                "restore at the start",
                "swarm-memory init, the backup in restore/, as the init container",
                () -> command.with("SWARM_ID", swarm).run("init", "--db", database.toString()));
        return database;
    }

    private void compare(Path source, Path restored, Path started) throws IOException {
        Comparison comparison = new Comparison(Comparison.digests(file()));
        comparison.compare("the store", Comparison.digests(source), Comparison.LIVING);
        comparison.compare("restored by the Job", Comparison.digests(restored), Set.of());
        comparison.compare("restored at the start", Comparison.digests(started), Comparison.STARTED);
        errors.addAll(comparison.differences());
        errors.addAll(backup.problems());
        notes.add(String.format(
                Locale.ROOT,
                "Content hash of the backup, %,d rows of %d tables and its schema: %s; %s",
                comparison.rows(),
                comparison.tables() - 1,
                comparison.sha256(),
                comparison.differences().isEmpty()
                        ? "both restored databases hold the same, the store itself the same apart from what it noted"
                                + " about itself since"
                        : "not everywhere the same"));
        notes.add(String.format(
                Locale.ROOT,
                "File of %s MiB, SHA-256 %s, before and after the restores",
                Figures.mebibytes(Files.size(file())),
                BackupFile.sha256(file())));
    }

    private void serve(Path restored, String swarm) throws IOException, PeerException, InterruptedException {
        SplittableRandom random = new SplittableRandom(bench.seed());
        List<SwarmMemoryServer> servers = new ArrayList<>();
        step("first read", "from the start of swarm-memory serve to a value, to the last byte", () -> {
            servers.add(bench.startMemoryIn(parent(restored), Map.of("SWARM_ID", swarm), cleanup));
            try (MemoryApi api = servers.getFirst().open()) {
                content.read(api, random.nextInt(content.values()));
            }
        });
        try (MemoryApi api = servers.getFirst().open()) {
            for (int i = 0; i < READS; i++) {
                content.read(api, random.nextInt(content.values()));
            }
            long entries = MemoryApi.number(api.get("/v1/stats"), "entries");
            if (entries != content.entries()) {
                errors.add("the restored store serves " + entries + " entries, expected " + content.entries());
            }
        }
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException(file + " lies in no directory");
        }
        return parent;
    }

    private void step(String name, String how, Work work) throws IOException, PeerException, InterruptedException {
        bench.log().println(name);
        long begin = System.nanoTime();
        work.run();
        long nanos = System.nanoTime() - begin;
        rows.add(List.of(
                name,
                how,
                Figures.precise(nanos),
                "first read".equals(name) ? "–" : Figures.count(content.bytes() * 1e9 / nanos / (1 << 20))));
    }

    SectionReport report(String title) {
        List<Table.Column> columns = List.of(
                Table.Column.text("step"),
                Table.Column.text("how"),
                Table.Column.number("seconds"),
                Table.Column.number("MiB of values/s"));
        return new SectionReport(title, facts, new Table(columns, rows), notes, errors);
    }
}
