package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Describes snapshots of one database, from what is in them. */
record SnapshotManifests(Path database, String programVersion, Clock clock) {

    /** The manifest of a snapshot that was just taken; one that is not sound is a defect of the database. */
    Manifest of(Path snapshot) throws IOException {
        var check = SnapshotCheck.of(snapshot, Schema.current());
        var facts = check.facts();
        if (facts == null || !check.ok()) {
            throw MemoryException.of(
                    FailureKind.CORRUPT,
                    "the snapshot is not sound and was thrown away: " + String.join("; ", check.problems())
                            + "; check the database (swarm-memory check)");
        }
        return of(facts, snapshot);
    }

    /** The manifest of a file that was checked and holds this. */
    Manifest of(SnapshotCheck.Facts facts, Path file) throws IOException {
        var now = SqliteTime.rounded(clock.instant());
        return new Manifest(
                String.valueOf(database.getFileName()),
                facts.swarms(),
                facts.revision(),
                facts.schemaVersion(),
                facts.tables(),
                Files.size(file),
                DurableFiles.sha256(file),
                now,
                programVersion,
                now);
    }
}
