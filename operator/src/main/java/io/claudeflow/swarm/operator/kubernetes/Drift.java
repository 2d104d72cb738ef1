package io.claudeflow.swarm.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an object in the cluster differs from what is wanted. Only wanted fields count: what the API server and other
 * managers add is theirs, except in selectors. Lists that the API server merges by a key are compared by that key, in
 * any order; all others element by element.
 *
 * <p>The framework's own matcher needs managedFields in every cache and takes equal quantities for different ones.
 */
final class Drift {
    /** Lists merged by key, and the field that is the key. */
    private static final Map<String, String> KEYED = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "volumeMounts", "mountPath",
            "imagePullSecrets", "name",
            "ownerReferences", "uid");
    /** Objects whose values are quantities. */
    private static final Set<String> QUANTITIES = Set.of("requests", "limits");
    /** Objects that select: a field more, and they select something else. */
    private static final Set<String> SELECTORS = Set.of("selector", "podSelector", "namespaceSelector", "matchLabels");

    private Drift() {}

    /** Path of the first wanted field that the actual object does not have so, or empty if it has them all. */
    static Optional<String> between(JsonNode wanted, JsonNode actual) {
        return Optional.ofNullable(difference("", "", wanted, actual));
    }

    private static @Nullable String difference(String path, String name, JsonNode wanted, @Nullable JsonNode actual) {
        if (wanted.isContainerNode() && wanted.isEmpty() && (actual == null || actual.isNull())) {
            return null;
        }
        if (actual == null || actual.isNull()) {
            return path;
        }
        if (wanted.isObject() && actual.isObject()) {
            return objects(path, name, wanted, actual);
        }
        if (wanted instanceof ArrayNode list && actual instanceof ArrayNode other) {
            return lists(path, name, list, other);
        }
        var same = wanted.equals(actual)
                || (wanted.isValueNode() && wanted.asText().equals(actual.asText()));
        return same ? null : path;
    }

    private static @Nullable String objects(String path, String name, JsonNode wanted, JsonNode actual) {
        for (var field : wanted.properties()) {
            var below = path + "." + field.getKey();
            var other = actual.get(field.getKey());
            var found = QUANTITIES.contains(name) && field.getValue().isTextual() && other != null
                    ? quantities(below, field.getValue().asText(), other.asText())
                    : difference(below, field.getKey(), field.getValue(), other);
            if (found != null) {
                return found;
            }
        }
        return SELECTORS.contains(name) ? surplus(path, wanted, actual) : null;
    }

    private static @Nullable String surplus(String path, JsonNode wanted, JsonNode actual) {
        return actual.properties().stream()
                .filter(field -> !wanted.has(field.getKey()))
                .filter(field -> !field.getValue().isNull()
                        && !(field.getValue().isContainerNode()
                                && field.getValue().isEmpty()))
                .map(field -> path + "." + field.getKey())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String quantities(String path, String wanted, String actual) {
        return wanted.equals(actual)
                        || Quantity.getAmountInBytes(new Quantity(wanted))
                                        .compareTo(Quantity.getAmountInBytes(new Quantity(actual)))
                                == 0
                ? null
                : path;
    }

    private static @Nullable String lists(String path, String name, ArrayNode wanted, ArrayNode actual) {
        var key = name.equals("ports") ? portKey(path, wanted) : KEYED.get(name);
        if (key == null && wanted.size() != actual.size()) {
            return path;
        }
        for (int i = 0; i < wanted.size(); i++) {
            var item = wanted.get(i);
            var other = key == null ? actual.get(i) : withKey(actual, key, item.path(key));
            var found =
                    difference(path + "[" + (key == null ? i : item.path(key).asText()) + "]", name, item, other);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Ports of containers and Services merge by their number; those of a NetworkPolicy are one whole. */
    private static @Nullable String portKey(String path, ArrayNode ports) {
        if (!ports.isEmpty() && ports.get(0).has("containerPort")) {
            return "containerPort";
        }
        return path.equals(".spec.ports") ? "port" : null;
    }

    private static @Nullable JsonNode withKey(ArrayNode list, String key, JsonNode value) {
        for (var item : list) {
            if (item.path(key).equals(value)) {
                return item;
            }
        }
        return null;
    }
}
