package io.claudeflow.swarm.memory.objectstorage;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.backup.RestoreSource;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.ManifestJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backup that lies in an object storage, its manifest beside it. */
public record ObjectSource(ObjectStorage storage, ObjectLocation place) implements RestoreSource {
    private static final int MAX_MANIFEST_BYTES = 1 << 20;

    @Override
    public String location() {
        return place.toString();
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public long sizeBytes() {
        return storage.size(place)
                .orElseThrow(
                        () -> MemoryException.ofField(FailureKind.NOT_FOUND, "from", place, "an object that is there"));
    }

    /** Where the manifest of an object lies. */
    public static ObjectLocation manifestOf(ObjectLocation object) {
        return object.sibling(object.name() + Manifest.SUFFIX);
    }

    @Override
    public @Nullable Manifest manifest(List<String> problems) {
        var size = storage.size(manifestOf(place));
        if (size.isEmpty()) {
            return null;
        }
        if (size.getAsLong() > MAX_MANIFEST_BYTES) {
            problems.add("its manifest is larger than " + MAX_MANIFEST_BYTES + " bytes");
            return null;
        }
        try {
            var text = new ByteArrayOutputStream();
            storage.read(manifestOf(place), text);
            return ManifestJson.read(text.toByteArray());
        } catch (IOException | ArithmeticException e) {
            problems.add("its manifest cannot be read: " + e.getMessage());
            return null;
        } catch (MemoryException e) {
            if (e.kind() == FailureKind.UNAVAILABLE) {
                throw e;
            }
            problems.add("its manifest cannot be read: " + e.getMessage());
            return null;
        }
    }

    @Override
    public String sha256() throws IOException {
        return storage.read(place, OutputStream.nullOutputStream());
    }

    @Override
    public String copyTo(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var out = Channels.newOutputStream(channel)) {
            var digest = storage.read(place, out);
            channel.force(true);
            return digest;
        }
    }
}
