package io.claudeflow.swarm.memory.topology;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.topology.TopologySpec.Edge;
import io.claudeflow.swarm.memory.topology.TopologySpec.Node;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether edges fit their nodes and the type: no edge to nowhere, to itself or twice. A mesh and a ring are connected;
 * every node of a ring has two neighbours; the hub of a star has all the others, and they have nobody else; a hierarchy
 * is a tree from one root.
 */
final class TopologyCheck {
    private final Map<String, Set<String>> neighbours = new LinkedHashMap<>();
    private final Map<String, String> superior = new HashMap<>();

    private TopologyCheck() {}

    static void check(TopologyType type, List<Node> nodes, List<Edge> edges) {
        var check = new TopologyCheck();
        for (int i = 0; i < nodes.size(); i++) {
            if (check.neighbours.put(nodes.get(i).id(), new LinkedHashSet<>()) != null) {
                throw MemoryException.invalid("nodes[" + i + "]", nodes.get(i).id(), "each node once");
            }
        }
        for (int i = 0; i < edges.size(); i++) {
            check.connect(type, "edges[" + i + "]", edges.get(i));
        }
        if (!edges.isEmpty()) {
            check.shape(type);
        }
    }

    private void connect(TopologyType type, String field, Edge edge) {
        var shown = edge.from() + " → " + edge.to();
        var from = neighbours.get(edge.from());
        var to = neighbours.get(edge.to());
        if (from == null || to == null) {
            throw MemoryException.invalid(
                    field, shown, "nodes of the list, " + (from == null ? edge.from() : edge.to()));
        }
        if (edge.from().equals(edge.to())) {
            throw MemoryException.invalid(field, shown, "two different nodes");
        }
        boolean isNew = from.add(edge.to());
        to.add(edge.from());
        if (!isNew) {
            throw MemoryException.invalid(field, shown, "each pair of nodes once");
        }
        if (type == TopologyType.HIERARCHICAL && superior.put(edge.to(), edge.from()) != null) {
            throw MemoryException.invalid(field, shown, "one superior for each node");
        }
    }

    private void shape(TopologyType type) {
        switch (type) {
            case CUSTOM -> {}
            case MESH -> connected(type);
            case RING -> {
                neighbours.forEach((node, others) -> {
                    if (others.size() != 2) {
                        throw wrong(type, node + " has " + others.size() + " neighbours", "two for every node");
                    }
                });
                connected(type);
            }
            case STAR -> {
                int others = neighbours.size() - 1;
                long hubs = neighbours.values().stream()
                        .filter(set -> set.size() == others)
                        .count();
                long leaves = neighbours.values().stream()
                        .filter(set -> set.size() == 1)
                        .count();
                if (hubs == 0 || leaves < others) {
                    throw wrong(type, "another shape", "one node that is connected with every other, and no more");
                }
            }
            case HIERARCHICAL -> {
                long roots = neighbours.keySet().stream()
                        .filter(node -> !superior.containsKey(node))
                        .count();
                if (roots != 1) {
                    throw wrong(type, roots + " nodes without a superior", "exactly one");
                }
                connected(type);
            }
        }
    }

    private void connected(TopologyType type) {
        var first = neighbours.keySet().iterator().next();
        var reached = new HashSet<>(Set.of(first));
        var open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (var next : neighbours.getOrDefault(open.remove(), Set.of())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        for (var node : neighbours.keySet()) {
            if (!reached.contains(node)) {
                throw wrong(type, "no way from " + first + " to " + node, "a connected graph");
            }
        }
    }

    private static MemoryException wrong(TopologyType type, String found, String expected) {
        return MemoryException.invalid("edges", found, expected + " (" + type.wireName() + ")");
    }
}
