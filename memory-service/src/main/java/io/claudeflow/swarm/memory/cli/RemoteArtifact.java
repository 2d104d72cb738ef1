package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.objectstorage.ObjectLocation;
import io.claudeflow.swarm.memory.objectstorage.ObjectSource;
import io.claudeflow.swarm.memory.objectstorage.ObjectStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/** A backup in an object storage: an object with its manifest beside it. */
record RemoteArtifact(ObjectStorage storage, ObjectLocation place) {

    /** What is in it, if it is there and as its manifest says. */
    Optional<Manifest> proven() {
        var source = new ObjectSource(storage, place);
        return storage.size(place).isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(source.manifest(new ArrayList<>()))
                        .filter(manifest -> differences(source, manifest).isEmpty());
    }

    /** Sends a proven file and its manifest, and reads all of it back. */
    void send(Artifact local, Manifest manifest) {
        storage.delete(ObjectSource.manifestOf(place));
        storage.put(local.file(), place);
        storage.put(Manifest.beside(local.file()), ObjectSource.manifestOf(place));
        var source = new ObjectSource(storage, place);
        var differences = differences(source, manifest);
        if (differences.isPresent()) {
            throw MemoryException.of(
                    FailureKind.CORRUPT, place + " did not arrive as it was sent: " + differences.get());
        }
        var found = source.manifest(new ArrayList<>());
        if (found == null || !found.sha256().equals(manifest.sha256())) {
            throw MemoryException.of(
                    FailureKind.CORRUPT, ObjectSource.manifestOf(place) + " did not arrive as it was sent");
        }
    }

    private static Optional<String> differences(ObjectSource source, Manifest manifest) {
        long size = source.sizeBytes();
        if (size != manifest.sizeBytes()) {
            return Optional.of("size: " + size + " bytes (manifest: " + manifest.sizeBytes() + ")");
        }
        try {
            var sha256 = source.sha256();
            return sha256.equals(manifest.sha256())
                    ? Optional.empty()
                    : Optional.of("SHA-256: " + sha256 + " (manifest: " + manifest.sha256() + ")");
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, source.location() + ": " + e.getMessage(), e);
        }
    }

    /** Removes it; returns whether it was there. */
    boolean remove() {
        boolean there = storage.size(place).isPresent();
        storage.delete(place);
        storage.delete(ObjectSource.manifestOf(place));
        return there;
    }

    /** Another one in the same place. */
    RemoteArtifact sibling(String name) {
        return new RemoteArtifact(storage, place.sibling(name));
    }
}
