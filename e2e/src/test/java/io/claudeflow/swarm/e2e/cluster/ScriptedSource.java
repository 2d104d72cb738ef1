package io.claudeflow.swarm.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cluster that {@code dev/cluster/find} named: the one of KUBECONFIG, or the bare one. */
record ScriptedSource(Shell shell, Found found) implements ClusterSource {
    private static final Duration LOADING = Duration.ofMinutes(5);

    @Override
    public Path kubeconfig() {
        return Path.of(found.kubeconfig());
    }

    @Override
    public Optional<Path> tools() {
        return found.bin().isEmpty() ? Optional.empty() : Optional.of(Path.of(found.bin()));
    }

    @Override
    public void loadImages() {
        shell.run(LOADING, List.of("dev/images", "load"));
    }

    @Override
    public void loadMemoryImageAs(String tag) {
        shell.run(LOADING, List.of("dev/images", "load-as", tag));
    }

    @Override
    public Optional<String> auditLog() {
        if (!found.kind().equals("bare")) {
            return Optional.empty();
        }
        try {
            var path = shell.run(Duration.ofSeconds(10), List.of("dev/cluster/cluster", "audit-log"));
            return Optional.of(Files.readString(Path.of(path.strip())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the audit log of the bare cluster", e);
        }
    }
}
