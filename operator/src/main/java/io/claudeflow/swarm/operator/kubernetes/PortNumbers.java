package io.claudeflow.swarm.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Named ports of Services and containers whose number somebody has changed. The API server merges ports by their
 * number: a wanted one is a further one to it, with a name that is taken, and the whole object is refused.
 */
final class PortNumbers {
    private PortNumbers() {}

    /** The JSON patch that gives the ports in {@code actual} the numbers they have in {@code wanted}; may be empty. */
    static ArrayNode back(JsonNode wanted, JsonNode actual) {
        var patch = JsonNodeFactory.instance.arrayNode();
        walk("", wanted, actual, patch);
        return patch;
    }

    private static void walk(String path, JsonNode wanted, JsonNode actual, ArrayNode patch) {
        if (wanted.isObject() && actual.isObject()) {
            wanted.properties().stream()
                    .filter(field ->
                            actual.has(field.getKey()) && field.getValue().isContainerNode())
                    .forEach(field ->
                            walk(path + "/" + field.getKey(), field.getValue(), actual.get(field.getKey()), patch));
        } else if (wanted.isArray() && actual.isArray()) {
            wanted.forEach(item -> {
                for (int i = 0; i < actual.size(); i++) {
                    if (item.hasNonNull("name")
                            && item.get("name").equals(actual.get(i).get("name"))) {
                        renumber(path + "/" + i, item, actual.get(i), patch);
                        walk(path + "/" + i, item, actual.get(i), patch);
                    }
                }
            });
        }
    }

    private static void renumber(String path, JsonNode wanted, JsonNode actual, ArrayNode patch) {
        var key = wanted.has("containerPort") ? "containerPort" : "port";
        if (wanted.has(key) && !wanted.get(key).equals(actual.get(key))) {
            patch.addObject().put("op", "replace").put("path", path + "/" + key).set("value", wanted.get(key));
        }
    }
}
