package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.analytics.Analytics;
import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.BackupSchedule;
import io.claudeflow.swarm.memory.backup.Backups;
import io.claudeflow.swarm.memory.backup.RestoreOutcome;
import io.claudeflow.swarm.memory.backup.StagedRestore;
import io.claudeflow.swarm.memory.backup.Verification;
import io.claudeflow.swarm.memory.cache.CachingEntryStore;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.coordination.Coordination;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.limit.RedactingEntryStore;
import io.claudeflow.swarm.memory.limit.Redaction;
import io.claudeflow.swarm.memory.maintenance.CacheStatistics;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.maintenance.Recompression;
import io.claudeflow.swarm.memory.maintenance.Retention;
import io.claudeflow.swarm.memory.maintenance.WriterStatistics;
import io.claudeflow.swarm.memory.merge.ConflictQueue;
import io.claudeflow.swarm.memory.merge.EntryMerges;
import io.claudeflow.swarm.memory.policy.PolicyCatalog;
import io.claudeflow.swarm.memory.policy.yaml.YamlPolicyReader;
import io.claudeflow.swarm.memory.sqlite.AccessCounts;
import io.claudeflow.swarm.memory.sqlite.AccessStores;
import io.claudeflow.swarm.memory.sqlite.CoordinationStores;
import io.claudeflow.swarm.memory.sqlite.Database;
import io.claudeflow.swarm.memory.sqlite.DatabaseLock;
import io.claudeflow.swarm.memory.sqlite.InsightStores;
import io.claudeflow.swarm.memory.sqlite.KnowledgeStores;
import io.claudeflow.swarm.memory.sqlite.LifecycleStores;
import io.claudeflow.swarm.memory.sqlite.RestoringStart;
import io.claudeflow.swarm.memory.sqlite.SearchStores;
import io.claudeflow.swarm.memory.sqlite.SqliteBackups;
import io.claudeflow.swarm.memory.sqlite.SqliteEntryStore;
import io.claudeflow.swarm.memory.sqlite.SqliteMaintenance;
import io.claudeflow.swarm.memory.sqlite.StartUpGuards;
import io.claudeflow.swarm.memory.transaction.Transactions;
import io.claudeflow.swarm.memory.transfer.Archives;
import io.claudeflow.swarm.memory.transfer.Transfers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running store on one database file, which it holds locked until it is closed. Thread-safe. */
public final class MemoryEngine implements AutoCloseable {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LOCK_SWEEP_INTERVAL = Duration.ofSeconds(1);
    private static final Duration POLICY_INTERVAL = Duration.ofSeconds(5);
    private static final Duration JOURNAL_INTERVAL = Duration.ofSeconds(2);

    private final EngineConfig config;
    private final Clock clock;
    private final DatabaseLock lock;
    private final Database database;
    private final SqliteMaintenance maintenance;
    private final PolicyCatalog policies;
    private final LifecycleStores lifecycle;
    private final EntryStore entries;
    private final Redaction redaction;
    private final @Nullable CachingEntryStore cache;
    private final SharedAccess access;
    private final EngineInsight insight;
    private final SearchStores search;
    private final KnowledgeBase knowledge;
    private final CoordinationStores coordination;
    private final SqliteBackups backups;
    private final Archives archives;
    private final Transfers transfers;
    private final RestoreOutcome restoreOutcome;
    private volatile @Nullable Runnable restart;
    private final Housekeeping housekeeping;

