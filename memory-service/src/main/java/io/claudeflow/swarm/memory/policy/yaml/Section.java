package io.claudeflow.swarm.memory.policy.yaml;

import io.claudeflow.swarm.memory.policy.PolicyReader.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML file, read member by member. Mistakes go to a list that all sections of a file share; a member
 * with a mistake reads as absent, so that reading goes on and finds the rest.
 */
final class Section {
    private final String path;
    private final Map<String, Node> members = new LinkedHashMap<>();
    private final Map<String, Node> names = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();
    private final List<Problem> problems;
    private final Node node;

    Section(String path, MappingNode node, List<Problem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        for (var member : node.getValue()) {
            var name = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(complex key)";
            if (members.putIfAbsent(name, member.getValueNode()) == null) {
                names.put(name, member.getKeyNode());
            } else {
                report(member.getKeyNode(), name, "given twice", "each field once");
            }
        }
    }

    /** The text of a scalar that is neither null nor a collection. */
    Optional<String> text(String name, String expected) {
        return scalar(name, expected).map(ScalarNode::getValue);
    }

    /** A whole number within bounds. */
    Optional<Long> integer(String name, long min, long max) {
        var expected = "a whole number from " + min + " to " + max;
        var scalar = scalar(name, expected);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(scalar.get().getValue());
            if (number >= min && number <= max) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of bounds.
        }
        reject(name, scalar.get().getValue(), expected);
        return Optional.empty();
    }

    Optional<Boolean> bool(String name) {
        var scalar = scalar(name, "true or false");
        if (scalar.isPresent() && !scalar.get().getTag().equals(Tag.BOOL)) {
            reject(name, scalar.get().getValue(), "true or false");
            return Optional.empty();
        }
        return scalar.map(value -> value.getValue().equalsIgnoreCase("true"));
    }

    /** A mapping inside this one. */
    Optional<Section> section(String name) {
        return member(name) instanceof MappingNode mapping
                ? Optional.of(new Section(path + name + ".", mapping, problems))
                : Optional.empty();
    }

    /** The mappings of a list; null items and items of another kind are reported. */
    List<Section> sections(String name) {
        var list = member(name);
        if (list == null) {
            return List.of();
        }
        if (!(list instanceof SequenceNode sequence)) {
            reject(name, "not a list", "a list of policies");
            return List.of();
        }
        var sections = new ArrayList<Section>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            var itemPath = path + name + "[" + i + "]";
            var item = sequence.getValue().get(i);
            if (item instanceof MappingNode mapping) {
                sections.add(new Section(itemPath + ".", mapping, problems));
            } else {
                problems.add(new Problem(line(item), itemPath, "not a policy", "a policy with named fields"));
            }
        }
        return sections;
    }

    boolean has(String name) {
        return member(name) != null;
    }

    /** Whether the member is there and a single value, not a mapping or list. */
    boolean isScalar(String name) {
        return member(name) instanceof ScalarNode;
    }

    /** Reports a value. */
    void reject(String name, String value, String expected) {
        report(members.getOrDefault(name, node), name, value, expected);
    }

    /** Reports a required field that is absent. */
    void missing(String name, String expected) {
        report(node, name, "(absent)", expected);
    }

    /** Reports every member that nobody asked for. */
    void rejectUnknown() {
        names.forEach((name, key) -> {
            if (!asked.contains(name)) {
                report(key, name, "unknown field", "one of " + String.join(", ", asked));
            }
        });
    }

    int line() {
        return line(node);
    }

    String path() {
        return path;
    }

    private Optional<ScalarNode> scalar(String name, String expected) {
        var member = member(name);
        if (member == null) {
            return Optional.empty();
        }
        if (member instanceof ScalarNode scalar
                && !scalar.getTag().equals(Tag.NULL)
                && !scalar.getValue().isBlank()) {
            return Optional.of(scalar);
        }
        reject(name, member instanceof ScalarNode ? "(empty)" : "a list or mapping", expected);
        return Optional.empty();
    }

    private @Nullable Node member(String name) {
        asked.add(name);
        return members.get(name);
    }

    private void report(Node at, String name, String value, String expected) {
        problems.add(new Problem(line(at), path + name, value, expected));
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
