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
        return database.read(session -> {
            var parts = new Parts(session, swarm, now);
            var record = parts.rows(
                    "agents", new Sql().add("SELECT * FROM agents WHERE swarm = ? AND id = ?", swarm, agent));
            if (record.isEmpty()) {
                throw MemoryException.of(FailureKind.NOT_FOUND, "no agent " + agent + " in swarm " + swarm);
            }
            parts.put("agent", record.getFirst());
            parts.table("memory", "SELECT * FROM agent_memory WHERE swarm = ? AND agent_id = ? ORDER BY key", agent);
            parts.table(
                    "decisions", "SELECT * FROM agent_decisions WHERE swarm = ? AND agent_id = ? ORDER BY id", agent);
            parts.table("tasks", "SELECT * FROM tasks WHERE swarm = ? AND assigned_to = ? ORDER BY id", agent);
            parts.table(
                    "sessions",
                    "SELECT * FROM sessions s WHERE swarm = ? AND (s.expires_at IS NULL OR s.expires_at > ?)"
                            + " AND EXISTS (SELECT 1 FROM agent_memory m WHERE m.swarm = s.swarm"
                            + " AND m.agent_id = ? AND m.session_id = s.id) ORDER BY id",
                    SqliteTime.format(now),
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
            parts.table(
                    "namespaces",
                    "SELECT namespace, entries, value_bytes, stored_bytes FROM namespace_totals WHERE swarm = ?"
                            + " AND entries > 0 ORDER BY namespace");
            parts.table("agents", "SELECT * FROM agents WHERE swarm = ? ORDER BY id");
            parts.table(
                    "openTasks",
                    "SELECT * FROM tasks WHERE swarm = ? AND status NOT IN ('completed', 'failed', 'cancelled')"
                            + " ORDER BY id");
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

        Document counts() throws SQLException {
            var counts = new LinkedHashMap<String, Document>();
            for (var table : List.of(
                    "memory_store",
                    "sessions",
                    "agents",
                    "agent_memory",
                    "tasks",
                    "shared_state",
                    "events",
                    "patterns",
                    "performance_metrics",
                    "workflow_state",
                    "swarm_topology",
                    "consensus_state")) {
                counts.put(table, Document.of(count("SELECT count(*) FROM " + table + " WHERE swarm = ?")));
            }
            return Document.of(counts);
        }

        private long count(String sql) throws SQLException {
            try (var row = new Sql().add(sql, swarm).prepare(session).executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
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
