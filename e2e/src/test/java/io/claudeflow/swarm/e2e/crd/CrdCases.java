package io.claudeflow.swarm.e2e.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tables in {@code src/test/resources/crd-cases}.
 *
 * <ul>
 *   <li>{@code accepted/<name>.yaml}: a document; {@code accepted/<name>.stored.yaml}: the spec the server makes of it.
 *   <li>{@code refused/<topic>.yaml}: a kind and specs of it that are refused. The kind {@code StoreSettings} stands
 *       for two: the spec of a SwarmMemoryStore and the sqliteConfig of a SwarmCluster.
 *   <li>{@code changes/<topic>.yaml}: a kind and pairs of specs, the first created, the second written over it.
 *   <li>{@code statuses/<name>.yaml}: a document whose status sets every field.
 * </ul>
 */
final class CrdCases {
    private static final Path ROOT = Path.of("src/test/resources/crd-cases");
    private static final String STORED = ".stored.yaml";

    private final NavigableSet<Path> unused;

    private CrdCases(Collection<Path> files) {
        this.unused = new TreeSet<>(files);
    }

    /** A document that is accepted, and the whole spec it becomes when that is written down. */
    record Accepted(
            String name,
            GenericKubernetesResource document,
            @Nullable JsonNode stored) {}

    /** A spec that is refused with a message, blaming a field unless the document cannot even be decoded. */
    record Refused(
            String name,
            String kind,
            String resource,
            JsonNode spec,
            @Nullable String field,
            String message) {}

    /** A change of a spec; it is accepted when there is no message. */
    record Change(
            String name,
            String kind,
            JsonNode before,
            JsonNode after,
            @Nullable String field,
            @Nullable String message) {}

    /** One file of {@code refused} or {@code changes}. */
    private record Table(String kind, List<Row> cases) {}

    private record Row(
            String name,
            @Nullable String resource,
            @Nullable JsonNode spec,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            @Nullable String field,
            @Nullable String message) {}

    /** Finds every file below the root. */
    static CrdCases find() {
        try (var files = Files.walk(ROOT)) {
            return new CrdCases(files.filter(Files::isRegularFile).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Accepted> accepted() {
        var result = new ArrayList<Accepted>();
        for (Path file : files("accepted")) {
            if (!file.toString().endsWith(STORED)) {
                var stored = Path.of(file.toString().replaceFirst("\\.yaml$", STORED));
                result.add(new Accepted(
                        name(file),
                        read(file, GenericKubernetesResource.class),
                        unused.contains(stored) ? read(stored, JsonNode.class) : null));
            }
        }
        return result;
    }

    List<Refused> refused() {
        var result = new ArrayList<Refused>();
        for (Path file : files("refused")) {
            var table = read(file, Table.class);
            for (Row row : table.cases()) {
                var name = name(file) + ": " + row.name();
                var resource = row.resource() == null ? "refused" : row.resource();
                var spec = required(row.spec(), name, "spec");
                var message = required(row.message(), name, "message");
                if (table.kind().equals("StoreSettings")) {
                    var nested = JsonNodeFactory.instance.objectNode();
                    nested.putObject("memory").set("sqliteConfig", spec);
                    var field = required(row.field(), name, "field");
                    result.add(new Refused(
                            name + " (store)", "SwarmMemoryStore", resource, spec, "spec." + field, message));
                    result.add(new Refused(
                            name + " (cluster)",
                            "SwarmCluster",
                            resource,
                            nested,
                            "spec.memory.sqliteConfig." + field,
                            message));
                } else {
                    result.add(new Refused(name, table.kind(), resource, spec, row.field(), message));
                }
            }
        }
        return result;
    }

    List<Change> changes() {
        var result = new ArrayList<Change>();
        for (Path file : files("changes")) {
            var table = read(file, Table.class);
            for (Row row : table.cases()) {
                var name = name(file) + ": " + row.name();
                result.add(new Change(
                        name,
                        table.kind(),
                        required(row.before(), name, "before"),
                        required(row.after(), name, "after"),
                        row.field(),
                        row.message()));
            }
        }
        return result;
    }

    /** Documents whose status is kept as it is written. */
    List<Accepted> statuses() {
        return files("statuses").stream()
                .map(file -> new Accepted(name(file), read(file, GenericKubernetesResource.class), null))
                .toList();
    }

    /** The files nobody has read: in a wrong folder, or the expectation of a document that is not there. */
    List<Path> unused() {
        return List.copyOf(unused);
    }

    private List<Path> files(String folder) {
        return unused.stream()
                .filter(file -> file.startsWith(ROOT.resolve(folder)))
                .toList();
    }

    private <T> T read(Path file, Class<T> type) {
        try {
            var result = Serialization.unmarshal(Files.readString(file), type);
            unused.remove(file);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.yaml$", "");
    }

    private static <T> T required(@Nullable T value, String name, String what) {
        if (value == null) {
            throw new IllegalArgumentException(name + " has no " + what);
        }
        return value;
    }
}
