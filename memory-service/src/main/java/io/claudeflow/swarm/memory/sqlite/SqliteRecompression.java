package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.Recompression;
import io.claudeflow.swarm.memory.revision.Revision;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Re-encodes rows of memory_store. Values are read and compressed on the thread that runs it; the writer only puts the
 * finished bytes into rows that are still what was read. Such a write takes no revision and no row of the changelog,
 * because the entry is the same.
 */
final class SqliteRecompression implements Recompression, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteRecompression.class);
    private static final int ROWS_PER_READ = 200;
    private static final int ROWS_PER_WRITE = 50;
    private static final long BYTES_PER_WRITE = 1L << 20;
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final byte[] EMPTY = {};

    private static final String PAGE = "SELECT m.id, m.swarm, m.namespace, m.key, m.encoding, m.compression, m.epoch,"
            + " m.revision, m.version, m.value_size, m.stored_size FROM memory_store m WHERE m.id > ? AND "
            + EntryRows.LIVE;
    private static final String THIS_WRITE =
            " WHERE id = ? AND epoch = ? AND revision = ? AND version = ? AND compression = ?";
    private static final String VALUE = "SELECT value, checksum FROM memory_store" + THIS_WRITE;
    private static final String UPDATE =
            "UPDATE memory_store SET (compression, stored_size, value) = (?, ?, %s)" + THIS_WRITE;

    private final Database database;
    private final EntryPreparation preparation;
    private final Consumer<EntryKey> rewritten;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closing;
    private volatile Progress progress = new Progress(false, null, null);
    private volatile @Nullable Thread background;

    /** @param rewritten told of each entry that is stored in another way now */
    SqliteRecompression(Database database, EntryPreparation preparation, Consumer<EntryKey> rewritten) {
        this.database = database;
        this.preparation = preparation;
        this.rewritten = rewritten;
    }

    /** A row before it changes. */
    private record Row(
            long id,
            EntryKey key,
            boolean isBytes,
            Compression compression,
            Revision revision,
            long version,
            int valueSize,
            int storedSize) {}

    /**
     * The next rows.
     *
     * @param unnamed rows with names that no entry can have
     * @param last the id of the last of all
     */
    private record Page(List<Row> rows, int unnamed, long last) {}

    /** A value as it is stored now. */
    private record Found(StoredValue stored, @Nullable Long checksum) {}

    private record Change(Row row, StoredValue stored) {}

    @Override
    public Report run(Request request) {
        begin();
        return work(request);
    }

    @Override
    public Progress start(Request request) {
        begin();
        background = Thread.ofPlatform()
                .name("swarm-memory-recompression")
                .daemon()
                .start(() -> {
                    try {
                        work(request);
                    } catch (RuntimeException e) {
                        log.atWarn().setCause(e).log("recompression ended early");
                    }
                });
        return progress;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    private void begin() {
        if (!busy.compareAndSet(false, true)) {
            throw MemoryException.of(FailureKind.CONFLICT, "a recompression is under way; wait until it has ended");
        }
        progress = new Progress(true, null, null);
    }

    private Report work(Request request) {
        var run = new Run(request);
        try {
            run.toTheEnd();
            progress = new Progress(false, run.report(), null);
            log.atInfo()
                    .addKeyValue("examined", run.examined)
                    .addKeyValue("rewritten", run.rewrites)
                    .addKeyValue("savedBytes", run.report().savedBytes())
                    .log("recompressed");
            return run.report();
        } catch (RuntimeException e) {
            progress = new Progress(false, run.report(), e.getMessage());
            throw e;
        } finally {
            busy.set(false);
        }
    }

    /** Lets a run end after its present write. */
    @Override
    public void close() {
        closing = true;
        var thread = background;
        try {
            if (thread != null) {
                var _ = thread.join(STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One run; used by one thread. */
    private final class Run {
        private final Request request;
        private final Instant at = database.clock().instant();
        private final long start = System.nanoTime();
        private final List<Change> pending = new ArrayList<>();
        private long pendingBytes;
        private long examined;
        private long rewrites;
        private long damaged;
        private long bytesBefore;
        private long bytesAfter;

        Run(Request request) {
            this.request = request;
        }

        Report report() {
            return new Report(
                    at,
                    request.dryRun(),
                    examined,
                    rewrites,
                    damaged,
                    bytesBefore,
                    bytesAfter,
                    Duration.ofNanos(System.nanoTime() - start));
        }

        void toTheEnd() {
            long last = 0;
            while (!closing) {
                var page = page(last);
                for (var row : page.rows()) {
                    examine(row);
                }
                examined += page.unnamed();
                damaged += page.unnamed();
                flush();
                progress = new Progress(true, report(), null);
                if (page.rows().size() + page.unnamed() < ROWS_PER_READ) {
                    return;
                }
                last = page.last();
            }
            throw MemoryException.of(FailureKind.UNAVAILABLE, "the service stops; what was rewritten stays");
        }

        private Page page(long after) {
            var now = SqliteTime.format(database.clock().instant());
            var swarm = request.swarm();
            var namespace = request.namespace();
            return database.read(session -> {
                var sql = new Sql().add(PAGE, after, now);
                if (swarm != null) {
                    sql.add(" AND m.swarm = ?", swarm);
                }
                if (namespace != null) {
                    sql.add(" AND m.namespace = ?", namespace);
                }
                sql.add(" ORDER BY m.id LIMIT " + ROWS_PER_READ);
                var rows = new ArrayList<Row>(ROWS_PER_READ);
                int unnamed = 0;
                long last = after;
                try (var row = sql.prepare(session).executeQuery()) {
                    while (row.next()) {
                        var key = EntryRows.key(row.getString(2), row.getString(3), row.getString(4));
                        last = row.getLong(1);
                        if (key == null) {
                            unnamed++;
                            continue;
                        }
                        rows.add(new Row(
                                last,
                                key,
                                row.getString(5).equals("bytes"),
                                Compression.ofLabel(row.getString(6)),
                                new Revision(row.getLong(7), row.getLong(8)),
                                row.getLong(9),
                                row.getInt(10),
                                row.getInt(11)));
                    }
                }
                return new Page(rows, unnamed, last);
            });
        }

        private void examine(Row row) {
            examined++;
            var policy = preparation.policy(row.key());
            if (preparation.wanted(policy, row.valueSize()) == row.compression()) {
                return;
            }
            var found = database.<@Nullable Found>read(session -> value(session.prepare(VALUE), row));
            if (found == null) {
                return;
            }
            try {
                var value = preparation.codec().decode(found.stored());
                ValueChecksum.verify(found.checksum(), value);
                var stored = preparation.encode(value, policy);
                if (stored.compression() != row.compression()) {
                    add(new Change(row, stored));
                }
            } catch (MemoryException e) {
                damaged++;
                log.atWarn()
                        .addKeyValue("swarm", row.key().swarm())
                        .addKeyValue("namespace", row.key().namespace())
                        .addKeyValue("key", row.key().key())
                        .log(e.getMessage());
            }
        }

        private void add(Change change) {
            if (request.dryRun()) {
                count(change);
                return;
            }
            pending.add(change);
            pendingBytes += change.stored().size();
            if (pending.size() >= ROWS_PER_WRITE || pendingBytes >= BYTES_PER_WRITE) {
                flush();
            }
        }

        private void count(Change change) {
            rewrites++;
            bytesBefore += change.row().storedSize();
            bytesAfter += change.stored().size();
        }

        private void flush() {
            if (pending.isEmpty()) {
                return;
            }
            var changes = List.copyOf(pending);
            var done = database.write(pendingBytes, tx -> {
                var written = new ArrayList<Change>();
                for (var change : changes) {
                    if (write(tx, change)) {
                        written.add(change);
                    }
                }
                return written;
            });
            for (var change : done) {
                count(change);
                rewritten.accept(change.row().key());
            }
            pending.clear();
            pendingBytes = 0;
        }
    }

    private static @Nullable Found value(PreparedStatement select, Row row) throws SQLException {
        bind(select, 1, row);
        try (var found = select.executeQuery()) {
            if (!found.next()) {
                return null;
            }
            var bytes = Objects.requireNonNullElse(found.getBytes(1), EMPTY);
            long checksum = found.getLong(2);
            Long known = found.wasNull() ? null : checksum;
            return new Found(new StoredValue(row.compression(), bytes, row.valueSize()), known);
        }
    }

    private static boolean write(WriteTransaction tx, Change change) throws SQLException {
        var row = change.row();
        var stored = change.stored();
        boolean asText = stored.compression() == Compression.NONE && !row.isBytes();
        var update = tx.prepare(UPDATE.formatted(asText ? "CAST(? AS TEXT)" : "?"));
        update.setString(1, stored.compression().label());
        update.setInt(2, stored.size());
        update.setBytes(3, stored.bytes());
        bind(update, 4, row);
        if (update.executeUpdate() == 0) {
            return false;
        }
        var totals = tx.totals(row.key().swarm(), row.key().namespace());
        totals.row(-1, row.valueSize(), row.storedSize(), row.compression() != Compression.NONE);
        totals.row(1, stored.originalSize(), stored.size(), stored.compression() != Compression.NONE);
        return true;
    }

    private static void bind(PreparedStatement statement, int from, Row row) throws SQLException {
        statement.setLong(from, row.id());
        statement.setLong(from + 1, row.revision().epoch());
        statement.setLong(from + 2, row.revision().number());
        statement.setLong(from + 3, row.version());
        statement.setString(from + 4, row.compression().label());
    }
}
