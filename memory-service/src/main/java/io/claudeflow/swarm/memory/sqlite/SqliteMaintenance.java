package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.AggregateCounts;
import io.claudeflow.swarm.memory.maintenance.CleanupReport;
import io.claudeflow.swarm.memory.maintenance.CleanupRequest;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.maintenance.PolicyStatistics;
import io.claudeflow.swarm.memory.maintenance.Retention;
import io.claudeflow.swarm.memory.policy.Policies;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The care of a SQLite file. */
public final class SqliteMaintenance implements Maintenance, Retention {
    private static final Logger log = LoggerFactory.getLogger(SqliteMaintenance.class);
    private static final int MAX_PROBLEMS = 100;
    private static final int VACUUM_PAGES_PER_STEP = 256;
    /** The log cannot be emptied while somebody reads, if only for a moment, or the checkpointer works. */
    private static final int LOG_ATTEMPTS = 50;

    private static final Duration LOG_WAIT = Duration.ofMillis(20);

    private final Database database;
    private final EngineListener listener;
    private final Supplier<Policies> policies;
    private final PolicyRuns runs;
    private final ExpirySweep sweep;
    private final ChangelogCompaction compaction;
    private final @Nullable ValueCheck values;
    private final List<LongSupplier> collections;
    private final Object gcLock = new Object();
    private final Object wholeFileLock = new Object();

    /** As below, without policies: every expired entry is due. */
    public SqliteMaintenance(Database database, EngineListener listener, long changelogRows, Duration changelogAge) {
        this(database, listener, changelogRows, changelogAge, () -> Long.MAX_VALUE, List.of(), null);
    }

    /** As below, without policies. */
    public SqliteMaintenance(
            Database database,
            EngineListener listener,
            long changelogRows,
            Duration changelogAge,
            LongSupplier consumed,
            List<LongSupplier> collections,
            @Nullable ValueCodec codec) {
        this(database, listener, changelogRows, changelogAge, () -> Policies.NONE, consumed, collections, codec);
    }

    /**
     * @param changelogRows rows of the changelog that are kept, at most
     * @param changelogAge how long they are kept
     * @param policies those in force, asked for each collection
     * @param consumed the newest revision whose changes nobody needs again; those after it are kept longer, within
     *     bounds
     * @param collections what a garbage collection does for other tables, in small batches; each returns how many rows
     *     it removed
     * @param codec with it, a check reads every value as well and compares it with its checksum
     */
    public SqliteMaintenance(
            Database database,
            EngineListener listener,
            long changelogRows,
            Duration changelogAge,
            Supplier<Policies> policies,
            LongSupplier consumed,
            List<LongSupplier> collections,
            @Nullable ValueCodec codec) {
        this.database = database;
        this.values = codec == null ? null : new ValueCheck(database, codec);
        this.listener = listener;
        this.policies = policies;
        this.runs = new PolicyRuns(database);
        this.sweep = new ExpirySweep(database, policies, runs);
        this.compaction = new ChangelogCompaction(database, changelogRows, changelogAge, consumed);
        this.collections = List.copyOf(collections);
    }

    @Override
    public GcReport gc() {
        return collect(CleanupRequest.EVERYTHING);
    }

    @Override
    public GcReport gcDue() {
        return collect(CleanupRequest.DUE);
    }

    private GcReport collect(CleanupRequest request) {
        synchronized (gcLock) {
            long start = System.nanoTime();
            long others = 0;
            for (var collection : collections) {
                others += collection.getAsLong();
            }
            var report = new GcReport(others + swept(request).deleted(), since(start));
            tell(report);
            return report;
        }
    }

    @Override
    public GcReport cleanup(String swarm, @Nullable String namespace, Instant expiredBefore) {
        var moment = SqliteTime.checked("expiredBefore", expiredBefore);
        var report = cleanUp(new CleanupRequest(true, swarm, namespace, null, moment, false));
        return new GcReport(report.deleted(), report.duration());
    }

    @Override
    public CleanupReport cleanUp(CleanupRequest request) {
        synchronized (gcLock) {
            var report = swept(request);
            if (!request.dryRun()) {
                tell(new GcReport(report.deleted(), report.duration()));
            }
            return report;
        }
    }

    private CleanupReport swept(CleanupRequest request) {
        long start = System.nanoTime();
        var report = sweep.run(request);
        if (request.dryRun()) {
            return report;
        }
        long changes = compaction.run();
        long states = MergeRows.removeStale(database);
        giveBackPages();
        log.atDebug()
                .addKeyValue("deleted", report.deleted())
                .addKeyValue("left", report.left())
                .addKeyValue("changes", changes)
                .addKeyValue("states", states)
                .log("garbage collected");
        return report.lasting(since(start));
    }

    private void tell(GcReport report) {
        try {
            listener.gcFinished(report);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("listener failed");
        }
    }

    @Override
    public List<PolicyStatistics> statistics() {
        return runs.statistics(policies.get(), database.clock().instant());
    }

