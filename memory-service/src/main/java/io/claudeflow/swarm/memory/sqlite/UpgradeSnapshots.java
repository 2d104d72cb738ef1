package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.backup.RestoreSource;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots that upgrades of the schema leave beside a database, {@code <file>.v<schema>-<time>}: all of it as the
 * program before could read it, every acknowledged write included.
 */
record UpgradeSnapshots(DatabaseFiles files, Clock clock) {
    private static final Logger log = LoggerFactory.getLogger(UpgradeSnapshots.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    /** Takes one, which is on the disk when this returns. */
    Path take(SqliteSession session, int schemaVersion) throws SQLException {
        var unfinished = files.beside(".upgrading");
        var snapshot = files.beside(".v" + schemaVersion + "-" + STAMP.format(clock.instant()));
        try {
            Files.deleteIfExists(unfinished);
            try {
                session.vacuumInto(unfinished);
                DurableFiles.sync(unfinished);
                DurableFiles.move(unfinished, snapshot);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            return snapshot;
        } catch (IOException e) {
            throw BackupFiles.unusable(snapshot, e);
        }
    }

    /**
     * The newest sound one that continues a backup: of the same epoch and with more in it. Empty also when the backup
     * has no manifest that would say.
     */
    Optional<RestoreSource> continuing(RestoreSource backup, String programVersion) {
        var manifest = backup.manifest(new ArrayList<>());
        if (manifest == null) {
            return Optional.empty();
        }
        var described = new SnapshotManifests(files.database(), programVersion, clock);
        return all().stream()
                .filter(snapshot -> continues(snapshot.revision(), manifest.revision()))
                .sorted(Comparator.comparing(Found::revision).reversed())
                .<RestoreSource>mapMulti((snapshot, sound) -> {
                    try {
                        sound.accept(new Checked(new FileSource(snapshot.file()), described.of(snapshot.file())));
                    } catch (IOException | MemoryException e) {
                        leftOut(snapshot.file(), e);
                    }
                })
                .findFirst();
    }

    private static boolean continues(Revision snapshot, Revision backup) {
        return snapshot.epoch() == backup.epoch() && snapshot.number() > backup.number();
    }

    private record Found(Path file, Revision revision) {}

    private List<Found> all() {
        var name =
                Pattern.compile(Pattern.quote(String.valueOf(files.database().getFileName())) + "[.]v[0-9]+-[0-9T]+");
        var found = new ArrayList<Found>();
        try (var neighbours = Files.list(files.directory())) {
            for (var file : neighbours.toList()) {
                if (name.matcher(String.valueOf(file.getFileName())).matches()) {
                    try (var session = SqliteConnections.atRest(file)) {
                        found.add(new Found(file, SnapshotCheck.revision(session)));
                    } catch (SQLException e) {
                        leftOut(file, e);
                    }
                }
            }
        } catch (IOException e) {
            throw BackupFiles.unusable(files.directory().toString(), e);
        }
        return found;
    }

    private static void leftOut(Path snapshot, Exception why) {
        log.atWarn()
                .addKeyValue("snapshot", snapshot)
                .addKeyValue("reason", why.getMessage())
                .log("snapshot left out");
    }

    /** A snapshot and what was found in it, so that it is restored as a backup with a manifest is. */
    private record Checked(FileSource file, Manifest content) implements RestoreSource {
        @Override
        public String location() {
            return file.location();
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long sizeBytes() throws IOException {
            return file.sizeBytes();
        }

        @Override
        public @Nullable Manifest manifest(List<String> problems) {
            return content;
        }

        @Override
        public String sha256() throws IOException {
            return file.sha256();
        }

        @Override
        public String copyTo(Path copy) throws IOException {
            return file.copyTo(copy);
        }
    }
}
