package io.claudeflow.swarm.memory.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Real SQLite files as earlier systems wrote them; the tables are those of DESIGN.md. */
public final class Databases {
    /** E1 with the ten tables and three views beside it. */
    public static final List<String> SHIPPED = List.of(
            "CREATE TABLE memory_entries (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, value"
                    + " TEXT NOT NULL,"
                    + " namespace TEXT NOT NULL DEFAULT 'default', metadata TEXT, created_at INTEGER,"
                    + " updated_at INTEGER,"
                    + " accessed_at INTEGER, access_count INTEGER DEFAULT 0, ttl INTEGER, expires_at INTEGER,"
                    + " UNIQUE(key, namespace))",
            "CREATE TABLE session_state (session_id TEXT PRIMARY KEY, user_id TEXT, project_path TEXT,"
                    + " active_branch TEXT, last_activity INTEGER, state TEXT, context TEXT, environment TEXT)",
            "CREATE TABLE mcp_tool_usage (id INTEGER PRIMARY KEY AUTOINCREMENT, tool_name TEXT NOT NULL,"
                    + " session_id TEXT, timestamp INTEGER, arguments TEXT, result_summary TEXT,"
                    + " execution_time_ms INTEGER, success INTEGER, error_message TEXT)",
            "CREATE TABLE training_data (id INTEGER PRIMARY KEY AUTOINCREMENT, pattern_type TEXT,"
                    + " input_context TEXT,"
                    + " action_taken TEXT, outcome TEXT, success_score REAL, timestamp INTEGER, model_version TEXT,"
                    + " feedback TEXT)",
            "CREATE TABLE code_patterns (id INTEGER PRIMARY KEY AUTOINCREMENT, file_path TEXT, pattern_name TEXT,"
                    + " pattern_content TEXT, language TEXT, frequency INTEGER DEFAULT 1, last_used INTEGER,"
                    + " effectiveness_score REAL, UNIQUE(file_path, pattern_name))",
            "CREATE TABLE agent_interactions (id INTEGER PRIMARY KEY AUTOINCREMENT, source_agent TEXT,"
                    + " target_agent TEXT, message_type TEXT, content TEXT, task_id TEXT, timestamp INTEGER,"
                    + " correlation_id TEXT)",
            "CREATE TABLE knowledge_graph (id INTEGER PRIMARY KEY AUTOINCREMENT, entity_type TEXT,"
                    + " entity_name TEXT,"
                    + " entity_path TEXT, relationships TEXT, metadata TEXT, embedding BLOB, created_at INTEGER,"
                    + " updated_at INTEGER)",
            "CREATE TABLE error_patterns (id INTEGER PRIMARY KEY AUTOINCREMENT, error_type TEXT,"
                    + " error_message TEXT,"
                    + " stack_trace TEXT, context TEXT, resolution TEXT, prevention_strategy TEXT,"
                    + " occurrence_count INTEGER DEFAULT 1, last_seen INTEGER, UNIQUE(error_type, error_message))",
            "CREATE TABLE task_dependencies (id INTEGER PRIMARY KEY AUTOINCREMENT, task_id TEXT, depends_on TEXT,"
                    + " dependency_type TEXT, status TEXT, created_at INTEGER)",
            "CREATE TABLE performance_benchmarks (id INTEGER PRIMARY KEY AUTOINCREMENT, operation_type TEXT,"
                    + " operation_details TEXT, duration_ms INTEGER, memory_used_mb REAL, cpu_percent REAL,"
                    + " timestamp INTEGER, session_id TEXT, optimization_applied TEXT)",
            "CREATE TABLE user_preferences (preference_key TEXT PRIMARY KEY, preference_value TEXT, category TEXT,"
                    + " learned_from TEXT, confidence_score REAL, last_updated INTEGER)",
            "CREATE VIEW frequent_errors AS SELECT * FROM error_patterns WHERE occurrence_count > 1");

    public static final String CONTENT = "CREATE TABLE memory_entries (id TEXT PRIMARY KEY, key TEXT NOT NULL,"
            + " namespace TEXT DEFAULT 'default', content TEXT NOT NULL, type TEXT, embedding TEXT,"
            + " embedding_model TEXT, embedding_dimensions INTEGER, tags TEXT, metadata TEXT, owner_id TEXT,"
            + " created_at INTEGER, updated_at INTEGER, expires_at INTEGER, last_accessed_at INTEGER,"
            + " access_count INTEGER DEFAULT 0, status TEXT DEFAULT 'active', UNIQUE(namespace, key))";