    /** Returns free pages to the file system in steps that writers hardly notice; nothing without auto-vacuum. */
    private void giveBackPages() {
        if (database.read(session -> session.queryLong("PRAGMA auto_vacuum")) != 2) {
            return;
        }
        long free = database.read(session -> session.queryLong("PRAGMA freelist_count"));
        long keep = database.read(session -> session.queryLong("PRAGMA page_count")) / 10;
        for (long left = free - keep; left > 0; left -= VACUUM_PAGES_PER_STEP) {
            database.pause(session -> {
                session.execute("PRAGMA incremental_vacuum(" + VACUUM_PAGES_PER_STEP + ")");
                return VACUUM_PAGES_PER_STEP;
            });
        }
    }

    @Override
    public SizeReport vacuum() {
        return resizing("VACUUM");
    }

    @Override
    public SizeReport optimize() {
        return resizing("PRAGMA optimize=0x10002");
    }

    @Override
    public SizeReport reindex() {
        return resizing("REINDEX; " + NamespaceTotals.RECOUNT);
    }

    @Override
    public SizeReport checkpoint() {
        return resizing(null);
    }

    private SizeReport resizing(@Nullable String statement) {
        synchronized (wholeFileLock) {
            long start = System.nanoTime();
            long before = bytes();
            boolean emptied = database.pause(session -> {
                if (statement != null) {
                    session.execute(statement);
                }
                return Checkpointer.truncate(session);
            });
            for (int attempt = 1; !emptied && attempt < LOG_ATTEMPTS; attempt++) {
                LockSupport.parkNanos(LOG_WAIT.toNanos());
                emptied = database.pause(Checkpointer::truncate);
            }
            return new SizeReport(before, bytes(), since(start));
        }
    }

    @Override
    public IntegrityReport integrityCheck() {
        synchronized (wholeFileLock) {
            long start = System.nanoTime();
            var problems = new ArrayList<String>();
            asFarAsItGoes(
                    problems,
                    () -> database.readWithoutLimit(session -> {
                        collect(session, "PRAGMA integrity_check(" + MAX_PROBLEMS + ")", problems);
                        collect(session, "PRAGMA foreign_key_check", problems);
                        problems.remove("ok");
                        collectTotals(session, problems);
                        RowCheck.run(session, problems, MAX_PROBLEMS);
                        return problems;
                    }));
            if (values != null) {
                asFarAsItGoes(problems, () -> problems.addAll(values.run(MAX_PROBLEMS)));
            }
            var report = new IntegrityReport(
                    problems.isEmpty(), problems.stream().limit(MAX_PROBLEMS).toList(), since(start));
            LastIntegrityCheck.note(database, report.ok());
            return report;
        }
    }

    /** A damaged page ends one part of the check; it is a problem like those found until then. */
    private static void asFarAsItGoes(List<String> problems, Runnable part) {
        try {
            part.run();
        } catch (MemoryException e) {
            if (e.kind() != FailureKind.CORRUPT) {
                throw e;
            }
            problems.remove("ok");
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** Adds the messages of a check to those found, as far as there is room. */
    static void collect(SqliteSession session, String pragma, List<String> found) throws SQLException {
        try (var rows = session.prepare(pragma).executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next() && found.size() < MAX_PROBLEMS) {
                found.add(
                        columns == 1
                                ? rows.getString(1)
                                : "row " + rows.getString(2) + " of " + rows.getString(1)
                                        + " refers to a missing row of " + rows.getString(3));
            }
        }
    }

    private static void collectTotals(SqliteSession session, List<String> found) throws SQLException {
        try (var rows = session.prepare(NamespaceTotals.DISAGREEING).executeQuery()) {
            while (rows.next() && found.size() < MAX_PROBLEMS) {
                found.add("namespace_totals of namespace " + rows.getString(2) + " of swarm " + rows.getString(1)
                        + " do not agree with memory_store; reindex counts again");
            }
        }
    }

    @Override
    public DatabaseStatistics databaseStatistics() {
        var files = database.files();
        return database.read(session -> new DatabaseStatistics(
                files.databaseBytes(),
                files.logBytes(),
                session.queryLong("PRAGMA freelist_count") * SqliteConnections.PAGE_SIZE,
                files.diskFreeBytes(),
                files.diskTotalBytes(),
                (int) session.queryLong("SELECT count(*) FROM sqlite_schema WHERE type = 'table'"),
                (int) session.queryLong("PRAGMA user_version"),
                database.newest()));
    }

    @Override
    public AggregateCounts aggregateCounts(String swarm) {
        EntryKey.checkSwarm(swarm);
        return database.read(session -> new AggregateCounts(
                count(session, "SELECT count(*) FROM agents WHERE swarm = ?", swarm),
                count(session, "SELECT count(*) FROM tasks WHERE swarm = ?", swarm),
                count(session, "SELECT count(*) FROM patterns WHERE swarm = ?", swarm)));
    }

    private static long count(SqliteSession session, String sql, String swarm) throws SQLException {
        var select = session.prepare(sql);
        select.setString(1, swarm);
        try (var row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void ping() {
        database.checkFile();
        database.read(session -> session.queryLong("SELECT value FROM store_meta WHERE name = 'revision'"));
    }

    private long bytes() {
        return database.files().databaseBytes() + database.files().logBytes();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
