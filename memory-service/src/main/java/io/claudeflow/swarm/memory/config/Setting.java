package io.claudeflow.swarm.memory.config;

/**
 * Every setting of the service: the environment variable of the same name, its default, what it means and what it may
 * be. The table in the documentation is made from this.
 */
@SuppressWarnings("ImmutableEnumChecker") // every SettingType is a record of immutable parts
public enum Setting {
    SWARM_ID("default", new SettingType.Text(255), "The swarm served to requests that name none."),
    DB_PATH(
            ".swarm/memory.db",
            new SettingType.Text(4096),
            "The database file; a symbolic link is followed, and what belongs to it lies beside the real file."),
    CACHE_SIZE("1000", new SettingType.Whole(0, 100_000_000), "Entries kept in memory; 0 switches the cache off."),
    CACHE_MEMORY_MB("50", new SettingType.Whole(0, 1_000_000), "Bytes of values kept in memory, in MiB."),
    VECTOR_CACHE_MB(
            "64",
            new SettingType.Whole(0, 1_000_000),
            "Embeddings kept in memory for search, in MiB; namespaces beyond it are read from the file for each search."),
    GC_INTERVAL("5m", new SettingType.Span(1, 365L * 24 * 3600), "How often expired entries are deleted."),
    COMPRESSION_THRESHOLD(
            "10240",
            new SettingType.Whole(0, Integer.MAX_VALUE),
            "Values of at least this many bytes are compressed when that makes them smaller."),
    COMPRESSION("zstd", SettingType.OneOf.of("zstd", "gzip", "none"), "How values are compressed."),
    ENABLE_WAL("true", new SettingType.Bool(), "Write-ahead log; without it readers wait for the writer."),
    ENABLE_VACUUM(
            "true",
            new SettingType.Bool(),
            "Freed pages go back to the file system (incremental auto-vacuum); fixed when the file is created."),
    SYNCHRONOUS(
            "full",
            SettingType.OneOf.of("full", "normal"),
            "full: an acknowledged write survives power loss. normal: it survives kill -9, power loss may take the"
                    + " last ones."),
    MCP_MODE("true", new SettingType.Bool(), "Offer the Model Context Protocol. Accepted; without effect yet."),
    BIND_ADDRESS("0.0.0.0", new SettingType.Text(255), "The address the ports listen on."),
    HTTP_PORT("8080", new SettingType.Whole(0, 65_535), "The port of the HTTP API; 0 takes any free one."),
    GRPC_PORT("9090", new SettingType.Whole(0, 65_535), "The port of the gRPC API; 0 takes any free one."),
    METRICS_PORT("9091", new SettingType.Whole(0, 65_535), "The port of the Prometheus page; 0 takes any free one."),
    MAX_VALUE_BYTES("16777216", new SettingType.Whole(1, 1L << 28), "The largest value of an entry."),
    MAX_REQUEST_BYTES("33554432", new SettingType.Whole(1024, 1L << 29), "The largest request."),
    MAX_AGENT_MEMORY_MB(
            "100",
            new SettingType.Whole(1, 1_000_000),
            "What one agent may keep in its memory and its decisions, in MiB."),
    MAX_SESSION_MEMORY_MB(
            "50", new SettingType.Whole(1, 1_000_000), "What agents may keep in their memory for one session, in MiB."),
    MEMORY_WARNING_THRESHOLD(
            "0.8", new SettingType.Share(), "The share of these two quotas from which an answer carries a warning."),
    REQUEST_TIMEOUT("30s", new SettingType.Span(1, 3600), "The longest a request may take; administration is exempt."),
    READ_CONNECTIONS("2", new SettingType.Whole(1, 64), "Connections that read at the same time."),
    WRITE_QUEUE("4096", new SettingType.Whole(1, 1_000_000), "Writes that may wait before new ones are refused."),
    ALLOW_NETWORK_FILESYSTEM(
            "false",
            new SettingType.Bool(),
            "Open a database on a network file system, where SQLite's locks may not hold."),
    RAW_SQL("true", new SettingType.Bool(), "Administrators may ask and maintain in SQL, across swarms."),
    SHUTDOWN_TIMEOUT("20s", new SettingType.Span(1, 3600), "How long running requests may take to end at a stop."),
    EVENT_RETENTION("30d", new SettingType.Span(1, 36_500L * 24 * 3600), "How long events are kept."),
    METRIC_RETENTION("30d", new SettingType.Span(1, 36_500L * 24 * 3600), "How long measurements are kept."),
    OUTCOME_RETENTION(
            "365d",
            new SettingType.Span(1, 36_500L * 24 * 3600),
            "How long outcomes are kept; what was learned from them stays."),
    MESSAGE_TTL(
            "1d",
            new SettingType.Span(1, 30L * 24 * 3600),
            "How long a message between agents lives that says nothing."),
    LEARNING_MIN_OUTCOMES("5", new SettingType.Whole(2, 1000), "Similar outcomes that make a pattern."),
    LEARNING_MIN_CONFIDENCE("0.7", new SettingType.Share(), "The confidence that a learned pattern needs."),
    LEARNING_SUCCESS_THRESHOLD(
            "0.8", new SettingType.Share(), "The success rate from which a learned pattern counts as one that works."),
    BACKUP_DIR(
            "backups",
            new SettingType.Text(4096),
            "The one directory for backups and archives; a relative path counts from the directory of the database."),
    BACKUP_INTERVAL(
            "0s",
            new SettingType.Span(0, 365L * 24 * 3600),
            "How often a backup is taken without being asked; 0s never. In Kubernetes the operator asks."),
    BACKUP_RETENTION(
            "7",
            new SettingType.Whole(1, 10_000),
            "Verified backups kept by scheduled ones; the newest is never removed."),
    POLICY_FILE(
            "",
            new SettingType.OptionalText(4096),
            "A file of retention policies, read again when it changes; without it the shipped ones hold."),
    LOG_LEVEL("info", SettingType.OneOf.of("trace", "debug", "info", "warn", "error"), "What is logged."),
    LOG_FORMAT("text", SettingType.OneOf.of("text", "json"), "How it is logged, on standard error."),
    LOG_LEVELS("", new SettingType.Levels(), "Levels of single packages, such as `sqlite=debug,http=trace`."),
    SWARM_MEMORY_DEBUG(
            "0", new SettingType.Switch(), "Seed 003's switch: what the engine does with memory is logged at debug."),
    SWARM_COORDINATION_DEBUG(
            "0",
            new SettingType.Switch(),
            "Seed 003's switch: locks, messages, tasks and what else agents coordinate by is logged at debug."),
    CONFIG_FILE(
            "",
            new SettingType.OptionalText(4096),
            "A JSON file with settings, also in the sections of seed 003; a variable wins over the file."),
    AUTO_CLEANUP("true", new SettingType.Bool(), "Delete expired entries by itself, every GC_INTERVAL."),
    REDACT_SECRETS(
            "off",
            SettingType.OneOf.of("off", "warn", "reject", "mask"),
            "What happens to a value that seems to hold a secret, of an entry or of any other operation: nothing, a line in"
                    + " the log, a refusal, or the secret is replaced by a mark before it is stored."),
    ANALYTICS("true", new SettingType.Bool(), "Write down usage for each hour and how the store grows."),
    ANALYTICS_RETENTION("30d", new SettingType.Span(3600, 366L * 24 * 3600), "How long that is kept."),
    SLOW_OPERATION_THRESHOLD(
            "100ms", new SettingType.Latency(0, 3_600_000), "From when an operation on entries counts as slow.");

    private final String defaultValue;
    private final SettingType type;
    private final String description;

    Setting(String defaultValue, SettingType type, String description) {
        this.defaultValue = defaultValue;
        this.type = type;
        this.description = description;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public SettingType type() {
        return type;
    }

    public String description() {
        return description;
    }
}
