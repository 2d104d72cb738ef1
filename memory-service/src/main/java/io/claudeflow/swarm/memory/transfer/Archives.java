package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.codec.CompressedFiles;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves old entries out of the store into files that can be read back: exports, compressed by zstd, in the directory of
 * backups. An entry is deleted only after its archive was read back whole, and only as it was archived. Thread-safe.
 */
public final class Archives {
    private static final Logger log = LoggerFactory.getLogger(Archives.class);
    static final String SUFFIX = ".jsonl.zst";
    private static final String OWNER = "archive";
    private static final int PAGE = 500;
    private static final int BATCH = 200;
    private static final int MAX_HEADER_BYTES = 1 << 16;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final EntryStore entries;
    private final BackupDirectory directory;
    private final Clock clock;
    private final int maxValueBytes;

    /** Takes the directory into use; what a crash left unfinished there is removed. */
    public Archives(EntryStore entries, BackupDirectory directory, Clock clock, int maxValueBytes) {
        this.entries = entries;
        this.directory = directory;
        this.clock = clock;
        this.maxValueBytes = maxValueBytes;
        directory.removeUnfinished(OWNER);
    }

    /** Archives what is selected. A crash in between leaves entries that are in the archive and in the store. */
    public synchronized ArchiveReport archive(ArchiveSelection selection, boolean dryRun) {
        var tally = new long[2];
        each(selection, entry -> {
            tally[0]++;
            tally[1] += entry.valueBytes();
        });
        if (dryRun || tally[0] == 0) {
            return new ArchiveReport(null, dryRun, tally[0], 0, 0, 0, tally[1], 0);
        }
        directory.create();
        var file = unusedName();
        var partial = directory.unfinished(OWNER, file);
        try {
            var written = write(partial, selection, tally[0]);
            var found = digest(partial);
            if (!found.equals(written.sha256())) {
                throw MemoryException.of(
                        FailureKind.CORRUPT,
                        "the archive did not come back from the disk as it was written and was thrown away; nothing"
                                + " was deleted");
            }
            DurableFiles.move(partial, file);
            long deleted = deleteArchived(file, selection.swarm());
            return new ArchiveReport(
                    String.valueOf(file.getFileName()),
                    false,
                    tally[0],
                    written.entries(),
                    deleted,
                    written.entries() - deleted,
                    tally[1],
                    Files.size(file));
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            discard(partial);
        }
    }

    private Path unusedName() {
        var base = "archive-" + STAMP.format(clock.instant());
        for (int i = 1; ; i++) {
            var file = directory.resolve("name", base + (i == 1 ? "" : "-" + i) + SUFFIX);
            if (Files.notExists(file)) {
                return file;
            }
        }
    }

    private record Written(long entries, String sha256) {}

