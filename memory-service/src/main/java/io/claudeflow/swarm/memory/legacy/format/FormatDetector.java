package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.Origin;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import io.claudeflow.swarm.memory.legacy.source.Row;
import io.claudeflow.swarm.memory.legacy.source.SqliteSource;
import io.claudeflow.swarm.memory.legacy.source.SqliteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a file by what is in it: the columns of its tables, the outline of its JSON. Its name and place play no
 * part. What is not recognised is told with what was found instead. Stateless.
 */
public final class FormatDetector {
    private static final String INDEX = "memory_metadata";

    private final ReadOptions options;

    public FormatDetector(ReadOptions options) {
        this.options = options;
    }

    /** Opens a file for reading; the failure of a file that cannot be read at all becomes its problem. */
    public OpenSource open(Candidate candidate) {
        try {
            if (Files.size(candidate.path()) == 0) {
                return OpenSource.unrecognised(candidate.name(), "is empty (0 bytes)");
            }
            return SqliteSource.isSqlite(candidate.path()) ? openSqlite(candidate) : openJson(candidate);
        } catch (MemoryException | IOException e) {
            return OpenSource.damaged(candidate.name(), String.valueOf(e.getMessage()));
        }
    }

    private OpenSource openSqlite(Candidate candidate) {
        var source = SqliteSource.open(candidate.path(), options.limits());
        try {
            return recognised(candidate, source);
        } catch (MemoryException e) {
            source.close();
            throw e;
        }
    }

