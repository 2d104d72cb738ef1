package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a Job's backup goes: a file. */
final class BackupTarget {
    /** As Kubernetes allows the name of an object; nothing that leads elsewhere. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private static final String SUFFIX = ".db";

    @Option(
            names = "--target",
            required = true,
            paramLabel = "FILE",
            description = "The backup's file; its manifest lies beside it.")
    private Path target = Path.of("");

    /** What is in the backup, if it is there already and sound: the Job was killed after its work. */
    Optional<Manifest> proven() {
        return artifact().proven();
    }

    Artifact artifact() {
        return new Artifact(target);
    }

    /** Where the backup lies in the end. */
    String location() {
        return target.toString();
    }

    /** Removes the backup; returns whether it was there. */
    boolean remove() {
        return artifact().remove();
    }

    /** Removes other backups from the same place, and returns the names of those that are gone now. */
    List<String> prune(@Nullable String names) {
        var gone = new ArrayList<String>();
        for (var name : names == null ? List.<String>of() : List.of(names.split(",", -1))) {
            if (!NAME.matcher(name).matches() || (name + SUFFIX).equals(artifact().name())) {
                throw MemoryException.invalid("prune", name, "the name of another backup");
            }
            artifact().sibling(name + SUFFIX).remove();
            gone.add(name);
        }
        return gone;
    }
}
