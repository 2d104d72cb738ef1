package io.claudeflow.swarm.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claudeflow.swarm.operator.plan.Fingerprint;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a running pod follows, as one short text in an annotation: a pod with another one is replaced, and no other pod
 * is. It is made from the spec and not from the template, so that an operator of another version, whose templates
 * look different, restarts nothing.
 */
public final class Follows {
    private Follows() {}

    /** What the pod of {@code plan} follows. */
    public static String key(StorePlan plan) {
        var fields = new TreeMap<>(plan.pod().follows());
        fields.put("version", plan.image().program().text());
        plan.legacyClaim().ifPresent(claim -> fields.put("legacyDataPVC", claim));
        plan.pod()
                .template()
                .map(Decoded.Json::tree)
                .map(Follows::sorted)
                .filter(tree -> !tree.isEmpty())
                .ifPresent(tree -> fields.put("podTemplate", tree.toString()));
        return Long.toHexString(Fingerprint.of(fields.toString()));
    }

    /** What {@code pod} follows; empty for one of an operator that did not write it down. */
    public static Optional<String> of(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations()).map(notes -> notes.get(Labels.FOLLOWS));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var fields = new TreeMap<String, JsonNode>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            var object = JsonNodeFactory.instance.objectNode();
            object.setAll(fields);
            return object;
        }
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return node;
    }
}