    private MemoryEngine(
            EngineConfig config,
            DatabaseLock lock,
            RestoringStart.Started started,
            PolicyCatalog policies,
            Clock clock,
            EngineListener listener) {
        this.config = config;
        this.policies = policies;
        this.clock = clock;
        this.lock = lock;
        this.database = started.database();
        this.restoreOutcome = started.outcome();
        var codec = new ValueCodec(config.compression(), config.compressionThreshold(), config.maxValueBytes());
        var stores = new InsightStores(database, codec);
        var watching = config.features().insight();
        var analytics = new Analytics(
                watching.slowOperation(),
                watching.retention(),
                stores.usage(),
                stores.growth(),
                () -> stores.figures().store(cacheStatistics()),
                clock);
        var counts = new AccessCounts(database, analytics.hotKeys());
        var store = new SqliteEntryStore(database, codec, counts, policies);
        this.cache = config.cacheEnabled()
                ? new CachingEntryStore(
                        store, counts, database::running, clock, config.cacheEntries(), config.cacheBytes())
                : null;
        if (cache != null) {
            database.listen(cache);
        }
        // After the cache: who is woken by a watch must not find what was there before.
        this.access = new SharedAccess(
                new AccessStores(database, this::maintenance), config.features().rawSql(), clock);
        database.listen(access);
        this.lifecycle = new LifecycleStores(
                database, codec, new JacksonDocumentReader(), policies, cache == null ? _ -> {} : cache::forget);
        var ages = config.features().knowledge();
        var knowledgeStores = new KnowledgeStores(database, new JacksonDocumentReader());
        this.knowledge = KnowledgeBase.of(knowledgeStores, ages);
        this.coordination =
                new CoordinationStores(database, config.features().agentQuota(), new JacksonDocumentReader());
        var health = new EngineHealth(
                stores.figures(),
                analytics,
                this::cacheStatistics,
                database::writerStatistics,
                config.features(),
                config.gcInterval(),
                clock);
        var journal = new EventJournal(knowledge.events(), watching.swarm());
        var listeners = health.and(journal).and(listener);
        this.search = new SearchStores(
                database,
                codec,
                new FullTextRules(policies),
                config.features().vectorCacheBytes());
        this.maintenance = new SqliteMaintenance(
                database,
                listeners,
                config.changelogRows(),
                config.changelogAge(),
                policies,
                search::consumedRevision,
                List.of(knowledgeStores.retention(ages.events(), ages.metrics(), ages.outcomes())),
                codec);
        this.insight = new EngineInsight(
                watching,
                stores,
                List.of(new PatternStep(knowledge.learning()), new RecompressionStep(lifecycle.recompression())),
                maintenance,
                analytics,
                health,
                new JacksonDocumentReader(),
                clock,
                listeners);
        this.redaction = new Redaction(config.features().redaction(), new JacksonDocumentReader());
        var counted = insight.counted(cache == null ? store : cache);
        this.entries = redaction.isOff() ? counted : new RedactingEntryStore(counted, redaction);
        var settings = config.features().backups();
        var directory = new BackupDirectory(config.database().toAbsolutePath().resolveSibling(settings.directory()));
        this.backups = new SqliteBackups(database, directory, ProgramVersion.current());
        this.transfers = new Transfers(entries, clock, config.maxValueBytes());
        this.archives = new Archives(entries, directory, clock, config.maxValueBytes());
        this.housekeeping = new Housekeeping(maintenance, counts, insight, config, listeners);
        housekeeping.every(LOCK_SWEEP_INTERVAL, "ending expired locks", access.locks()::sweep);
        housekeeping.every(POLICY_INTERVAL, "looking at the policy file", policies::reload);
        housekeeping.every(JOURNAL_INTERVAL, "writing events of the engine", journal::flush);
        housekeeping.every(SWEEP_INTERVAL, "sweeping sessions and leases", coordination::sweep);
        if (!settings.interval().isZero()) {
            housekeeping.takeBackups(new BackupSchedule(backups, settings, clock));
        }
        search.start();
    }

