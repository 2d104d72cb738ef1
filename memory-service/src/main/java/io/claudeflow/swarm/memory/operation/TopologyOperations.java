package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.topology.Topology;
import io.claudeflow.swarm.memory.topology.TopologySpec;
import io.claudeflow.swarm.memory.topology.TopologySpec.Edge;
import io.claudeflow.swarm.memory.topology.TopologySpec.Node;
import io.claudeflow.swarm.memory.topology.TopologyStore;
import io.claudeflow.swarm.memory.topology.TopologyType;
import java.util.ArrayList;
import java.util.List;

/** Who is connected with whom. */
final class TopologyOperations {
    private final TopologyStore topologies;

    private TopologyOperations(TopologyStore topologies) {
        this.topologies = topologies;
    }

    static void addTo(Handlers handlers, TopologyStore topologies) {
        var operations = new TopologyOperations(topologies);
        handlers.add("TopologyService.Save", operations::save)
                .add("TopologyService.Get", operations::get)
                .add("TopologyService.History", operations::history)
                .add("TopologyService.Prune", operations::prune);
    }

    private JsonWriter save(Arguments arguments) {
        var type = arguments.choice("type", TopologyType.class);
        arguments.members().value("metadata").ifPresent(metadata -> {
            if (metadata.type() != JsonSlice.Type.OBJECT) {
                throw MemoryException.invalid("metadata", metadata.shown(), "a JSON object");
            }
        });
        var spec = new TopologySpec(
                type == null ? TopologyType.MESH : type,
                nodes(arguments.objects("nodes")),
                arguments.objects("edges").stream()
                        .map(edge -> new Edge(edge.text("from"), edge.text("to")))
                        .toList(),
                arguments.members().value("metadata").map(JsonSlice::raw).orElse(null));
        var saved = topologies.save(
                arguments.swarm(),
                spec,
                arguments.optionalWholeNumber("version").orElse(null));
        return Answers.object(saved, TopologyOperations::write);
    }

    private static List<Node> nodes(List<Arguments> given) {
        var nodes = new ArrayList<Node>(given.size());
        for (int i = 0; i < given.size(); i++) {
            try {
                nodes.add(new Node(given.get(i).text("id"), given.get(i).optionalText("role")));
            } catch (MemoryException e) {
                throw e.within("nodes[" + i + "]");
            }
        }
        return nodes;
    }

    private JsonWriter get(Arguments arguments) {
        var topology = topologies
                .current(arguments.swarm())
                .orElseThrow(() -> MemoryException.of(
                        FailureKind.NOT_FOUND, "no topology was saved for swarm " + arguments.swarm()));
        return Answers.object(topology, TopologyOperations::write);
    }

    private JsonWriter history(Arguments arguments) {
        return Answers.page(
                "topologies", topologies.history(arguments.swarm(), arguments.page()), TopologyOperations::write);
    }

    private JsonWriter prune(Arguments arguments) {
        int keep = arguments.wholeNumber("keep", 1, 1, Integer.MAX_VALUE);
        return new JsonWriter()
                .beginObject()
                .name("removed")
                .number(topologies.prune(arguments.swarm(), keep))
                .endObject();
    }

    private static void write(JsonWriter json, Topology topology) {
        var spec = topology.spec();
        json.name("type").string(spec.type().wireName());
        Answers.objects(json, "nodes", spec.nodes(), TopologyOperations::write);
        Answers.objects(json, "edges", spec.edges(), TopologyOperations::write);
        Answers.raw(json, "metadata", spec.metadata());
        json.name("version").number(topology.version());
        json.name("createdAt").instant(topology.createdAt());
        json.name("revision").string(topology.revision().toString());
    }

    private static void write(JsonWriter json, Node node) {
        json.name("id").string(node.id());
        Answers.text(json, "role", node.role());
    }

    private static void write(JsonWriter json, Edge edge) {
        json.name("from").string(edge.from());
        json.name("to").string(edge.to());
    }
}
