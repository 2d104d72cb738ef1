package io.claudeflow.swarm.memory.topology;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.Revisions;
import io.claudeflow.swarm.memory.topology.TopologySpec.Edge;
import io.claudeflow.swarm.memory.topology.TopologySpec.Node;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyTest extends TopologyStoreContract {
    @Override
    protected TopologyStore open() {
        return new InMemoryTopologyStore(clock, new Revisions());
    }

    @ParameterizedTest(name = "{0} of {1} with {2}")
    @CsvSource({
        "mesh, a b c, ab bc",
        "mesh, a b c, ''",
        "ring, a b c, ab bc ca",
        "star, a b c d, ab ac ad",
        "star, a b, ab",
        "hierarchical, a b c d, ab ac cd",
        "custom, a b c d, ab cd"
    })
    void shouldAcceptWhatHasItsShape(String type, String nodes, String edges) {
        assertThat(spec(type, nodes, edges).nodes()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} of {1} with {2}: {3}")
    @CsvSource({
        "mesh, a b c, ab, edges: no way from a to c",
        "mesh, a b, ab ba, edges[1]: b → a (expected: each pair of nodes once)",
        "custom, a b, aa, edges[0]: a → a (expected: two different nodes)",
        "custom, a b, ax, 'edges[0]: a → x (expected: nodes of the list, x)'",
        "custom, a a, '', nodes[1]: a (expected: each node once)",
        "ring, a b c d, ab bc cd, edges: a has 1 neighbours",
        "ring, a b c d e f, ab bc ca de ef fd, edges: no way from a to d",
        "star, a b c d, ab ac ad bc, edges: another shape",
        "star, a b c d, ab bc cd, edges: another shape",
        "hierarchical, a b c, ab cb, edges[1]: c → b (expected: one superior for each node)",
        "hierarchical, a b c, ab, edges: 2 nodes without a superior",
        "hierarchical, a b c d, bc cd db, edges: no way from a to b"
    })
    void shouldRefuseWhatHasNot(String type, String nodes, String edges, String message) {
        assertFails(FailureKind.INVALID_ARGUMENT, message, () -> spec(type, nodes, edges));
    }

    private static TopologySpec spec(String type, String nodes, String edges) {
        var nodeList = Arrays.stream(nodes.split(" ", -1))
                .map(id -> new Node(id, null))
                .toList();
        List<Edge> edgeList = edges.isEmpty()
                ? List.of()
                : Arrays.stream(edges.split(" ", -1))
                        .map(edge -> new Edge(edge.substring(0, 1), edge.substring(1)))
                        .toList();
        return new TopologySpec(TopologyType.named("type", type), nodeList, edgeList, null);
    }
}