    /**
     * Opens the store, creating directory and file when they are missing. A backup that waits in the directory
     * {@code restore} beside the database takes its place first; see {@link #restoreOutcome}.
     *
     * @throws MemoryException when another process holds the database, when it is damaged, newer than this program, of
     *     another program, on a refused file system or not accessible, or when the policy file has a mistake
     */
    public static MemoryEngine open(EngineConfig config, Clock clock, EngineListener listener) {
        var policies = policies(config, clock);
        StartUpGuards.prepareDirectory(config.database(), config.allowNetworkFilesystem());
        var lock = DatabaseLock.acquire(config.database(), clock);
        try {
            var started = RestoringStart.open(config.databaseConfig(), clock, listener);
            return opened(config, lock, started, policies, clock, listener);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static MemoryEngine opened(
            EngineConfig config,
            DatabaseLock lock,
            RestoringStart.Started started,
            PolicyCatalog policies,
            Clock clock,
            EngineListener listener) {
        try {
            return new MemoryEngine(config, lock, started, policies, clock, listener);
        } catch (RuntimeException e) {
            started.database().close();
            throw e;
        }
    }

    private static PolicyCatalog policies(EngineConfig config, Clock clock) {
        var reader = new YamlPolicyReader();
        var file = config.features().policyFile();
        return file == null
                ? PolicyCatalog.shipped(reader, clock)
                : PolicyCatalog.following(file, reader, clock, new PolicyLog(file));
    }

    /** Where the live owner of a database serves it; empty when nobody holds it or its owner has not announced it. */
    public static Optional<String> announcedUrl(Path database) {
        return DatabaseLock.announcedUrl(database);
    }

    /**
     * Says that a service serves this store: its URL is written into the lock file, for {@link #announcedUrl}, and its
     * swarm into the database, so that a backup tells whose it is.
     */
    public void announce(String url, String swarm) {
        lock.announce(url);
        database.noteOwner(swarm);
    }

    /** The clock that the store lives by. */
    public Clock clock() {
        return clock;
    }

    public EntryStore entries() {
        return entries;
    }

    /** What happens to likely secrets; {@link #entries} asks by itself. */
    public Redaction redaction() {
        return redaction;
    }

    /** Events, messages, patterns, metrics, workflows, topologies, consensus and learning. */
    public KnowledgeBase knowledge() {
        return knowledge;
    }

    /** Makes one operation of several, over every store of the engine. */
    public Transactions transactions() {
        return database;
    }

    /** Sessions, agents, tasks, shared state. */
    public Coordination coordination() {
        return coordination;
    }

    public Maintenance maintenance() {
        return maintenance;
    }

    /** Locks, fences, raw SQL and watches. */
    public SharedAccess access() {
        return access;
    }

    /** The retention policies in force. */
    public PolicyCatalog policies() {
        return policies;
    }

    /** Cleanup by policy, with options. */
    public Retention retention() {
        return maintenance;
    }

    public EntryMerges merges() {
        return lifecycle.merges();
    }

    /** Conflicts that wait for a decision. */
    public ConflictQueue conflicts() {
        return lifecycle.conflicts();
    }

    public Recompression recompression() {
        return lifecycle.recompression();
    }

    /** Health, analytics, audits, snapshots and what else looks at the store as a whole. */
    public EngineInsight insight() {
        return insight;
    }

    /** Search by words and by embeddings. */
    public SearchStores search() {
        return search;
    }

    public Backups backups() {
        return backups;
    }

    public Transfers transfers() {
        return transfers;
    }

    /** What starts the store anew when a restore is prepared; without it the next start completes the restore. */
    public void onRestore(Runnable newRestart) {
        restart = newRestart;
    }

    /** Whether {@link #restore(String)} takes effect by itself. */
    public boolean restartsItself() {
        return restart != null;
    }

    /** Prepares the restore of a backup and has the store started anew. */
    public StagedRestore restore(String backup) {
        var staged = backups.stageRestore(backup);
        var start = restart;
        if (start != null) {
            start.run();
        }
        return staged;
    }

    /** Opens a file that claims to be a backup and checks it, also against the manifest beside it. */
    public static Verification verifyBackup(Path file) {
        return SqliteBackups.verifyFile(file);
    }

    public Archives archives() {
        return archives;
    }

    /** What this start restored, or could not restore. */
    public RestoreOutcome restoreOutcome() {
        return restoreOutcome;
    }

    public CacheStatistics cacheStatistics() {
        return cache == null ? CacheStatistics.OFF : cache.cacheStatistics();
    }

    public WriterStatistics writerStatistics() {
        return database.writerStatistics();
    }

    /**
     * Lets queued writes finish, writes the counts of reads, empties the write-ahead log, notes the orderly stop and
     * gives the database free. Bounded by the shutdown timeout; a second call does nothing.
     */
    @Override
    public void close() {
        try {
            backups.close();
            housekeeping.close();
            access.close();
            lifecycle.close();
            search.close();
            database.close(config.shutdownTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.UNAVAILABLE, "interrupted while the store was closed", e);
        } finally {
            lock.close();
        }
    }
}
