package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.Backup;
import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.Backups;
import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.backup.StagedRestore;
import io.claudeflow.swarm.memory.backup.Verification;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backups by {@code VACUUM INTO}: one statement that writes one state of the database to another file, on a connection
 * of its own beside readers and writer. Without a write-ahead log it runs in a pause of the writer, because a commit
 * could not wait so long for a reader.
 */
public final class SqliteBackups implements Backups, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteBackups.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    /** What must stay free beside the snapshot, so that the store can go on writing. */
    private static final long RESERVE_BYTES = 4L << 20;

    private static final int PAUSE_MILLIS = 50;
    private static final int MAX_PROBLEMS = 100;

    private final Database database;
    private final BackupDirectory directory;
    private final BackupFiles files;
    private final String programVersion;
    private final ToLongFunction<Path> freeBytes;
    private final Object oneAtATime = new Object();
    private final Object sessionLock = new Object();
    private @Nullable SqliteSession running;
    private boolean closed;

    /** Takes the directory into use; what a crash left unfinished there is removed. */
    public SqliteBackups(Database database, BackupDirectory directory, String programVersion) {
        this(database, directory, programVersion, BackupFiles::freeBytes);
    }

    SqliteBackups(Database database, BackupDirectory directory, String programVersion, ToLongFunction<Path> freeBytes) {
        this.database = database;
        this.directory = directory;
        this.files = new BackupFiles(
                directory, String.valueOf(database.files().database().getFileName()), database.clock());
        this.programVersion = programVersion;
        this.freeBytes = freeBytes;
        files.removeUnfinished();
    }

    @Override
    public Backup create(@Nullable String name) {
        synchronized (oneAtATime) {
            directory.create();
            var file = name == null ? unusedName() : directory.absent("name", name);
            var partial = files.unfinished(file);
            long start = System.nanoTime();
            try {
                requireSpace();
                Files.deleteIfExists(partial);
                snapshot(partial);
                DurableFiles.sync(partial);
                var manifest = describe(partial);
                files.writeManifest(file, manifest);
                DurableFiles.move(partial, file);
                log.atInfo()
                        .addKeyValue("name", file.getFileName())
                        .addKeyValue("bytes", manifest.sizeBytes())
                        .addKeyValue("revision", manifest.revision())
                        .addKeyValue("millis", (System.nanoTime() - start) / 1_000_000)
                        .log("backup taken and verified");
                return files.read(file);
            } catch (IOException e) {
                throw BackupFiles.unusable(file, e);
            } finally {
                files.discard(partial);
            }
        }
    }

    private Path unusedName() {
        var base = "backup-" + STAMP.format(database.clock().instant());
        for (int i = 1; ; i++) {
            var file = directory.resolve("name", base + (i == 1 ? "" : "-" + i) + ".db");
            if (Files.notExists(file)) {
                return file;
            }
        }
    }

    private void requireSpace() {
        long needed = database.read(
                        session -> (session.queryLong("PRAGMA page_count") - session.queryLong("PRAGMA freelist_count"))
                                * session.queryLong("PRAGMA page_size"))
                + RESERVE_BYTES;
        BackupDirectory.requireSpace(
                directory.path(), needed, freeBytes.applyAsLong(directory.path()), "a backup (and a reserve)");
    }

    private void snapshot(Path target) {
        if (!database.config().wal()) {
            database.<Boolean>pause(session -> {
                session.vacuumInto(target);
                return true;
            });
            return;
        }
        try (var session = new SqliteConnections(database.config()).snapshotter()) {
            begin(session);
            try {
                session.vacuumInto(target);
            } finally {
                end();
            }
        } catch (SQLException e) {
            if (SqliteFailures.code(e) == SqliteFailures.FULL) {
                throw MemoryException.of(
                        FailureKind.STORAGE_FULL, "no space left for a backup in " + directory.path(), e);
            }
            throw SqliteFailures.code(e) == SqliteFailures.INTERRUPT ? stopping() : SqliteFailures.of(e);
        }
    }

    private void begin(SqliteSession session) {
        synchronized (sessionLock) {
            if (closed) {
                throw stopping();
            }
            running = session;
        }
    }

    private void end() {
        synchronized (sessionLock) {
            running = null;
            sessionLock.notifyAll();
        }
    }

    private static MemoryException stopping() {
        return MemoryException.of(FailureKind.UNAVAILABLE, "the store is stopping; no backup was taken");
    }

    private Manifest describe(Path snapshot) throws IOException {
        return manifests().of(snapshot);
    }

    private SnapshotManifests manifests() {
        return new SnapshotManifests(database.files().database(), programVersion, database.clock());
    }

    @Override
    public List<Backup> list() {
        return files.list().stream()
                .map(files::read)
                .sorted(Comparator.comparing(Backup::createdAt)
                        .reversed()
                        .thenComparing(Backup::name, Comparator.reverseOrder()))
                .toList();
    }

    @Override
    public Optional<Backup> find(String name) {
        var file = directory.resolve("name", name);
        return files.list().contains(file) ? Optional.of(files.read(file)) : Optional.empty();
    }

    @Override
    public Verification verify(String name) {
        synchronized (oneAtATime) {
            long start = System.nanoTime();
            var file = file(name);
            var inspection = inspect(file);
            var manifest = inspection.manifest();
            var facts = inspection.facts();
            try {
                if (manifest != null) {
                    var moment = SqliteTime.rounded(database.clock().instant());
                    files.writeManifest(
                            file, manifest.verified(inspection.problems().isEmpty() ? moment : null));
                } else if (facts != null && inspection.problems().isEmpty()) {
                    files.writeManifest(file, manifests().of(facts, file));
                }
            } catch (IOException e) {
                throw BackupFiles.unusable(file, e);
            }
            return inspection.verification(file, start);
        }
    }

    /** Checks a file anywhere, against its manifest when it has one; nothing is noted. */
    public static Verification verifyFile(Path file) {
        long start = System.nanoTime();
        if (!Files.isRegularFile(file)) {
            throw MemoryException.ofField(FailureKind.NOT_FOUND, "file", file, "a regular file");
        }
        return inspect(file).verification(file, start);
    }

    private record Inspection(@Nullable Manifest manifest, SnapshotCheck.@Nullable Facts facts, List<String> problems) {
        Verification verification(Path file, long start) {
            return new Verification(
                    String.valueOf(file.getFileName()),
                    problems.isEmpty(),
                    problems.stream().limit(MAX_PROBLEMS).toList(),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static Inspection inspect(Path file) {
        var problems = new ArrayList<String>();
        var manifest = BackupFiles.manifest(file, problems);
        try {
            if (manifest != null) {
                BackupFiles.compareContent(file, manifest, problems);
            }
        } catch (IOException e) {
            throw BackupFiles.unusable(file, e);
        }
        var check = SnapshotCheck.of(file, Schema.current());
        problems.addAll(check.problems());
        var facts = check.facts();
        if (facts != null && manifest != null) {
            problems.addAll(manifest.differences(facts.tables(), facts.revision()));
        }
        return new Inspection(manifest, facts, problems);
    }

    @Override
    public void delete(String name, boolean evenNewest) {
        synchronized (oneAtATime) {
            var file = file(name);
            var newest = list().stream().filter(Backup::verified).findFirst();
            if (!evenNewest && newest.isPresent() && newest.get().name().equals(String.valueOf(file.getFileName()))) {
                throw MemoryException.ofField(
                        FailureKind.CONFLICT,
                        "name",
                        name,
                        "a backup that is not the newest verified one, or force=true to remove it all the same");
            }
            files.delete(file);
        }
    }

    @Override
    public List<String> prune(int keep) {
        if (keep < 1) {
            throw MemoryException.invalid("keep", keep, "1 or more");
        }
        synchronized (oneAtATime) {
            var own = String.valueOf(database.files().database().getFileName());
            var now = database.clock().instant();
            var surplus = list().stream()
                    // One from the future was made when the clock was wrong: never at the cost of one made since.
                    .sorted(Comparator.comparing(backup -> backup.createdAt().isAfter(now)))
                    .filter(Backup::verified)
                    .filter(backup -> backup.manifest() != null
                            && backup.manifest().database().equals(own))
                    .skip(keep)
                    .map(Backup::name)
                    .toList();
            surplus.forEach(name -> files.delete(directory.resolve("name", name)));
            if (!surplus.isEmpty()) {
                log.atInfo().addKeyValue("names", surplus).log("old backups removed");
            }
            return surplus;
        }
    }

    @Override
    public Path file(String name) {
        return directory.existing("name", name);
    }

    @Override
    public StagedRestore stageRestore(String name) {
        synchronized (oneAtATime) {
            var file = file(name);
            return new DatabaseRestore(database.config(), database.clock())
                    .stage(new FileSource(file), database.newest(), DatabaseRestore.Source.KEPT, RestoreSelection.ALL);
        }
    }

    /** Ends a snapshot that is being taken; none is taken from now on. */
    @Override
    public void close() {
        synchronized (sessionLock) {
            closed = true;
            try {
                while (running != null) {
                    running.interrupt();
                    sessionLock.wait(PAUSE_MILLIS);
                }
            } catch (SQLException e) {
                log.atWarn().setCause(e).log("a snapshot could not be ended");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
