package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import io.claudeflow.swarm.memory.topology.Topology;
import io.claudeflow.swarm.memory.topology.TopologySpec;
import io.claudeflow.swarm.memory.topology.TopologySpec.Edge;
import io.claudeflow.swarm.memory.topology.TopologySpec.Node;
import io.claudeflow.swarm.memory.topology.TopologyStore;
import io.claudeflow.swarm.memory.topology.TopologyType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Topologies on SQLite; nodes and edges are JSON arrays of objects. */
public final class SqliteTopologyStore implements TopologyStore {
    static final String TABLE = "swarm_topology";

    private static final String SELECT = "SELECT topology_type, nodes, edges, metadata, version, created_at, epoch,"
            + " revision FROM swarm_topology WHERE swarm = ?";
    private static final String NEWEST = SELECT + " ORDER BY version DESC LIMIT 1";
    private static final String INSERT = "INSERT INTO swarm_topology (swarm, swarm_id, topology_type, nodes, edges,"
            + " metadata, version, created_at, epoch, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String LISTING = "topologies";
    private static final int NODE_BYTES = 64;

    private final Database database;
    private final TableRows<Topology> rows;

    SqliteTopologyStore(Database database, JsonColumns json) {
        this.database = database;
        this.rows = rows(json);
    }

    static TableRows<Topology> rows(JsonColumns json) {
        return new TableRows<>(TABLE, SELECT, row -> topology(row, json), 5);
    }

    @Override
    public Topology save(String swarm, TopologySpec spec, @Nullable Long expectedVersion) {
        EntryKey.checkSwarm(swarm);
        var nodes = nodes(spec);
        var edges = edges(spec);
        return database.write(nodes.length() + edges.length() + Rows.length(spec.metadata()), tx -> {
            long present = version(tx, swarm);
            if (expectedVersion != null && expectedVersion != present) {
                throw MemoryException.ofField(
                        FailureKind.PRECONDITION_FAILED, "version", expectedVersion, "the present version, " + present);
            }
            var saved = new Topology(spec, present + 1, tx.now(), tx.revision());
            var insert = tx.prepare(INSERT);
            insert.setString(1, swarm);
            insert.setString(2, swarm);
            insert.setString(3, spec.type().wireName());
            insert.setString(4, nodes);
            insert.setString(5, edges);
            insert.setString(6, spec.metadata());
            insert.setLong(7, saved.version());
            insert.setString(8, tx.nowText());
            Rows.setRevision(insert, 9, saved.revision());
            insert.executeUpdate();
            tx.logChange(swarm, TABLE, "", Long.toString(saved.version()), Change.PUT);
            return saved;
        });
    }

    private static long version(WriteTransaction tx, String swarm) throws SQLException {
        var select = tx.prepare("SELECT max(version) FROM swarm_topology WHERE swarm = ?");
        select.setString(1, swarm);
        return Rows.first(select, row -> row.getLong(1)).orElse(0L);
    }

    @Override
    public Optional<Topology> current(String swarm) {
        EntryKey.checkSwarm(swarm);
        return database.read(session -> {
            var select = session.prepare(NEWEST);
            select.setString(1, swarm);
            return Rows.first(select, rows);
        });
    }

    @Override
    public Page<Topology> history(String swarm, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        long before = Rows.idAfter(page, LISTING, Long.MAX_VALUE);
        return database.read(session -> {
            var select = session.prepare(SELECT + " AND version < ? ORDER BY version DESC LIMIT ?");
            select.setString(1, swarm);
            select.setLong(2, before);
            select.setInt(3, page.limit() + 1);
            return Rows.page(
                    select,
                    page.limit(),
                    rows,
                    topology -> NODE_BYTES
                            * ((long) topology.spec().nodes().size()
                                    + topology.spec().edges().size()),
                    LISTING,
                    row -> new String[] {row.getString(5)});
        });
    }

    @Override
    public int prune(String swarm, int keep) {
        EntryKey.checkSwarm(swarm);
        if (keep < 1) {
            throw MemoryException.invalid("keep", keep, "1 or more");
        }
        return database.write(tx -> {
            var delete = tx.prepare("DELETE FROM swarm_topology WHERE swarm = ? AND version <= (SELECT version"
                    + " FROM swarm_topology WHERE swarm = ? ORDER BY version DESC LIMIT 1 OFFSET ?) RETURNING version");
            delete.setString(1, swarm);
            delete.setString(2, swarm);
            delete.setInt(3, keep);
            var versions = Rows.all(delete, row -> row.getString(1));
            for (var version : versions) {
                tx.logChange(swarm, TABLE, "", version, Change.DELETE);
            }
            return versions.size();
        });
    }

    private static Topology topology(ResultSet row, JsonColumns json) throws SQLException {
        List<Node> nodes = json.items("nodes", row.getString(2), SqliteTopologyStore::node);
        List<Edge> edges = json.items("edges", row.getString(3), SqliteTopologyStore::edge);
        var metadata = JsonColumns.wellFormed("metadata", row.getString(4));
        var spec = new TopologySpec(TopologyType.named("topology_type", row.getString(1)), nodes, edges, metadata);
        return new Topology(spec, row.getLong(5), SqliteTime.parse(row.getString(6)), Rows.revision(row, 7));
    }

    private static String nodes(TopologySpec spec) {
        return Document.of(spec.nodes().stream()
                        .map(node -> {
                            var members = new LinkedHashMap<String, Document>();
                            members.put("id", Document.of(node.id()));
                            if (node.role() != null) {
                                members.put("role", Document.of(node.role()));
                            }
                            return Document.of(members);
                        })
                        .toList())
                .toJson();
    }

    private static String edges(TopologySpec spec) {
        return Document.of(spec.edges().stream()
                        .map(edge -> {
                            var members = new LinkedHashMap<String, Document>();
                            members.put("from", Document.of(edge.from()));
                            members.put("to", Document.of(edge.to()));
                            return Document.of(members);
                        })
                        .toList())
                .toJson();
    }

    private static Node node(Document document) {
        var members = members("nodes", document);
        var role = members.get("role");
        return new Node(
                JsonColumns.text("nodes", members.get("id")), role == null ? null : JsonColumns.text("nodes", role));
    }

    private static Edge edge(Document document) {
        var members = members("edges", document);
        return new Edge(JsonColumns.text("edges", members.get("from")), JsonColumns.text("edges", members.get("to")));
    }

    private static Map<String, Document> members(String column, Document document) {
        if (document instanceof Document.Fields fields) {
            return fields.members();
        }
        throw JsonColumns.damaged(column, "objects");
    }
}
