package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.sqlite.DatabaseConfig;
import io.claudeflow.swarm.memory.sqlite.LinkedFile;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of an engine.
 *
 * @param database the file; its directory is created when missing
 * @param maxValueBytes largest value, before compression; at most 1 GiB
 * @param cacheEntries entries in the cache, at most; 0 switches it off
 * @param cacheBytes bytes in the cache, at most; 0 switches it off
 * @param gcInterval time between two garbage collections
 * @param compression for new values; every kind can be read
 * @param compressionThreshold bytes from which values are compressed
 * @param wal write-ahead log, or else a rollback journal
 * @param incrementalVacuum whether free pages can be given back; fixed when the file is created
 * @param fullSync whether a commit is on the disk before it is acknowledged
 * @param readConnections connections for reads that miss the cache
 * @param writeQueue writes that may wait; one more is refused as busy
 * @param allowNetworkFilesystem whether a network file system is accepted below the database
 * @param requestTimeout how long a write waits for its turn and a read for a connection
 * @param shutdownTimeout how long queued writes may take when the engine closes
 * @param changelogRows rows of the changelog that are kept, at most
 * @param changelogAge how long they are kept
 * @param features what the parts beside entries are told
 */
public record EngineConfig(
        Path database,
        int maxValueBytes,
        int cacheEntries,
        long cacheBytes,
        Duration gcInterval,
        Compression compression,
        int compressionThreshold,
        boolean wal,
        boolean incrementalVacuum,
        boolean fullSync,
        int readConnections,
        int writeQueue,
        boolean allowNetworkFilesystem,
        Duration requestTimeout,
        Duration shutdownTimeout,
        long changelogRows,
        Duration changelogAge,
        EngineFeatures features) {
    /** The largest value that can be configured. */
    public static final int MAX_VALUE_BYTES_LIMIT = ValueCodec.LARGEST;

    private static final long WRITE_QUEUE_BYTES = 64L << 20;
    private static final long LOG_LIMIT_BYTES = 256L << 20;
    private static final Duration MAX_READ_AGE = Duration.ofSeconds(10);

    public EngineConfig {
        atLeast("MAX_VALUE_BYTES", maxValueBytes, 1);
        if (maxValueBytes > MAX_VALUE_BYTES_LIMIT) {
            throw MemoryException.invalid("MAX_VALUE_BYTES", maxValueBytes, "at most " + MAX_VALUE_BYTES_LIMIT);
        }
        atLeast("CACHE_SIZE", cacheEntries, 0);
        atLeast("CACHE_MEMORY_MB", cacheBytes, 0);
        atLeast("COMPRESSION_THRESHOLD", compressionThreshold, 0);
        atLeast("READ_CONNECTIONS", readConnections, 1);
        atLeast("WRITE_QUEUE", writeQueue, 1);
        atLeast("changelogRows", changelogRows, 0);
        positive("GC_INTERVAL", gcInterval);
        positive("REQUEST_TIMEOUT", requestTimeout);
        positive("SHUTDOWN_TIMEOUT", shutdownTimeout);
        positive("changelogAge", changelogAge);
    }

    /** The documented defaults for a database. */
    public static EngineConfig defaults(Path database) {
        return new EngineConfig(
                database,
                16 << 20,
                1000,
                50L << 20,
                Duration.ofMinutes(5),
                Compression.ZSTD,
                10_240,
                true,
                true,
                true,
                2,
                4096,
                false,
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                100_000,
                Duration.ofDays(1),
                EngineFeatures.DEFAULT);
    }

    public EngineConfig withCache(int newCacheEntries, long newCacheBytes) {
        return new EngineConfig(
                database,
                maxValueBytes,
                newCacheEntries,
                newCacheBytes,
                gcInterval,
                compression,
                compressionThreshold,
                wal,
                incrementalVacuum,
                fullSync,
                readConnections,
                writeQueue,
                allowNetworkFilesystem,
                requestTimeout,
                shutdownTimeout,
                changelogRows,
                changelogAge,
                features);
    }

    public EngineConfig withWal(boolean newWal) {
        return new EngineConfig(
                database,
                maxValueBytes,
                cacheEntries,
                cacheBytes,
                gcInterval,
                compression,
                compressionThreshold,
                newWal,
                incrementalVacuum,
                fullSync,
                readConnections,
                writeQueue,
                allowNetworkFilesystem,
                requestTimeout,
                shutdownTimeout,
                changelogRows,
                changelogAge,
                features);
    }

    public EngineConfig withIncrementalVacuum(boolean newIncrementalVacuum) {
        return new EngineConfig(
                database,
                maxValueBytes,
                cacheEntries,
                cacheBytes,
                gcInterval,
                compression,
                compressionThreshold,
                wal,
                newIncrementalVacuum,
                fullSync,
                readConnections,
                writeQueue,
                allowNetworkFilesystem,
                requestTimeout,
                shutdownTimeout,
                changelogRows,
                changelogAge,
                features);
    }

    public EngineConfig withFeatures(EngineFeatures newFeatures) {
        return new EngineConfig(
                database,
                maxValueBytes,
                cacheEntries,
                cacheBytes,
                gcInterval,
                compression,
                compressionThreshold,
                wal,
                incrementalVacuum,
                fullSync,
                readConnections,
                writeQueue,
                allowNetworkFilesystem,
                requestTimeout,
                shutdownTimeout,
                changelogRows,
                changelogAge,
                newFeatures);
    }

    /** The file that a configured path means: where it leads to when it is a symbolic link. */
    public static Path databaseFile(Path configured) {
        return LinkedFile.followed(configured);
    }

    boolean cacheEnabled() {
        return cacheEntries > 0 && cacheBytes > 0;
    }

    DatabaseConfig databaseConfig() {
        return new DatabaseConfig(
                database,
                wal,
                fullSync,
                incrementalVacuum,
                readConnections,
                writeQueue,
                WRITE_QUEUE_BYTES,
                requestTimeout,
                MAX_READ_AGE,
                LOG_LIMIT_BYTES);
    }

    private static void atLeast(String field, long value, long least) {
        if (value < least) {
            throw MemoryException.invalid(field, value, least + " or more");
        }
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw MemoryException.invalid(field, value, "more than zero");
        }
    }
}
