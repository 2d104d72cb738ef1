package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.snapshot.Snapshot;
import io.claudeflow.swarm.memory.snapshot.Snapshots;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Snapshots by SQL: every column of the rows, under its name, in one read transaction. */
final class SqliteSnapshots implements Snapshots {
    /** Columns that hold JSON; whatever else is text stays text. */
    private static final Set<String> JSON = Set.of(
            "data",
            "capabilities",
            "metadata",
            "value",
            "dependencies",
            "result",
            "progress",
            "decision",
            "context",
            "nodes",
            "edges",
            "acceptors");

    private final Database database;
    private final ValueCodec codec;
    private final DocumentReader reader;

    SqliteSnapshots(Database database, ValueCodec codec, DocumentReader reader) {
        this.database = database;
        this.codec = codec;
        this.reader = reader;
    }

    @Override
    public Snapshot agent(String swarm, String agent) {
        EntryKey.checkSwarm(swarm);
        var now = SqliteTime.rounded(database.clock().instant());
        var at = SqliteTime.format(now);
        return database.read(session -> {
            var parts = new Parts(session, swarm, now);
            var record = parts.rows(
                    "agents", new Sql().add("SELECT * FROM agents WHERE swarm = ? AND id = ?", swarm, agent));
            if (record.isEmpty()) {
                throw MemoryException.of(FailureKind.NOT_FOUND, "no agent " + agent + " in swarm " + swarm);
            }
            parts.put("agent", record.getFirst());
            parts.table(
                    "memory",
                    "SELECT * FROM agent_memory WHERE swarm = ? AND agent_id = ? AND" + SqliteAgentMemoryStore.LIVE
                            + " ORDER BY key",
                    agent,
                    at);
            parts.table(
                    "decisions", "SELECT * FROM agent_decisions WHERE swarm = ? AND agent_id = ? ORDER BY id", agent);
            parts.tasks("tasks", "assigned_to = ? OR lease_agent = ? AND lease_expires_at > ?", agent, agent, at);
            parts.table(
                    "sessions",
                    "SELECT * FROM sessions s WHERE swarm = ? AND (s.expires_at IS NULL OR s.expires_at > ?)"
                            + " AND EXISTS (SELECT 1 FROM agent_memory m WHERE m.swarm = s.swarm"
                            + " AND m.agent_id = ? AND m.session_id = s.id) ORDER BY id",
                    at,
                    agent);
            var prefix = "swarm-" + swarm + "/agent-" + agent + "/";
            parts.put("entries", parts.entries("substr(m.key, 1, length(?)) = ?", prefix, prefix));
            return parts.snapshot("snapshot_" + swarm + "_" + agent + "_" + now.toEpochMilli());
        });
    }

    @Override
    public Snapshot swarm(String swarm) {
        EntryKey.checkSwarm(swarm);
        var now = SqliteTime.rounded(database.clock().instant());
        return database.read(session -> {
            var parts = new Parts(session, swarm, now);
            parts.put("counts", parts.counts());
            parts.put("namespaces", parts.namespaces());
            parts.table("agents", "SELECT * FROM agents WHERE swarm = ? ORDER BY id");
            parts.tasks("openTasks", "status NOT IN ('completed', 'failed', 'cancelled')");
            parts.table(
                    "topologies",
                    "SELECT * FROM swarm_topology WHERE id IN (SELECT max(id) FROM swarm_topology WHERE swarm = ?"
                            + " GROUP BY swarm_id) ORDER BY swarm_id");
            parts.table("consensus", "SELECT * FROM consensus_state WHERE swarm = ? ORDER BY key");
            parts.table("sharedState", "SELECT * FROM shared_state WHERE swarm = ? ORDER BY key");
            parts.put("coordination", parts.entries("m.key = ?", "swarm-" + swarm + "/global/coordination"));
            return parts.snapshot("snapshot_" + swarm + "_" + now.toEpochMilli());
        });
    }

    /** The document while it grows. */
    private final class Parts {
        private final SqliteSession session;
        private final String swarm;
        private final Instant now;
        private final Map<String, Document> members = new LinkedHashMap<>();
        private long bytes;

