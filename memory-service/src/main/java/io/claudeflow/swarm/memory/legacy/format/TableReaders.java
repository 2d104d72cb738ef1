package io.claudeflow.swarm.memory.legacy.format;

import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.CONTENT_ENTRIES;
import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.HIVE;
import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.HIVE_FULL;
import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.HIVE_SESSIONS;
import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.OPERATOR_STORE;
import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.PYTHON_ENTRIES;
import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.SHARED_MEMORY;
import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.SHIPPED_ENTRIES;
import static io.claudeflow.swarm.memory.legacy.record.LegacyFormat.TWELVE_TABLES;

import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.source.SqliteTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Every table shape that can be read; the first that accepts a table reads it. */
final class TableReaders {
    /** Tables of known systems that hold no memory: their own bookkeeping. */
    static final Set<String> BOOKKEEPING = Set.of("migrations", "metadata", "migration_state", "vector_indexes");

    private static final List<TableReader> ENTRIES = List.of(
            new PythonEntryReader(),
            new HybridEntryReader(),
            ContentEntryReader.withAccessLevel(),
            ContentEntryReader.withStatus(),
            new AgentEntryReader(),
            new UnifiedEntryReader(),
            new ShippedEntryReader(),
            new MemoryStoreReader(SHARED_MEMORY),
            new MemoryStoreReader(OPERATOR_STORE),
            new MemoryStoreReader(TWELVE_TABLES),
            new CollectiveMemoryReader(),
            PlainMemoryReader.memories(),
            PlainMemoryReader.memory(),
            new PatternReader(TWELVE_TABLES, "patterns", "id", "type", "pattern_data", "memory_store", "shared_state"),
            new ReasoningBankReader());

    private static final List<TableReader> SWARM = List.of(
            AggregateReader.agents(OPERATOR_STORE, "swarm_agents", "agent_id", "agent_id", "swarm_id", "type"),
            AggregateReader.agents(HIVE_FULL, "agents", "id", "id", "type", "capabilities", "message_count"),
            AggregateReader.agents(HIVE, "agents", "id", "id", "type", "name"),
            AggregateReader.tasks(OPERATOR_STORE, "swarm_tasks", "task_id", "task_id", "swarm_id", "status"),
            AggregateReader.tasks(HIVE_FULL, "tasks", "id", "id", "description", "status", "strategy"),
            AggregateReader.tasks(HIVE, "tasks", "id", "id", "swarm_id", "description", "status"),
            new PatternReader(OPERATOR_STORE, "swarm_patterns", "pattern_id", "type", "data"),
            new PatternReader(PYTHON_ENTRIES, "neural_patterns", "pattern_id", "pattern_type", "pattern_data"),
            new PatternReader(HIVE_FULL, "neural_patterns", "id", "pattern_type", "pattern_data"),
            new PatternReader(CONTENT_ENTRIES, "patterns", "id", "pattern_type", "*"),
            new PatternReader(SHIPPED_ENTRIES, "code_patterns", "file_path+pattern_name", "=code", "*"),
            new PatternReader(SHIPPED_ENTRIES, "error_patterns", "error_type+error_message", "=error", "*"),
            new AggregateReader(
                    Accepts.table(HIVE, "consensus_decisions", "id", "topic", "decision"),
                    "id",
                    AggregateReader::consensus),
            new AggregateReader(
                    Accepts.table(HIVE_FULL, "consensus", "id", "proposal", "votes"), "id", AggregateReader::consensus),
            new AggregateReader(
                    Accepts.table(HIVE_FULL, "swarms", "id", "name", "topology"), "id", AggregateReader::swarm),
            new AggregateReader(Accepts.table(HIVE, "swarms", "id", "name", "objective"), "id", AggregateReader::swarm),
            new AggregateReader(
                    Accepts.table(HIVE_FULL, "communications", "id", "from_agent_id", "content"),
                    "id",
                    AggregateReader::numberedMessage),
            new AggregateReader(
                    Accepts.table(SHIPPED_ENTRIES, "agent_interactions", "id", "source_agent", "content"),
                    "id",
                    AggregateReader::numberedMessage));