    public static final List<String> CONTENT_EXTRAS = List.of(
            "CREATE TABLE patterns (id TEXT PRIMARY KEY, name TEXT, pattern_type TEXT, condition TEXT, action TEXT,"
                    + " confidence REAL DEFAULT 0.5, success_count INTEGER DEFAULT 0, failure_count INTEGER"
                    + " DEFAULT 0,"
                    + " created_at INTEGER, updated_at INTEGER, status TEXT)",
            "CREATE TABLE sessions (id TEXT PRIMARY KEY, state TEXT, status TEXT, project_path TEXT, branch TEXT,"
                    + " created_at INTEGER, updated_at INTEGER, expires_at INTEGER)",
            "CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT)",
            "CREATE TABLE vector_indexes (id TEXT PRIMARY KEY)");

    public static final String HYBRID = "CREATE TABLE memory_entries (id INTEGER PRIMARY KEY AUTOINCREMENT,"
            + " key TEXT NOT NULL, value TEXT, namespace TEXT NOT NULL DEFAULT 'default', metadata TEXT,"
            + " created_at INTEGER, updated_at INTEGER, accessed_at INTEGER, access_count INTEGER DEFAULT 0,"
            + " ttl INTEGER, expires_at INTEGER, content TEXT DEFAULT '', type TEXT, embedding TEXT, tags TEXT,"
            + " owner_id TEXT, last_accessed_at INTEGER, status TEXT DEFAULT 'active')";

    public static final String UNIFIED = "CREATE TABLE memory_entries (id INTEGER PRIMARY KEY AUTOINCREMENT,"
            + " key TEXT NOT NULL, value TEXT NOT NULL, namespace TEXT DEFAULT 'default', timestamp INTEGER"
            + " NOT NULL,"
            + " source TEXT)";

    public static final String AGENTS_OWN = "CREATE TABLE memory_entries (id TEXT PRIMARY KEY, agent_id"
            + " TEXT NOT NULL,"
            + " session_id TEXT NOT NULL, type TEXT NOT NULL, content TEXT NOT NULL, context TEXT, timestamp TEXT,"
            + " tags TEXT, version INTEGER, parent_id TEXT, metadata TEXT, created_at TEXT, updated_at TEXT)";

    public static final List<String> PYTHON = List.of(
            "CREATE TABLE memory_entries (id INTEGER PRIMARY KEY AUTOINCREMENT, memory_key TEXT UNIQUE NOT NULL,"
                    + " category TEXT NOT NULL, data_hash TEXT, compressed_data BLOB, swarm_id TEXT,"
                    + " agent_name TEXT,"
                    + " session_id TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP,"
                    + " last_accessed TIMESTAMP, access_count INTEGER DEFAULT 0, expires_at TIMESTAMP)",
            "CREATE TABLE coordination_state (id INTEGER PRIMARY KEY, swarm_id TEXT NOT NULL, state_type"
                    + " TEXT NOT NULL,"
                    + " state_data TEXT NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
                    + " is_active BOOLEAN DEFAULT 1)",
            "CREATE TABLE neural_patterns (id INTEGER PRIMARY KEY, pattern_id TEXT UNIQUE NOT NULL,"
                    + " pattern_type TEXT NOT NULL, success_rate REAL, usage_count INTEGER DEFAULT 0,"
                    + " pattern_data TEXT NOT NULL, learned_at TIMESTAMP, last_used TIMESTAMP)",
            "CREATE TABLE memory_operations (id INTEGER PRIMARY KEY, operation_type TEXT NOT NULL, memory_key TEXT,"
                    + " agent_name TEXT, operation_data TEXT, timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
                    + " success BOOLEAN DEFAULT 1)");

    public static final List<String> ACCESS = List.of(
            "CREATE TABLE memory_entries (id TEXT PRIMARY KEY, key TEXT NOT NULL, content TEXT NOT NULL, type TEXT,"
                    + " namespace TEXT, tags TEXT, metadata TEXT, owner_id TEXT, access_level TEXT,"
                    + " created_at INTEGER,"
                    + " updated_at INTEGER, expires_at INTEGER, version INTEGER, \"references\" TEXT,"
                    + " access_count INTEGER, last_accessed_at INTEGER)",
            "CREATE TABLE memory_embeddings (entry_id TEXT PRIMARY KEY, embedding BLOB)");

