package io.claudeflow.swarm.memory.metrics;

import java.util.List;

/** Every metric of the service, as Prometheus sees it; those of the JVM are Micrometer's own. */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
public enum MetricName {
    ENTRIES(
            "swarm_memory_entries_total",
            Type.GAUGE,
            "Live entries of the swarm; a gauge in spite of its suffix, which dashboards know."),
    CACHE_HITS("swarm_memory_cache_hits_total", Type.COUNTER, "Counted reads answered from the cache."),
    CACHE_MISSES("swarm_memory_cache_misses_total", Type.COUNTER, "Counted reads that went to the database."),
    CACHE_EVICTIONS("swarm_memory_cache_evictions_total", Type.COUNTER, "Entries removed from the cache to make room."),
    CACHE_ENTRIES("swarm_memory_cache_entries", Type.GAUGE, "Entries in the cache."),
    CACHE_BYTES("swarm_memory_cache_bytes", Type.GAUGE, "What the cached entries take."),
    DB_SIZE("swarm_memory_db_size_bytes", Type.GAUGE, "Size of the database file."),
    DB_FREE("swarm_memory_db_free_bytes", Type.GAUGE, "Pages inside the database file that hold nothing."),
    WAL_SIZE("swarm_memory_wal_size_bytes", Type.GAUGE, "Size of the write-ahead log."),
    DISK_FREE("swarm_memory_disk_free_bytes", Type.GAUGE, "Space left on the volume of the database."),
    DISK_SIZE("swarm_memory_disk_size_bytes", Type.GAUGE, "Size of the volume of the database."),
    REVISION("swarm_memory_revision", Type.GAUGE, "The newest revision of the store in its epoch."),
    COMPRESSION_RATIO(
            "swarm_memory_compression_ratio",
            Type.GAUGE,
            "Average of original size / stored size over compressed entries; 1 when there are none."),
    GC_DURATION("swarm_memory_gc_duration_seconds", Type.HISTOGRAM, "Duration of garbage collections."),
    EXPIRED("swarm_memory_expired_total", Type.COUNTER, "Expired entries deleted by garbage collection."),
    OPERATION_DURATION(
            "swarm_memory_operation_duration_seconds",
            Type.HISTOGRAM,
            "Duration of operations on entries, by operation and outcome (ok or the kind of failure).",
            "operation",
            "outcome"),
    WRITER_QUEUED("swarm_memory_writer_queued", Type.GAUGE, "Writes that wait for the writer."),
    WRITER_CAPACITY("swarm_memory_writer_capacity", Type.GAUGE, "Writes that may wait before new ones are refused."),
    GROUP_SIZE("swarm_memory_writer_group_size", Type.HISTOGRAM, "Writes committed in one transaction."),
    COMMIT_DURATION("swarm_memory_commit_duration_seconds", Type.HISTOGRAM, "Duration of transactions of the writer."),
    CHECKPOINT_DURATION("swarm_memory_checkpoint_duration_seconds", Type.HISTOGRAM, "Duration of checkpoints."),
    BACKUP_AGE(
            "swarm_memory_backup_age_seconds",
            Type.GAUGE,
            "Time since the newest backup in BACKUP_DIR was taken; +Inf when there is none."),
    VERIFIED_BACKUP_AGE(
            "swarm_memory_verified_backup_age_seconds",
            Type.GAUGE,
            "Time since the newest verified backup in BACKUP_DIR was taken; +Inf when there is none."),
    BUILD_INFO("swarm_memory_build_info", Type.GAUGE, "1; the version is a label.", "version");

    /** The types of the text format that are in use. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final String wireName;
    private final Type type;
    private final String help;
    private final List<String> labels;

    MetricName(String wireName, Type type, String help, String... labels) {
        this.wireName = wireName;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    public String wireName() {
        return wireName;
    }

    public Type type() {
        return type;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
