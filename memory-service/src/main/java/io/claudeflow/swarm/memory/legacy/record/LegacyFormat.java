package io.claudeflow.swarm.memory.legacy.record;

/**
 * Every shape of memory that can be imported. A file may hold several at once. The identifiers in parentheses are those
 * of DESIGN.md.
 */
public enum LegacyFormat {
    /** {@code memory_entries} with {@code value} and {@code ttl}, and the ten tables beside it (E1). */
    SHIPPED_ENTRIES("e1"),
    /** {@code memory_entries} with {@code content} and {@code status} (E2). */
    CONTENT_ENTRIES("e2"),
    /** A file of the first kind that a tool of the second kind has extended: {@code value} and {@code content}. */
    HYBRID_ENTRIES("e1-e2"),
    /** {@code memory_entries} with {@code value}, {@code source} and {@code timestamp} (E3). */
    UNIFIED_ENTRIES("e3"),
    /** {@code memory_entries} with {@code agent_id}, {@code session_id}, {@code content}, {@code context} (E4). */
    AGENT_ENTRIES("e4"),
    /** {@code memory_entries} with {@code memory_key} and a gzip blob, and the three tables beside it (E5). */
    PYTHON_ENTRIES("e5"),
    /** {@code memory_entries} with {@code content} and {@code access_level} (E6). */
    ACCESS_ENTRIES("e6"),
    /** {@code memory_store} of the JavaScript library, numbers for times (B3). */
    SHARED_MEMORY("shared-memory"),
    /** {@code memory_store} and {@code swarm_*} of an operator's init container, texts for times (B4). */
    OPERATOR_STORE("operator-store"),
    /** {@code memory_store} without a type, and eleven tables beside it, times as texts (B1). */
    TWELVE_TABLES("twelve-tables"),
    /** The command line's hive (H1) and the collective memory with access figures (H3). */
    HIVE("hive"),
    /** The hive of the full schema (H2). */
    HIVE_FULL("hive-full"),
    /** Sessions beside a hive (H4). */
    HIVE_SESSIONS("hive-sessions"),
    /** {@code memories} (M1). */
    HIVE_MEMORIES("hive-memories"),
    /** JSON: namespaces with lists of entries (J1). */
    JSON_NAMESPACES("json-namespaces"),
    /** JSON: agents and tasks (J2). */
    JSON_AGENTS("json-agents"),
    /** JSON: a list of entries with identity, tags and checksum (J3). */
    JSON_ENTRIES("json-entries"),
    /** JSON: a backup of such a list (J4). */
    JSON_BACKUP("json-backup"),
    /** JSON: entries by key (J5). */
    JSON_KEYED("json-keyed"),
    /** JSON: a saved session, with entries inside or without. */
    JSON_SESSION("json-session"),
    /** JSON: entries of agents, with a share level; also knowledge bases. */
    JSON_AGENT_ENTRIES("json-agent-entries"),
    /** JSON: state of a partitioned memory, or its backup. */
    JSON_PARTITIONS("json-partitions"),
    /** JSON: the index of a memory kept as markdown files. */
    JSON_MARKDOWN_INDEX("json-markdown-index"),
    /** JSON: a plain list of keys and values. */
    JSON_LIST("json-list"),
    /** One JSON file an entry, with a metadata database beside the folder (B9). */
    FILE_STORE("file-store");

    private final String id;

    LegacyFormat(String id) {
        this.id = id;
    }

    /** The name in reports. */
    public String id() {
        return id;
    }
}
