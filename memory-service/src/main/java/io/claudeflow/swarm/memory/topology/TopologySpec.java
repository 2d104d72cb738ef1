package io.claudeflow.swarm.memory.topology;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph of agents, checked as a whole when it is made.
 *
 * @param nodes 1 to {@value #MAX_NODES}, ids unique
 * @param edges at most {@value #MAX_EDGES}; none at all leaves the edges to the type
 * @param metadata a JSON object as text, or null
 */
public record TopologySpec(
        TopologyType type,
        List<Node> nodes,
        List<Edge> edges,
        @Nullable String metadata) {
    public static final int MAX_NODES = 10_000;
    public static final int MAX_EDGES = 100_000;
    private static final int MAX_ID_BYTES = 255;

    /**
     * An agent in the graph.
     *
     * @param role such as {@code coordinator}, or null
     */
    public record Node(String id, @Nullable String role) {
        public Node {
            Names.check("id", id, MAX_ID_BYTES);
            if (role != null) {
                Names.check("role", role, MAX_ID_BYTES);
            }
        }
    }

    /** A connection; in a hierarchy from the superior to the subordinate, elsewhere without direction. */
    public record Edge(String from, String to) {}

    public TopologySpec {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        JsonText.checkOptional("metadata", metadata);
        if (nodes.isEmpty() || nodes.size() > MAX_NODES) {
            throw MemoryException.limit("nodes", nodes.size() + " nodes", "1 to " + MAX_NODES + " nodes");
        }
        if (edges.size() > MAX_EDGES) {
            throw MemoryException.limit("edges", edges.size() + " edges", "at most " + MAX_EDGES + " edges");
        }
        TopologyCheck.check(type, nodes, edges);
    }
}