        Parts(SqliteSession session, String swarm, Instant now) {
            this.session = session;
            this.swarm = swarm;
            this.now = now;
        }

        void put(String name, Document part) {
            members.put(name, part);
        }

        /** The parameters of the statement are the swarm and what is given. */
        void table(String name, String select, Object... more) throws SQLException {
            put(name, Document.of(rows(name, new Sql().add(select, swarm).add("", more))));
        }

        /** Tasks for which the condition holds; a claim that has run out is none. */
        void tasks(String name, String condition, Object... values) throws SQLException {
            var select = new Sql()
                    .add("SELECT * FROM tasks WHERE swarm = ? AND (", swarm)
                    .add(condition + ")", values)
                    .add(" ORDER BY id");
            put(name, Document.of(rows(name, select).stream().map(this::asOfNow).toList()));
        }

        private Document.Fields asOfNow(Document.Fields task) {
            boolean over = task.get("lease_expires_at") instanceof Document.Text(var end)
                    && end.compareTo(SqliteTime.format(now)) <= 0;
            if (!over) {
                return task;
            }
            var fields = new LinkedHashMap<>(task.members());
            fields.put(
                    "status", Document.of(task.get("assigned_to") instanceof Document.Text ? "assigned" : "pending"));
            for (var column : List.of("lease_agent", "lease_epoch", "lease_revision", "lease_expires_at")) {
                fields.put(column, Document.Null.VALUE);
            }
            return new Document.Fields(fields);
        }

        Document namespaces() throws SQLException {
            var found = new ArrayList<Document>();
            for (var sum :
                    EntrySums.live(session, swarm, SqliteTime.format(now)).entrySet()) {
                var fields = new LinkedHashMap<String, Document>();
                fields.put("namespace", Document.of(sum.getKey()));
                fields.put("entries", Document.of(sum.getValue().entries()));
                fields.put("value_bytes", Document.of(sum.getValue().valueBytes()));
                fields.put("stored_bytes", Document.of(sum.getValue().storedBytes()));
                found.add(Document.of(fields));
            }
            return Document.of(found);
        }

        List<Document.Fields> rows(String name, Sql sql) throws SQLException {
            var rows = new ArrayList<Document.Fields>();
            try (var row = sql.prepare(session).executeQuery()) {
                while (row.next()) {
                    if (rows.size() == MAX_ROWS) {
                        throw MemoryException.limit(
                                "snapshot",
                                "more than " + MAX_ROWS + " " + name,
                                "at most " + MAX_ROWS + " of each; take a backup instead");
                    }
                    rows.add(row(row));
                }
            }
            return rows;
        }

        private Document.Fields row(ResultSet row) throws SQLException {
            var columns = row.getMetaData();
            var fields = new LinkedHashMap<String, Document>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                var name = columns.getColumnLabel(i);
                var cell = row.getObject(i);
                if (!name.equals("swarm")) {
                    fields.put(name, cell(name, cell));
                }
            }
            return new Document.Fields(fields);
        }

        private Document cell(String column, Object cell) {
            return switch (cell) {
                case null -> Document.Null.VALUE;
                case Integer number -> Document.of(number.longValue());
                case Long number -> Document.of(number);
                case Double number -> Document.of(BigDecimal.valueOf(number));
                case byte[] blob -> Document.of(counted(Base64.getEncoder().encodeToString(blob)));
                default -> text(column, counted(cell.toString()));
            };
        }

        private Document text(String column, String text) {
            return JSON.contains(column) ? json(text) : Document.of(text);
        }

        private Document json(String text) {
            try {
                return reader.read("value", text);
            } catch (MemoryException e) {
                return Document.of(text);
            }
        }

        private String counted(String text) {
            bytes += text.length();
            if (bytes > MAX_BYTES) {
                throw MemoryException.limit(
                        "snapshot", "more than " + MAX_BYTES + " bytes", "at most that; take a backup instead");
            }
            return text;
        }