    private OpenSource recognised(Candidate candidate, SqliteSource source) {
        var tables = source.tables();
        var names = tables.stream()
                .map(table -> table.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        if (tables.stream().anyMatch(FormatDetector::isOwn)) {
            source.close();
            return OpenSource.unrecognised(
                    candidate.name(), "is a database of this service; restore it, or export and import a namespace");
        }
        List<Part> parts = new ArrayList<>();
        List<OpenSource.UnreadTable> unread = new ArrayList<>();
        List<Path> covers = new ArrayList<>();
        for (var table : tables) {
            part(candidate, source, table, names, parts, unread, covers);
        }
        if (parts.isEmpty()) {
            source.close();
            var found = tables.stream().map(SqliteTable::name).limit(20).collect(Collectors.joining(", "));
            return OpenSource.unrecognised(
                    candidate.name(),
                    "is a SQLite database without a table of a known format (tables: "
                            + (found.isEmpty() ? "none" : found) + ")");
        }
        return new OpenSource(candidate.name(), parts, unread, covers, null, false, source::close);
    }

    private void part(
            Candidate candidate,
            SqliteSource source,
            SqliteTable table,
            Set<String> names,
            List<Part> parts,
            List<OpenSource.UnreadTable> unread,
            List<Path> covers) {
        var reader = TableReaders.of(table, names);
        if (reader.isPresent()) {
            parts.add(new Part(
                    reader.get().format(), table.name(), out -> rows(candidate, source, table, reader.get(), out)));
        } else if (isFileStoreIndex(table)) {
            var directory = candidate.path().resolveSibling("memory");
            var files = entryFiles(directory);
            covers.addAll(files);
            parts.add(new Part(
                    LegacyFormat.FILE_STORE,
                    table.name(),
                    out -> fileStore(candidate.name(), source, table, files, out)));
        } else {
            unread.add(unread(source, table));
        }
    }

    private static OpenSource.UnreadTable unread(SqliteSource source, SqliteTable table) {
        boolean bookkeeping = TableReaders.isBookkeeping(table);
        try {
            return new OpenSource.UnreadTable(table.name(), source.count(table), bookkeeping);
        } catch (MemoryException e) {
            return new OpenSource.UnreadTable(table.name(), OpenSource.UnreadTable.UNKNOWN, bookkeeping);
        }
    }

    private void rows(
            Candidate candidate, SqliteSource source, SqliteTable table, TableReader reader, Consumer<RowOutcome> out) {
        source.rows(table, row -> out.accept(outcome(candidate, table, reader, row)));
    }

    private RowOutcome outcome(Candidate candidate, SqliteTable table, TableReader reader, Row row) {
        var origin = new Origin(candidate.name(), reader.format(), table.name(), row.identity());
        try {
            return reader.read(new RowFields(row, origin, options));
        } catch (MemoryException e) {
            return new RowOutcome.Failed(origin, key(row), String.valueOf(e.getMessage()));
        }
    }

    private static String key(Row row) {
        try {
            var key = row.firstText("key", "memory_key", "id");
            return key == null ? row.identity() : key;
        } catch (MemoryException e) {
            return row.identity();
        }
    }

    private OpenSource openJson(Candidate candidate) {
        var shape = JsonShape.of(candidate.path(), options.maxTextLength());
        if (FileStore.accepts(shape)) {
            return openFileStore(candidate);
        }
        var reader = JsonReaders.of(shape).orElse(null);
        if (reader == null) {
            var fault = shape.fault();
            return fault != null
                    ? OpenSource.damaged(candidate.name(), String.valueOf(fault.getMessage()))
                    : OpenSource.unrecognised(
                            candidate.name(),
                            "is JSON of no known format (members: "
                                    + shape.members().keySet().stream()
                                            .limit(20)
                                            .collect(Collectors.joining(", "))
                                    + ")");
        }
        var part = new Part(reader.format(), reader.format().id(), out -> {
            try (var file = JsonFile.open(candidate.path(), options.maxTextLength())) {
                reader.read(file, new Elements(candidate.name(), reader.format(), options, out));
                file.expectEnd();
            }
        });
        return new OpenSource(candidate.name(), List.of(part), List.of(), List.of(), null, false, () -> {});
    }

    /** One file of a store opens the whole store, with the database beside its directory when there is one. */
    private OpenSource openFileStore(Candidate candidate) {
        var directory = parent(candidate.path());
        var files = entryFiles(directory);
        var store = candidate.name().contains("/")
                ? candidate.name().substring(0, candidate.name().lastIndexOf('/'))
                : String.valueOf(directory.getFileName());
        var source = index(directory);
        var part = new Part(LegacyFormat.FILE_STORE, "files", out -> {
            if (source == null) {
                new FileStore(store, options).read(files, out);
            } else {
                source.tables().stream()
                        .filter(FormatDetector::isFileStoreIndex)
                        .forEach(table -> fileStore(store, source, table, files, out));
            }
        });
        List<Path> covers = new ArrayList<>(files);
        if (source != null) {
            covers.add(directory.resolveSibling("memory.db"));
        }
        return new OpenSource(store, List.of(part), List.of(), covers, null, false, () -> {
            if (source != null) {
                source.close();
            }
        });
    }

    private @Nullable SqliteSource index(Path directory) {
        var database = directory.resolveSibling("memory.db");
        if (!Files.isRegularFile(database) || !SqliteSource.isSqlite(database)) {
            return null;
        }
        var source = SqliteSource.open(database, options.limits());
        if (source.tables().stream().anyMatch(FormatDetector::isFileStoreIndex)) {
            return source;
        }
        source.close();
        return null;
    }

    private void fileStore(
            String name, SqliteSource source, SqliteTable table, List<Path> files, Consumer<RowOutcome> out) {
        var store = new FileStore(name, options);
        store.indexed();
        source.rows(table, store::index);
        store.read(files, out);
    }

    private List<Path> entryFiles(Path directory) {
        return FileStore.files(directory).stream()
                .filter(file -> {
                    var shape = JsonShape.of(file, options.maxTextLength());
                    boolean broken =
                            shape.fault() != null && JsonReaders.of(shape).isEmpty();
                    return broken || FileStore.accepts(shape);
                })
                .toList();
    }

    private static boolean isFileStoreIndex(SqliteTable table) {
        return table.name().equalsIgnoreCase(INDEX) && table.has("key", "namespace", "timestamp", "file_path");
    }

    private static boolean isOwn(SqliteTable table) {
        return table.name().equalsIgnoreCase("memory_store") && table.has("swarm", "revision", "encoding");
    }

    private static Path parent(Path file) {
        var parent = file.getParent();
        return parent == null ? file : parent;
    }
}