    public static final List<String> SHARED_MEMORY = List.of(
            "CREATE TABLE memory_store (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL,"
                    + " namespace TEXT NOT NULL DEFAULT 'default', value TEXT NOT NULL,"
                    + " type TEXT NOT NULL DEFAULT 'json', metadata TEXT, created_at INTEGER NOT NULL,"
                    + " updated_at INTEGER NOT NULL, accessed_at INTEGER NOT NULL, access_count INTEGER DEFAULT 0,"
                    + " ttl INTEGER, expires_at INTEGER, compressed INTEGER DEFAULT 0, size INTEGER, tags TEXT,"
                    + " UNIQUE(key, namespace))",
            "CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT, updated_at INTEGER)",
            "CREATE TABLE migrations (version INTEGER PRIMARY KEY, description TEXT, applied_at INTEGER)");

    public static final List<String> OPERATOR = List.of(
            "CREATE TABLE memory_store (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, namespace"
                    + " TEXT NOT NULL,"
                    + " value TEXT NOT NULL, type TEXT DEFAULT 'json', metadata TEXT DEFAULT '{}', tags"
                    + " TEXT DEFAULT '[]',"
                    + " created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT"
                    + " CURRENT_TIMESTAMP,"
                    + " accessed_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, access_count INTEGER DEFAULT 0,"
                    + " ttl INTEGER,"
                    + " expires_at TIMESTAMP, compressed BOOLEAN DEFAULT 0, size INTEGER DEFAULT 0,"
                    + " UNIQUE(key, namespace))",
            "CREATE TABLE swarm_agents (agent_id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL, type TEXT NOT NULL,"
                    + " status TEXT DEFAULT 'inactive', capabilities TEXT DEFAULT '[]', metadata TEXT DEFAULT '{}',"
                    + " created_at TIMESTAMP, updated_at TIMESTAMP, last_heartbeat TIMESTAMP)",
            "CREATE TABLE swarm_tasks (task_id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL, description TEXT,"
                    + " status TEXT DEFAULT 'pending', priority TEXT DEFAULT 'medium', assigned_agents TEXT"
                    + " DEFAULT '[]',"
                    + " result TEXT, created_at TIMESTAMP, started_at TIMESTAMP, completed_at TIMESTAMP)",
            "CREATE TABLE swarm_patterns (pattern_id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL, type TEXT NOT NULL,"
                    + " confidence REAL, data TEXT NOT NULL, success_count INTEGER, failure_count INTEGER,"
                    + " created_at TIMESTAMP, updated_at TIMESTAMP)");

    /** The schema of seed 002, as it stands there. */
    public static final List<String> TWELVE_TABLES = List.of(
            "CREATE TABLE memory_store (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, value TEXT NOT NULL,"
                    + " namespace TEXT DEFAULT 'default', metadata TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,"
                    + " updated_at TEXT DEFAULT CURRENT_TIMESTAMP, expires_at TEXT, UNIQUE(key, namespace))",
            "CREATE TABLE sessions (id TEXT PRIMARY KEY, data TEXT NOT NULL, created_at TEXT DEFAULT"
                    + " CURRENT_TIMESTAMP, last_accessed TEXT DEFAULT CURRENT_TIMESTAMP, expires_at TEXT)",
            "CREATE TABLE agents (id TEXT PRIMARY KEY, type TEXT NOT NULL, capabilities TEXT, state TEXT,"
                    + " swarm_id TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,"
                    + " last_active TEXT DEFAULT CURRENT_TIMESTAMP)",
            "CREATE TABLE tasks (id TEXT PRIMARY KEY, description TEXT NOT NULL, status TEXT DEFAULT 'pending',"
                    + " priority TEXT DEFAULT 'medium', assigned_to TEXT, dependencies TEXT, result TEXT,"
                    + " created_at TEXT DEFAULT CURRENT_TIMESTAMP, completed_at TEXT)",
            "CREATE TABLE agent_memory (id INTEGER PRIMARY KEY AUTOINCREMENT, agent_id TEXT NOT NULL,"
                    + " key TEXT NOT NULL, value TEXT NOT NULL, created_at TEXT DEFAULT CURRENT_TIMESTAMP,"
                    + " UNIQUE(agent_id, key), FOREIGN KEY(agent_id) REFERENCES agents(id))",
            "CREATE TABLE shared_state (key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_by TEXT,"
                    + " version INTEGER DEFAULT 1, updated_at TEXT DEFAULT CURRENT_TIMESTAMP)",
            "CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, source TEXT NOT NULL,"
                    + " data TEXT, timestamp TEXT DEFAULT CURRENT_TIMESTAMP)",
            "CREATE TABLE patterns (id TEXT PRIMARY KEY, type TEXT NOT NULL, pattern_data TEXT NOT NULL,"
                    + " confidence REAL DEFAULT 0.0, usage_count INTEGER DEFAULT 0,"
                    + " created_at TEXT DEFAULT CURRENT_TIMESTAMP, last_used TEXT)",
            "CREATE TABLE performance_metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, metric_name TEXT NOT NULL,"
                    + " value REAL NOT NULL, tags TEXT, timestamp TEXT DEFAULT CURRENT_TIMESTAMP)",
            "CREATE TABLE workflow_state (id TEXT PRIMARY KEY, workflow_type TEXT NOT NULL, state TEXT NOT NULL,"
                    + " checkpoint_data TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP,"
                    + " updated_at TEXT DEFAULT CURRENT_TIMESTAMP)",
            "CREATE TABLE swarm_topology (id INTEGER PRIMARY KEY AUTOINCREMENT, swarm_id TEXT NOT NULL,"
                    + " topology_type TEXT NOT NULL, nodes TEXT NOT NULL, edges TEXT, metadata TEXT,"
                    + " created_at TEXT DEFAULT CURRENT_TIMESTAMP)",
            "CREATE TABLE consensus_state (key TEXT PRIMARY KEY, value TEXT NOT NULL, version INTEGER DEFAULT 1,"
                    + " proposer TEXT, acceptors TEXT, timestamp TEXT DEFAULT CURRENT_TIMESTAMP)");

