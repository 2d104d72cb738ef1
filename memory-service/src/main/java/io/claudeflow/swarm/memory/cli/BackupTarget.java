package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.objectstorage.ObjectLocation;
import io.claudeflow.swarm.memory.objectstorage.ObjectStorage;
import io.claudeflow.swarm.memory.objectstorage.ObjectStorageConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a Job's backup goes: a file, or an object, and then the file is only made to be sent. */
final class BackupTarget {
    static final String SUFFIX = ".db";

    /** As Kubernetes allows the name of an object; nothing that leads elsewhere. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    @Option(
            names = "--target",
            required = true,
            paramLabel = "FILE",
            description = "The backup's file; its manifest lies beside it.")
    private Path target = Path.of("");

    @Option(
            names = "--remote",
            paramLabel = "s3://BUCKET/KEY",
            description = "Where the backup goes in an object storage, its manifest beside it; FILE is then removed in"
                    + " the end. S3_ENDPOINT, S3_REGION, S3_PATH_STYLE, S3_CA_FILE, AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY say how it is reached.")
    private @Nullable String remote;

    private final CommandContext context;

    BackupTarget(CommandContext context) {
        this.context = context;
    }

    Artifact artifact() {
        return new Artifact(target);
    }

    /** Where the backup lies in the end. */
    String location() {
        return remote == null ? target.toString() : remote;
    }

    /**
     * What is in the backup, once it is where it belongs and proven there. One that is there already and proven is left
     * as it is: the Job was killed after its work.
     *
     * @param take writes the file and proves it
     */
    Manifest fill(Supplier<Manifest> take) {
        if (remote == null) {
            return artifact().proven().orElseGet(take);
        }
        return remotely(place -> {
            var known = place.proven();
            if (known.isPresent()) {
                return known.get();
            }
            var manifest = take.get();
            place.send(artifact(), manifest);
            artifact().remove();
            return manifest;
        });
    }

    /** Removes the backup; returns whether it was there. */
    boolean remove() {
        return remote == null ? artifact().remove() : this.<Boolean>remotely(RemoteArtifact::remove);
    }

    /** Removes other backups from the same place, and returns the names of those that are gone now. */
    List<String> prune(@Nullable String names) {
        var surplus = names == null ? List.<String>of() : List.of(names.split(",", -1));
        for (var name : surplus) {
            if (!NAME.matcher(name).matches() || (name + SUFFIX).equals(artifact().name())) {
                throw MemoryException.invalid("prune", name, "the name of another backup");
            }
        }
        if (remote == null) {
            surplus.forEach(name -> artifact().sibling(name + SUFFIX).remove());
            return surplus;
        }
        return remotely(place -> {
            var gone = new ArrayList<String>();
            for (var name : surplus) {
                place.sibling(name + SUFFIX).remove();
                gone.add(name);
            }
            return gone;
        });
    }

    private <T> T remotely(Function<RemoteArtifact, T> work) {
        var place = ObjectLocation.parse("remote", String.valueOf(remote));
        try (var storage = new ObjectStorage(ObjectStorageConfig.from(context.environment()))) {
            return work.apply(new RemoteArtifact(storage, place));
        }
    }
}
