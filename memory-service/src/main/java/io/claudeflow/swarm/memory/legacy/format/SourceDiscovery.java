package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files to look at. A file is itself. A directory is searched at the places that earlier systems used, in the
 * order they did, and then its own files by name; directories beneath are not walked. Names only say where to look,
 * never what is there. Backups that earlier systems made of themselves are not among the places: they would bring back
 * what was deleted since; they can be named one by one.
 */
public final class SourceDiscovery {
    /** The places in a directory, in the order in which earlier systems looked. */
    static final List<String> PLACES = List.of(
            ".swarm/memory.db",
            ".swarm/swarm-memory.db",
            ".hive-mind/memory.db",
            ".hive-mind/hive.db",
            ".ruv-swarm/swarm.db",
            "data/hive-mind.db",
            "memory.db",
            ".claude/memory.db",
            "data/memory.db",
            ".claude-flow/memory.db",
            ".claude-flow/memory/unified-memory.db",
            "claude-flow.db",
            "memory/memory-store.json",
            ".claude-flow/memory/store.json",
            "memory/claude-flow-data.json",
            "memory/data/entries.json",
            "memory.json",
            "data/memory.json",
            ".claude-flow/memory/*.json",
            "swarm-memory/*.json",
            "memory-store.json",
            "hive.db",
            "memory/index.json",
            ".claude-flow/sessions/*.json",
            ".hive-mind/sessions/*.json",
            "*.db",
            "*.sqlite",
            "*.sqlite3",
            "*.json");

    /** One tool leaves this beside its JSON file when the entries are in SQLite, where some were deleted since. */
    private static final String MOVED = ".migrated-to-sqlite";

    private static final int MAX_FILES = 100_000;

    private final Path root;
    private final Set<Path> protectedFiles;
    private final Map<Path, String> found = new LinkedHashMap<>();
    private final Set<Refused> refused = new LinkedHashSet<>();

    private SourceDiscovery(Path root, Set<Path> protectedFiles) {
        this.root = root;
        this.protectedFiles = protectedFiles;
    }

    /** A place that is not looked at, and why. */
    public record Refused(String name, String reason) {}

    /** What was found. */
    public record Found(List<Candidate> candidates, List<Refused> refused) {
        public Found {
            candidates = List.copyOf(candidates);
            refused = List.copyOf(refused);
        }
    }

    /**
     * Looks at a file or directory.
     *
     * @param protectedFiles files that must not be opened, above all the served database
     */
    public static Found find(Path source, Set<Path> protectedFiles) {
        try {
            var root = source.toRealPath();
            Set<Path> real = new LinkedHashSet<>();
            for (var file : protectedFiles) {
                real.add(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath());
            }
            var discovery = new SourceDiscovery(root, real);
            if (Files.isDirectory(root)) {
                for (var place : PLACES) {
                    discovery.look(place);
                }
            } else {
                discovery.take(root, String.valueOf(root.getFileName()));
            }
            var candidates = discovery.found.entrySet().stream()
                    .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
                    .toList();
            return new Found(candidates, List.copyOf(discovery.refused));
        } catch (IOException e) {
            throw MemoryException.ofField(
                    FailureKind.NOT_FOUND, "source", source, "a readable file or directory; " + reason(e));
        }
    }

    private void look(String place) {
        int wildcard = place.indexOf('*');
        if (wildcard < 0) {
            resolve(root.resolve(place), place);
            return;
        }
        int slash = place.lastIndexOf('/');
        var directory = slash < 0 ? root : root.resolve(place.substring(0, slash));
        if (!Files.isDirectory(directory)) {
            return;
        }
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + place.substring(slash + 1));
        try (var files = Files.list(directory)) {
            files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .limit(MAX_FILES)
                    .forEach(file -> resolve(file, root.relativize(file).toString()));
        } catch (IOException e) {
            refused.add(new Refused(place, "cannot be listed: " + reason(e)));
        }
    }

    private void resolve(Path file, String name) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            var real = file.toRealPath();
            if (file.endsWith("store.json") && Files.exists(file.resolveSibling(MOVED))) {
                refused.add(new Refused(name, "its tool has moved it to SQLite; name the file itself to import it"));
            } else if (!real.startsWith(root)) {
                refused.add(new Refused(name, "leads outside the source, to " + real));
            } else if (Files.isRegularFile(real)) {
                take(real, name);
            }
        } catch (IOException e) {
            refused.add(new Refused(name, reason(e)));
        }
    }

    private void take(Path real, String name) {
        if (protectedFiles.contains(real)) {
            refused.add(new Refused(name, "is the database that is being imported into"));
        } else {
            found.putIfAbsent(real, name);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
