package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.backup.RestoreSource;
import io.claudeflow.swarm.memory.backup.StagedRestore;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup in the place of a database: {@link #stage} while the old one may still serve, {@link #swap} when nobody
 * has it open, then {@link #confirm} or {@link #rollBack}. A crash at any point leaves the old database or the new one,
 * and the next start goes on from there; see DESIGN.md, "Restore". The caller holds the lock on the database.
 */
final class DatabaseRestore {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    private static final List<String> PARTS = List.of("", "-wal", "-shm", "-journal");
    private static final String REPLACED = ".replaced-";
    private static final long RESERVE_BYTES = 1L << 20;

    private final DatabaseConfig config;
    private final Clock clock;
    private final DatabaseFiles files;
    private final Path copy;
    private final Path ready;
    private final Path intent;

    DatabaseRestore(DatabaseConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.files = new DatabaseFiles(config.path());
        this.copy = files.beside(".restoring");
        this.ready = files.beside(".restore-ready");
        this.intent = files.beside(".restore-intent");
    }

    /** What happens to the file that was restored. */
    enum Source {
        /** It stays what it is: a backup. */
        KEPT,
        /** It is renamed, so that no start restores it again. */
        CONSUMED
    }

    /**
     * A restore that is prepared or swapped and not confirmed yet.
     *
     * @param source where the file lies
     * @param content what is restored, as {@link RestoredMark} writes it
     */
    record Pending(String stamp, String source, Source kind, String content) {}

    /**
     * Copies a file, checks the copy against its manifest and on its own, opens it as a start does, upgrades it, begins
     * a new epoch in it, and notes that it is to take the database's place. When this throws, nothing is noted.
     *
     * @param replaces the newest revision of the database that will be replaced, or null when unknown
     * @param selection what of it is restored
     */
    StagedRestore stage(RestoreSource source, @Nullable Revision replaces, Source kind, RestoreSelection selection) {
        if (Files.exists(intent)) {
            throw MemoryException.of(
                    FailureKind.CONFLICT, "another restore is prepared already and waits for the next start");
        }
        try {
            removeLeftovers();
            requireSpace(source, selection);
            var content = RestoredMark.content(copyVerified(source), selection);
            var revision = prepare(replaces, selection, content);
            DurableFiles.sync(copy);
            DurableFiles.move(copy, ready);
            removeLeftovers(copy);
            note(new Pending(STAMP.format(clock.instant()), source.location(), kind, content));
            return new StagedRestore(source.name(), replaces, revision);
        } catch (IOException e) {
            throw BackupFiles.unusable(source.location(), e);
        } catch (SQLException e) {
            throw SqliteFailures.isOfTheMachine(e)
                    ? SqliteFailures.of(e)
                    : damaged(source, List.of(String.valueOf(e.getMessage())));
        } finally {
            removeLeftovers(copy);
        }
    }

    /** A copy that is changed has a log for a while, until it is emptied. */
    private void requireSpace(RestoreSource source, RestoreSelection selection) throws IOException {
        long size = source.sizeBytes();
        BackupDirectory.requireSpace(
                files.directory(),
                (selection.changes() ? size + size / 8 : size) + RESERVE_BYTES,
                files.diskFreeBytes(),
                "the copy of " + source.name() + " that is to be restored" + keptAside());
    }

    /** Earlier databases that restores left, which people may remove. */
    private String keptAside() {
        try (var neighbours = Files.list(files.directory())) {
            var kept = neighbours
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(files.database().getFileName() + REPLACED))
                    .sorted()
                    .toList();
            return kept.isEmpty() ? "" : " (databases that were replaced before take space, too: " + kept + ")";
        } catch (IOException e) {
            throw BackupFiles.unusable(files.directory().toString(), e);
        }
    }

    private String copyVerified(RestoreSource source) throws IOException, SQLException {
        var problems = new ArrayList<String>();
        var manifest = source.manifest(problems);
        var digest = source.copyTo(copy);
        if (manifest != null) {
            BackupFiles.compareDigest(digest, manifest, problems);
        }
        if (problems.isEmpty()) {
            problems.addAll(check(manifest));
        }
        if (!problems.isEmpty()) {
            throw damaged(source, problems);
        }
        return digest;
    }

    private List<String> check(@Nullable Manifest manifest) throws SQLException {
        if (Files.exists(copy) && new DatabaseFiles(copy).databaseBytes() == 0) {
            return List.of("it is empty (0 bytes)");
        }
        try (var session = new SqliteConnections(config.at(copy)).plain()) {
            session.execute("PRAGMA trusted_schema=OFF");
            var check = SnapshotCheck.of(session, copy, Schema.current());
            var problems = new ArrayList<>(check.problems());
            var facts = check.facts();
            if (facts != null && manifest != null) {
                problems.addAll(manifest.differences(facts.tables(), facts.revision()));
            }
            return problems;
        }
    }

    private static MemoryException damaged(RestoreSource source, List<String> problems) {
        return MemoryException.of(
                FailureKind.CORRUPT,
                source.location() + " is not a sound backup of this program and was not restored: "
                        + String.join("; ", problems.stream().limit(5).toList()));
    }

    /** Does with the copy all that a start does, so that the start which will serve it has nothing left to fail at. */
    private Revision prepare(@Nullable Revision replaces, RestoreSelection selection, String content)
            throws SQLException {
        try (var session = new StartUp(config.at(copy), Schema.current(), clock).open()) {
            if (selection.changes()) {
                SelectionWork.apply(session, selection, clock.instant());
                new SqliteConnections(config.at(copy)).configureWriter(session);
            }
            var restored = SnapshotCheck.revision(session);
            long newest = Math.max(restored.epoch(), replaces == null ? 0 : replaces.epoch());
            long epoch = Math.max(newest + 1, clock.instant().getEpochSecond());
            var update = session.prepare("UPDATE store_meta SET value = ? WHERE name = 'epoch'");
            update.setLong(1, epoch);
            update.executeUpdate();
            var revision = new Revision(epoch, restored.number());
            RestoredMark.save(session, content, revision);
            StartUp.markClean(session);
            return revision;
        }
    }

    private void note(Pending pending) throws IOException {
        var properties = new Properties();
        properties.setProperty("stamp", pending.stamp());
        properties.setProperty("source", pending.source());
        properties.setProperty("kind", pending.kind().name());
        properties.setProperty("content", pending.content());
        var text = new StringWriter();
        properties.store(text, "A restore that the next start completes.");
        DurableFiles.write(intent, beside(intent, ".new"), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The restore that is noted, if any. */
    Optional<Pending> pending() {
        try {
            if (Files.notExists(intent)) {
                return Optional.empty();
            }
            var properties = new Properties();
            properties.load(new StringReader(Files.readString(intent)));
            return Optional.of(new Pending(
                    properties.getProperty("stamp", ""),
                    properties.getProperty("source", ""),
                    Source.valueOf(properties.getProperty("kind", Source.KEPT.name())),
                    properties.getProperty("content", "")));
        } catch (IOException e) {
            throw BackupFiles.unusable(intent, e);
        }
    }

    /**
     * Moves the database aside and the prepared one into its place; what was done already is not done again. The
     * prepared file is the mark: while it is there, the file under the database's name is the old one.
     */
    void swap(Pending pending) {
        try {
            if (Files.exists(ready)) {
                moveParts(files.database(), aside(pending));
                DurableFiles.move(ready, files.database());
            }
        } catch (IOException e) {
            throw BackupFiles.unusable(files.database(), e);
        }
    }

    /** The restored database serves: the source is marked, the note removed. Returns where the old one lies. */
    @Nullable
    Path confirm(Pending pending) {
        end(pending, RestoreDirectory.CONSUMED);
        var aside = aside(pending);
        return Files.exists(aside) ? aside : null;
    }

    /** The restored database cannot serve: the old one comes back. False when there is none. */
    boolean rollBack(Pending pending) {
        var aside = aside(pending);
        if (Files.notExists(aside)) {
            return false;
        }
        try {
            moveParts(files.database(), files.beside(RestoreDirectory.FAILED + pending.stamp()));
            moveParts(aside, files.database());
            end(pending, RestoreDirectory.FAILED);
            return true;
        } catch (IOException e) {
            throw BackupFiles.unusable(files.database(), e);
        }
    }

    private void end(Pending pending, String mark) {
        try {
            if (pending.kind() == Source.CONSUMED) {
                for (var part : List.of("", Manifest.SUFFIX, "-wal", "-shm", "-journal")) {
                    var file = beside(Path.of(pending.source()), part);
                    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                        DurableFiles.move(file, beside(file, mark + pending.stamp()));
                    }
                }
            }
            Files.deleteIfExists(intent);
            DurableFiles.syncDirectory(files.directory());
        } catch (IOException e) {
            throw BackupFiles.unusable(pending.source(), e);
        }
    }

    private Path aside(Pending pending) {
        return files.beside(REPLACED + pending.stamp());
    }

    private static void moveParts(Path from, Path to) throws IOException {
        for (var part : PARTS) {
            var file = beside(from, part);
            if (Files.exists(file)) {
                DurableFiles.move(file, beside(to, part));
            }
        }
    }

    /** Removes copies that a crash left before they were noted. */
    void removeLeftovers() {
        if (Files.notExists(intent)) {
            removeLeftovers(copy);
            removeLeftovers(ready);
        }
    }

    private void removeLeftovers(Path base) {
        var prefix = String.valueOf(base.getFileName());
        try (var neighbours = Files.list(files.directory())) {
            for (var file : neighbours.toList()) {
                if (String.valueOf(file.getFileName()).startsWith(prefix)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw BackupFiles.unusable(base, e);
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
