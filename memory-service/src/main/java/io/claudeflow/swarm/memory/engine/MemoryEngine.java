package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.cache.CachingEntryStore;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
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
import io.claudeflow.swarm.memory.sqlite.Database;
import io.claudeflow.swarm.memory.sqlite.DatabaseLock;
import io.claudeflow.swarm.memory.sqlite.LifecycleStores;
import io.claudeflow.swarm.memory.sqlite.SqliteEntryStore;
import io.claudeflow.swarm.memory.sqlite.SqliteMaintenance;
import io.claudeflow.swarm.memory.sqlite.StartUpGuards;
import io.claudeflow.swarm.memory.transaction.Transactions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running store on one database file, which it holds locked until it is closed. Thread-safe. */
public final class MemoryEngine implements AutoCloseable {
    private final EngineConfig config;
    private final DatabaseLock lock;
    private final Database database;
    private final SqliteMaintenance maintenance;
    private final PolicyCatalog policies;
    private final LifecycleStores lifecycle;
    private final EntryStore entries;
    private final @Nullable CachingEntryStore cache;
    private final Housekeeping housekeeping;

    private MemoryEngine(
            EngineConfig config,
            DatabaseLock lock,
            Database database,
            PolicyCatalog policies,
            Clock clock,
            EngineListener listener) {
        this.config = config;
        this.lock = lock;
        this.database = database;
        this.policies = policies;
        var counts = new AccessCounts(database);
        var codec = new ValueCodec(config.compression(), config.compressionThreshold(), config.maxValueBytes());
        var store = new SqliteEntryStore(database, codec, counts, policies);
        this.cache = config.cacheEnabled()
                ? new CachingEntryStore(
                        store, counts, database::running, clock, config.cacheEntries(), config.cacheBytes())
                : null;
        this.entries = cache == null ? store : cache;
        if (cache != null) {
            database.listen(cache);
        }
        this.lifecycle = new LifecycleStores(
                database, codec, new JacksonDocumentReader(), policies, cache == null ? _ -> {} : cache::forget);
        this.maintenance =
                new SqliteMaintenance(database, listener, config.changelogRows(), config.changelogAge(), policies);
        this.housekeeping = new Housekeeping(maintenance, counts, config.gcInterval(), policies::reload);
    }

    /**
     * Opens the store, creating directory and file when they are missing.
     *
     * @throws MemoryException when another process holds the database, when it is damaged, newer than this program, of
     *     another program, on a refused file system or not accessible, or when the policy file has a mistake
     */
    public static MemoryEngine open(EngineConfig config, Clock clock, EngineListener listener) {
        var policies = policies(config, clock);
        StartUpGuards.prepareDirectory(config.database(), config.allowNetworkFilesystem());
        var lock = DatabaseLock.acquire(config.database(), clock);
        try {
            var database = Database.open(config.databaseConfig(), clock, listener);
            return new MemoryEngine(config, lock, database, policies, clock, listener);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static PolicyCatalog policies(EngineConfig config, Clock clock) {
        var reader = new YamlPolicyReader();
        var file = config.policyFile();
        return file == null
                ? PolicyCatalog.shipped(reader, clock)
                : PolicyCatalog.following(file, reader, clock, new PolicyLog(file));
    }

    /**
     * Moves a damaged database and its log aside, so that a backup can take its place. Only by an explicit order: no
     * start ever does it.
     *
     * @return where the database lies now; its log lies beside it under the matching name
     * @throws MemoryException when another process holds the database
     */
    public static Path setAside(Path database, Clock clock) {
        try (var _ = DatabaseLock.acquire(database, clock)) {
            return StartUpGuards.setAside(database, clock);
        }
    }

    /** Where the live owner of a database serves it; empty when nobody holds it or its owner has not announced it. */
    public static Optional<String> announcedUrl(Path database) {
        return DatabaseLock.announcedUrl(database);
    }

    /** Writes the URL of the service into the lock file, for {@link #announcedUrl}. */
    public void announce(String url) {
        lock.announce(url);
    }

    public EntryStore entries() {
        return entries;
    }

    /** Makes one operation of several, over every store of the engine. */
    public Transactions transactions() {
        return database;
    }

    public Maintenance maintenance() {
        return maintenance;
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
            housekeeping.close();
            lifecycle.close();
            database.close(config.shutdownTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.UNAVAILABLE, "interrupted while the store was closed", e);
        } finally {
            lock.close();
        }
    }
}