    public static final List<String> HIVE = List.of(
            "CREATE TABLE swarms (id TEXT PRIMARY KEY, name TEXT, objective TEXT, status TEXT, queen_type TEXT,"
                    + " created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME)",
            "CREATE TABLE agents (id TEXT PRIMARY KEY, swarm_id TEXT, name TEXT, type TEXT, role TEXT,"
                    + " status TEXT DEFAULT 'idle', capabilities TEXT, created_at DATETIME DEFAULT"
                    + " CURRENT_TIMESTAMP)",
            "CREATE TABLE tasks (id TEXT PRIMARY KEY, swarm_id TEXT, agent_id TEXT, description TEXT, status TEXT,"
                    + " priority INTEGER DEFAULT 5, result TEXT, created_at DATETIME, completed_at DATETIME)",
            "CREATE TABLE collective_memory (id TEXT PRIMARY KEY, swarm_id TEXT, key TEXT, value TEXT,"
                    + " type TEXT DEFAULT 'knowledge', confidence REAL DEFAULT 1.0, created_by TEXT,"
                    + " created_at DATETIME DEFAULT CURRENT_TIMESTAMP)",
            "CREATE TABLE consensus_decisions (id TEXT PRIMARY KEY, swarm_id TEXT, topic TEXT, decision"
                    + " TEXT, votes TEXT,"
                    + " algorithm TEXT DEFAULT 'majority', confidence REAL, created_at DATETIME)");

    /** H3: figures of access, times in both forms. */
    public static final String COLLECTIVE =
            "CREATE TABLE collective_memory (id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL,"
                    + " key TEXT NOT NULL, value TEXT, type TEXT DEFAULT 'knowledge', confidence REAL DEFAULT 1.0,"
                    + " created_by TEXT, created_at INTEGER, accessed_at INTEGER, access_count INTEGER DEFAULT 0,"
                    + " compressed INTEGER DEFAULT 0, size INTEGER DEFAULT 0)";