        /** Live entries of any namespace that a condition selects, by namespace and key. */
        Document entries(String condition, Object... values) throws SQLException {
            var sql = new Sql()
                    .add(
                            "SELECT m.namespace, m.key, m.encoding, m.compression, m.version, m.revision,"
                                    + " m.updated_at, m.expires_at, m.value_size, m.value FROM memory_store m"
                                    + " WHERE m.swarm = ? AND " + EntryRows.LIVE + " AND ",
                            swarm,
                            SqliteTime.format(now))
                    .add(condition, values)
                    .add(" ORDER BY m.namespace, m.key");
            var found = new ArrayList<Document>();
            try (var row = sql.prepare(session).executeQuery()) {
                while (row.next()) {
                    if (found.size() == MAX_ROWS) {
                        throw MemoryException.limit(
                                "snapshot", "more than " + MAX_ROWS + " entries", "at most " + MAX_ROWS);
                    }
                    found.add(entry(row));
                }
            }
            return Document.of(found);
        }

        private Document entry(ResultSet row) throws SQLException {
            var fields = new LinkedHashMap<String, Document>();
            fields.put("namespace", Document.of(row.getString(1)));
            fields.put("key", Document.of(row.getString(2)));
            fields.put("encoding", Document.of(row.getString(3)));
            fields.put("version", Document.of(row.getLong(5)));
            fields.put("revision", Document.of(row.getLong(6)));
            fields.put("updated_at", Document.of(row.getString(7)));
            var expiresAt = row.getString(8);
            fields.put("expires_at", expiresAt == null ? Document.Null.VALUE : Document.of(expiresAt));
            try {
                fields.put("value", value(row));
            } catch (MemoryException e) {
                if (e.kind() != FailureKind.CORRUPT) {
                    throw e;
                }
                fields.put("damage", Document.of(String.valueOf(e.getMessage())));
            }
            return new Document.Fields(fields);
        }

        private Document value(ResultSet row) throws SQLException {
            var stored = row.getBytes(10);
            var content = codec.decode(new StoredValue(
                    Compression.ofLabel(row.getString(4)), stored == null ? new byte[0] : stored, row.getInt(9)));
            return switch (row.getString(3)) {
                case "json" -> json(counted(new String(content, StandardCharsets.UTF_8)));
                case "text" -> Document.of(counted(new String(content, StandardCharsets.UTF_8)));
                default -> Document.of(counted(Base64.getEncoder().encodeToString(content)));
            };
        }

        /** How many rows each table has; entries, sessions and what belongs to these only as far as they are live. */
        Document counts() throws SQLException {
            var counts = new LinkedHashMap<String, Document>();
            counts.put(
                    "memory_store",
                    Document.of(EntrySums.live(session, swarm, SqliteTime.format(now)).values().stream()
                            .mapToLong(EntrySums.Sum::entries)
                            .sum()));
            counts.put("sessions", count("sessions", "(expires_at IS NULL OR expires_at > ?)"));
            counts.put("agent_memory", count("agent_memory", SqliteAgentMemoryStore.LIVE));
            for (var table : List.of(
                    "agents",
                    "tasks",
                    "shared_state",
                    "events",
                    "patterns",
                    "performance_metrics",
                    "workflow_state",
                    "swarm_topology",
                    "consensus_state")) {
                counts.put(table, count(table, "? <> ''"));
            }
            return Document.of(counts);
        }

        /** @param live a condition with the moment as its parameter */
        private Document count(String table, String live) throws SQLException {
            var sql = new Sql()
                    .add("SELECT count(*) FROM " + table + " WHERE swarm = ? AND ", swarm)
                    .add(live, SqliteTime.format(now));
            try (var row = sql.prepare(session).executeQuery()) {
                return Document.of(row.next() ? row.getLong(1) : 0);
            }
        }

        Snapshot snapshot(String id) throws SQLException {
            var revision = new Revision(
                    session.queryLong("SELECT value FROM store_meta WHERE name = 'epoch'"),
                    session.queryLong("SELECT value FROM store_meta WHERE name = 'revision'"));
            var content = new LinkedHashMap<String, Document>();
            content.put("snapshotId", Document.of(id));
            content.put("swarm", Document.of(swarm));
            content.put("createdAt", Document.of(now.toString()));
            content.put("epoch", Document.of(revision.epoch()));
            content.put("revision", Document.of(revision.number()));
            content.putAll(members);
            return new Snapshot(id, now, revision, new Document.Fields(content));
        }
    }
}
