package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.RestoreOutcome;
import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.backup.RestoreSource;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A start that first restores what waits to be restored: a prepared restore, or the one backup that lies in the
 * directory {@code restore} beside the database. What cannot be restored is left alone and said; the start goes on with
 * the database there is, and without one it fails, because an empty store is not what was asked for.
 */
public final class RestoringStart {
    private static final Logger log = LoggerFactory.getLogger(RestoringStart.class);

    private final DatabaseConfig config;
    private final Clock clock;
    private final DatabaseRestore restore;
    private final List<String> reasons = new ArrayList<>();

    private RestoringStart(DatabaseConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.restore = new DatabaseRestore(config, clock);
    }

    /** An open database, and what was restored. */
    public record Started(Database database, RestoreOutcome outcome) {}

    /** Opens the database as {@link Database#open}; the caller holds the lock on it. */
    public static Started open(DatabaseConfig config, Clock clock, EngineListener listener) {
        return new RestoringStart(config, clock).start(listener);
    }

    /**
     * Restores a file into a database that nobody has open; the caller holds the lock on it. Done once more after it
     * was interrupted it goes on, and once more after it was done it does nothing, unless something was written since.
     *
     * @throws MemoryException when the file cannot be restored; the database is then what it was
     */
    public static Started restore(
            RestoreSource source,
            RestoreSelection selection,
            DatabaseConfig config,
            Clock clock,
            EngineListener listener) {
        var start = new RestoringStart(config, clock);
        var digest = digest(source);
        var content = RestoredMark.content(digest, selection);
        var pending = start.restore.pending();
        if (pending.isPresent()) {
            var started = start.complete(listener);
            if (pending.get().content().equals(content) && started.outcome() instanceof RestoreOutcome.Restored) {
                return started;
            }
            started.database().close();
        } else if (start.holds(content) && isStill(source, digest)) {
            var database = Database.open(config, clock, listener);
            return new Started(database, new RestoreOutcome.Restored(source.location(), null, database.newest()));
        }
        var _ = start.restore.stage(source, start.present(), DatabaseRestore.Source.KEPT, selection);
        return start.complete(listener);
    }

    /** The digest that the manifest gives; empty when there is none, then nothing is taken for done already. */
    private static String digest(RestoreSource source) {
        var manifest = source.manifest(new ArrayList<>());
        return manifest == null ? "" : manifest.sha256();
    }

    private static boolean isStill(RestoreSource source, String digest) {
        try {
            return source.sha256().equals(digest);
        } catch (IOException e) {
            throw BackupFiles.unusable(source.location(), e);
        }
    }

    private boolean holds(String content) {
        if (Files.notExists(config.path())) {
            return false;
        }
        try (var session = new SqliteConnections(config).reader()) {
            return RestoredMark.holds(session, content)
                    && SnapshotCheck.of(session, config.path(), Schema.current())
                            .ok();
        } catch (SQLException | MemoryException e) {
            return false;
        }
    }

    private Started start(EngineListener listener) {
        if (restore.pending().isEmpty()) {
            restore.removeLeftovers();
            look(RestoreDirectory.of(config.path()));
        }
        return complete(listener);
    }

    private void look(RestoreDirectory directory) {
        var content = directory.content();
        reasons.addAll(content.ignored());
        var candidates = content.candidates();
        var kind = FailureKind.CONFLICT;
        if (candidates.size() == 1) {
            try {
                var _ = restore.stage(
                        new FileSource(candidates.getFirst()),
                        present(),
                        DatabaseRestore.Source.CONSUMED,
                        RestoreSelection.ALL);
                return;
            } catch (MemoryException e) {
                kind = e.kind();
                reasons.add(String.valueOf(e.getMessage()));
            }
        } else if (candidates.size() > 1) {
            reasons.add(directory.path() + " has " + candidates.size()
                    + " backups, so none was restored (expected: exactly one): "
                    + candidates.stream().map(Path::getFileName).toList());
        }
        if (!candidates.isEmpty() && Files.notExists(config.path())) {
            throw MemoryException.of(
                    kind,
                    "there is no database " + config.path() + ", and what waits to be restored was not: "
                            + String.join("; ", reasons) + ". Nothing was created: leave exactly one sound backup in "
                            + directory.path() + ", or none to begin with an empty store");
        }
    }

    private Started complete(EngineListener listener) {
        var pending = restore.pending();
        pending.ifPresent(restore::swap);
        Database database;
        try {
            database = Database.open(config, clock, listener);
        } catch (RuntimeException e) {
            if (pending.isEmpty() || !restore.rollBack(pending.get())) {
                throw e;
            }
            reasons.add(pending.get().source() + " was restored and could not be served, the database before it is"
                    + " back: " + e.getMessage());
            pending = Optional.empty();
            database = Database.open(config, clock, listener);
        }
        if (pending.isEmpty()) {
            reasons.forEach(
                    reason -> log.atError().addKeyValue("reason", reason).log("not restored"));
            return new Started(
                    database, reasons.isEmpty() ? RestoreOutcome.NONE : new RestoreOutcome.NotRestored(reasons));
        }
        var aside = restore.confirm(pending.get());
        var outcome = new RestoreOutcome.Restored(
                pending.get().source(), aside == null ? null : aside.toString(), database.newest());
        log.atInfo()
                .addKeyValue("source", outcome.source())
                .addKeyValue("revision", outcome.revision())
                .addKeyValue("keptAs", outcome.keptAs())
                .log("restored");
        return new Started(database, outcome);
    }

    /** The newest revision of the database that is there, or null when there is none that can be read. */
    private @Nullable Revision present() {
        if (Files.notExists(config.path())) {
            return null;
        }
        try (var session = new SqliteConnections(config).reader()) {
            return SnapshotCheck.revision(session);
        } catch (SQLException | MemoryException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("the database that is to be replaced cannot be read");
            return null;
        }
    }
}