    public static final List<String> HIVE_FULL = List.of(
            "CREATE TABLE swarms (id TEXT PRIMARY KEY, name TEXT NOT NULL, topology TEXT NOT NULL, queen_mode TEXT,"
                    + " max_agents INTEGER, consensus_threshold REAL, memory_ttl INTEGER DEFAULT 86400,"
                    + " config TEXT,"
                    + " created_at TIMESTAMP, updated_at TIMESTAMP, is_active BOOLEAN, status TEXT)",
            "CREATE TABLE agents (id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL, name TEXT NOT NULL, type"
                    + " TEXT NOT NULL,"
                    + " status TEXT, capabilities TEXT, current_task_id TEXT, message_count INTEGER DEFAULT 0,"
                    + " error_count INTEGER DEFAULT 0, success_count INTEGER DEFAULT 0, created_at TIMESTAMP,"
                    + " last_active_at TIMESTAMP, metadata TEXT)",
            "CREATE TABLE tasks (id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL, description TEXT NOT NULL,"
                    + " priority TEXT,"
                    + " strategy TEXT, status TEXT, progress INTEGER, result TEXT, error TEXT, dependencies TEXT,"
                    + " assigned_agents TEXT, require_consensus BOOLEAN, required_capabilities TEXT,"
                    + " created_at TIMESTAMP, completed_at TIMESTAMP, metadata TEXT)",
            "CREATE TABLE memory (key TEXT NOT NULL, namespace TEXT NOT NULL DEFAULT 'default', value TEXT"
                    + " NOT NULL,"
                    + " ttl INTEGER, access_count INTEGER NOT NULL DEFAULT 0, last_accessed_at TIMESTAMP,"
                    + " created_at TIMESTAMP, expires_at TIMESTAMP, metadata TEXT, PRIMARY KEY (key, namespace))",
            "CREATE TABLE communications (id INTEGER PRIMARY KEY AUTOINCREMENT, from_agent_id TEXT NOT NULL,"
                    + " to_agent_id TEXT, swarm_id TEXT NOT NULL, message_type TEXT, content TEXT NOT NULL,"
                    + " priority TEXT, requires_response BOOLEAN, timestamp TIMESTAMP, metadata TEXT)",
            "CREATE TABLE consensus (id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL, task_id TEXT, proposal"
                    + " TEXT NOT NULL,"
                    + " required_threshold REAL, current_votes INTEGER, total_voters INTEGER, votes TEXT,"
                    + " status TEXT,"
                    + " created_at TIMESTAMP, deadline_at TIMESTAMP, completed_at TIMESTAMP)",
            "CREATE TABLE performance_metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, swarm_id TEXT NOT NULL,"
                    + " agent_id TEXT, metric_type TEXT NOT NULL, metric_value REAL NOT NULL, timestamp TIMESTAMP,"
                    + " metadata TEXT)",
            "CREATE TABLE neural_patterns (id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL, pattern_type TEXT NOT NULL,"
                    + " pattern_data TEXT NOT NULL, confidence REAL, usage_count INTEGER, success_rate REAL,"
                    + " created_at TIMESTAMP, last_used_at TIMESTAMP, metadata TEXT)",
            "CREATE TABLE session_history (id TEXT PRIMARY KEY, swarm_id TEXT NOT NULL, started_at TIMESTAMP,"
                    + " ended_at TIMESTAMP, tasks_completed INTEGER, session_data TEXT)");

    public static final List<String> HIVE_SESSIONS = List.of(
            "CREATE TABLE sessions (id TEXT PRIMARY KEY, swarm_id TEXT, swarm_name TEXT, objective TEXT,"
                    + " status TEXT,"
                    + " created_at DATETIME, updated_at DATETIME, completion_percentage REAL, checkpoint_data TEXT,"
                    + " metadata TEXT, parent_pid INTEGER, child_pids TEXT)",
            "CREATE TABLE session_checkpoints (id TEXT PRIMARY KEY, session_id TEXT, checkpoint_name TEXT,"
                    + " checkpoint_data TEXT, created_at DATETIME)",
            "CREATE TABLE session_logs (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, timestamp DATETIME,"
                    + " log_level TEXT, message TEXT, agent_id TEXT, data TEXT)");

    public static final String MEMORIES = "CREATE TABLE memories (id INTEGER PRIMARY KEY AUTOINCREMENT,"
            + " namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, type TEXT DEFAULT 'knowledge',"
            + " timestamp INTEGER NOT NULL, created_at DATETIME DEFAULT CURRENT_TIMESTAMP, UNIQUE(namespace, key))";

    public static final String FILE_INDEX =
            "CREATE TABLE memory_metadata (key TEXT PRIMARY KEY, namespace TEXT NOT NULL,"
                    + " timestamp REAL NOT NULL, version INTEGER DEFAULT 1, compressed INTEGER DEFAULT 0,"
                    + " file_path TEXT NOT NULL, created_at REAL, accessed_at REAL)";

    private Databases() {}

    /** Makes a database, or adds to it. */
    public static Path database(Path file, String... statements) {
        return database(file, List.of(), statements);
    }

    /** Makes a database, or adds to it. */
    public static Path database(Path file, List<String> schema, String... statements) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                for (var sql : schema) {
                    statement.execute(sql);
                }
                for (var sql : statements) {
                    statement.execute(sql);
                }
            }
            return file;
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