    private static final List<TableReader> SESSIONS = List.of(
            new AggregateReader(
                    Accepts.table(SHIPPED_ENTRIES, "session_state", "session_id", "state", "last_activity"),
                    "session_id",
                    AggregateReader::session),
            new AggregateReader(
                    Accepts.table(CONTENT_ENTRIES, "sessions", "id", "state", "project_path")
                            .without("swarm"),
                    "id",
                    AggregateReader::session),
            new AggregateReader(
                    Accepts.table(HIVE_SESSIONS, "sessions", "id", "swarm_id", "status")
                            .without("swarm"),
                    "id",
                    AggregateReader::session),
            new AggregateReader(
                    Accepts.table(HIVE_FULL, "session_history", "id", "swarm_id", "session_data"),
                    "id",
                    AggregateReader::session),
            new AggregateReader(
                    Accepts.table(HIVE_SESSIONS, "session_checkpoints", "id", "session_id"),
                    "id",
                    AggregateReader::workflow));

    private static final List<TableReader> LOGS = List.of(
            LogReader.events(HIVE_SESSIONS, "session_logs", "session_id", "id", "session_id"),
            LogReader.events(SHIPPED_ENTRIES, "mcp_tool_usage", "tool_name", "id", "tool_name", "success"),
            LogReader.events(SHIPPED_ENTRIES, "training_data", "pattern_type", "id", "pattern_type", "action_taken"),
            LogReader.events(SHIPPED_ENTRIES, "task_dependencies", "task_id", "id", "task_id", "depends_on"),
            LogReader.events(CONTENT_ENTRIES, "pattern_history", "pattern_id", "id", "pattern_id"),
            LogReader.events(CONTENT_ENTRIES, "trajectories", "session_id", "id"),
            LogReader.events(CONTENT_ENTRIES, "trajectory_steps", "trajectory_id", "id", "trajectory_id"),
            LogReader.events(PYTHON_ENTRIES, "memory_operations", "agent_name", "id", "operation_type", "memory_key"),
            LogReader.metrics(HIVE_FULL, "performance_metrics", "metric_type", "metric_value"),
            LogReader.metrics(SHIPPED_ENTRIES, "performance_benchmarks", "operation_type", "duration_ms"));

    private static final List<TableReader> DOCUMENTS = List.of(
            new DocumentReader(
                    SHIPPED_ENTRIES, "knowledge_graph", "knowledge_graph", null, "entity_type", "entity_name"),
            new DocumentReader(
                    SHIPPED_ENTRIES, "user_preferences", "user_preferences", "preference_value", "preference_key"),
            new DocumentReader(
                    PYTHON_ENTRIES,
                    "coordination_state",
                    "swarm:coordination",
                    "state_data",
                    "swarm_id",
                    "state_type"));

    /** The tables beside {@code memory_store} of the schema with twelve, but for the patterns. */
    private static final List<TableReader> TWELVE = List.of(
            AggregateReader.agents(TWELVE_TABLES, "agents", "id", "id", "type", "state", "last_active"),
            AggregateReader.tasks(TWELVE_TABLES, "tasks", "id", "id", "description", "status", "assigned_to"),
            twelve("sessions", "id", AggregateReader::session, "id", "data", "last_accessed"),
            twelve("events", "id", AggregateReader::numberedEvent, "id", "type", "source", "data"),
            twelve("workflow_state", "id", AggregateReader::workflow, "id", "workflow_type", "state"),
            twelve("consensus_state", "key", AggregateReader::consensus, "key", "value", "acceptors"),
            LogReader.metrics(TWELVE_TABLES, "performance_metrics", "metric_name", "value"),
            new DocumentReader(TWELVE_TABLES, "agent_memory", "agent_memory", "value", "agent_id", "key"),
            new DocumentReader(TWELVE_TABLES, "shared_state", "shared_state", "value", "key"),
            new DocumentReader(TWELVE_TABLES, "swarm_topology", "swarm_topology", null, "swarm_id", "id"));

    private static TableReader twelve(
            String table, String id, BiFunction<Fields, String, LegacyRecord> mapping, String... required) {
        return new AggregateReader(Accepts.table(TWELVE_TABLES, table, required).without("swarm"), id, mapping);
    }

    static final List<TableReader> ALL = Stream.of(ENTRIES, SWARM, SESSIONS, LOGS, DOCUMENTS, TWELVE)
            .flatMap(List::stream)
            .toList();

    private TableReaders() {}

    static Optional<TableReader> of(SqliteTable table, Set<String> tables) {
        return ALL.stream().filter(reader -> reader.accepts(table, tables)).findFirst();
    }

    static boolean isBookkeeping(SqliteTable table) {
        return BOOKKEEPING.contains(table.name().toLowerCase(Locale.ROOT));
    }
}