    private Written write(Path file, ArchiveSelection selection, long selected) throws IOException {
        var digest = DurableFiles.sha256();
        var header = new ExportHeader(
                selection.swarm(),
                selection.namespace(),
                selected,
                entries.list(EntryQuery.all(selection.swarm(), null).page(1, null))
                        .revision(),
                clock.instant());
        long count = 0;
        Files.deleteIfExists(file);
        try (var out = new DigestOutputStream(CompressedFiles.writer(Files.newOutputStream(file)), digest)) {
            var lines = Lines.into(out);
            lines.take(ExportLines.header(header));
            count = writeEntries(selection, lines);
            lines.take(ExportLines.end(count, 0));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        DurableFiles.sync(file);
        return new Written(count, HexFormat.of().formatHex(digest.digest()));
    }

    private long writeEntries(ArchiveSelection selection, Lines out) {
        long count = 0;
        String cursor = null;
        do {
            var page = entries.list(query(selection, cursor));
            for (var candidate : page.entries()) {
                var entry = selection.includes(candidate) ? whole(candidate.key()) : null;
                if (entry != null && selection.includes(entry)) {
                    out.take(ExportLines.entry(ExportedEntry.of(entry)));
                    count++;
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return count;
    }

    /** The entry with its value; null when it is gone, and when it is damaged: then it stays where it is. */
    private @Nullable Entry whole(EntryKey key) {
        try {
            return entries.get(key, ReadMode.UNCOUNTED).orElse(null);
        } catch (MemoryException e) {
            if (e.kind() != FailureKind.CORRUPT) {
                throw e;
            }
            log.atError().addKeyValue("reason", e.getMessage()).log("a damaged entry cannot be archived");
            return null;
        }
    }

    private void each(ArchiveSelection selection, Consumer<Entry> visitor) {
        String cursor = null;
        do {
            var page = entries.list(query(selection, cursor));
            page.entries().stream().filter(selection::includes).forEach(visitor);
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private static EntryQuery query(ArchiveSelection selection, @Nullable String cursor) {
        var query = EntryQuery.all(selection.swarm(), selection.namespace()).page(PAGE, cursor);
        var pattern = selection.pattern();
        return pattern == null ? query : query.matching(pattern);
    }

    /** The digest of the content of an archive, all of which is read. */
    private static String digest(Path file) throws IOException {
        var digest = DurableFiles.sha256();
        try (var in = new DigestInputStream(CompressedFiles.reader(Files.newInputStream(file)), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Deletes what an archive holds, each entry only as it was archived. */
    private long deleteArchived(Path file, String swarm) throws IOException {
        var target = ImportTarget.of(entries);
        var deletes = new ArrayList<EntryOperation>(BATCH);
        long deleted = 0;
        try (var in = CompressedFiles.reader(Files.newInputStream(file))) {
            var lines = reader(in);
            var _ = lines.next();
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text() != null && ExportLines.read(line.text()) instanceof ExportLines.Line.One(var entry)) {
                    deletes.add(new EntryOperation.Delete(
                            new EntryKey(swarm, entry.namespace(), entry.key()), asArchived(entry.revision())));
                }
                if (deletes.size() == BATCH) {
                    deleted += delete(target, deletes);
                }
            }
        }
        return deleted + delete(target, deletes);
    }

    private static Precondition asArchived(@Nullable Revision revision) {
        return revision == null ? Precondition.ABSENT : new Precondition.WrittenAt(Set.of(revision));
    }

    private static long delete(ImportTarget target, List<EntryOperation> deletes) {
        if (deletes.isEmpty()) {
            return 0;
        }
        var results = target.batch(new Batch(deletes, false));
        deletes.clear();
        return results.stream()
                .filter(result -> result instanceof OperationResult.Deleted deleted && deleted.found())
                .count();
    }

    /** The archives of a swarm, the newest first; those that cannot be read are named to everybody. */
    public List<Archive> list(String swarm) {
        EntryKey.checkSwarm(swarm);
        return directory.list().stream()
                .filter(file -> isArchive(String.valueOf(file.getFileName())))
                .map(this::describe)
                .filter(archive ->
                        archive.header() == null || archive.header().swarm().equals(swarm))
                .sorted((a, b) -> b.name().compareTo(a.name()))
                .toList();
    }

    private static boolean isArchive(String name) {
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    private Archive describe(Path file) {
        var name = String.valueOf(file.getFileName());
        long size = 0;
        try (var in = CompressedFiles.reader(Files.newInputStream(file))) {
            size = Files.size(file);
            var line = new LineReader(in, MAX_HEADER_BYTES).next();
            if (line == null || line.text() == null) {
                return new Archive(name, size, null, "it has no header");
            }
            return new Archive(name, size, ExportLines.readHeader(line.text()), null);
        } catch (IOException | MemoryException e) {
            return new Archive(name, size, null, String.valueOf(e.getMessage()));
        }
    }

    /** Reads an archive back into the swarm that it came from. */
    public ImportResult restore(String name, ImportRules rules) {
        var file = existing(name, rules.swarm());
        try (var in = CompressedFiles.reader(Files.newInputStream(file))) {
            return new NamespaceImport(ImportTarget.of(entries), clock, rules).run(in);
        } catch (IOException e) {
            throw MemoryException.of(
                    FailureKind.CORRUPT,
                    "the archive " + name + " cannot be read to its end: " + e.getMessage()
                            + "; what was read so far was imported",
                    e);
        }
    }

    /** Removes an archive for good. */
    public void delete(String name, String swarm) {
        var file = existing(name, swarm);
        try {
            Files.delete(file);
            DurableFiles.syncDirectory(directory.path());
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private Path existing(String name, String swarm) {
        var file = directory.existing("name", name);
        var header =
                isArchive(String.valueOf(file.getFileName())) ? describe(file).header() : null;
        if (header == null || !header.swarm().equals(swarm)) {
            throw MemoryException.ofField(FailureKind.NOT_FOUND, "name", name, "an archive of swarm " + swarm);
        }
        return file;
    }

    private LineReader reader(InputStream in) {
        return new LineReader(in, ImportRules.maxLineBytes(maxValueBytes));
    }

    private static void discard(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw unusable(partial, e);
        }
    }

    private static MemoryException unusable(Path file, IOException e) {
        return MemoryException.of(
                FailureKind.UNAVAILABLE,
                file + " cannot be used: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                e);
    }
}
