package io.claudeflow.swarm.e2e.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every object of a namespace, without what differs between two namespaces that went the same way: identities, moments,
 * and names made of moments. One line of JSON an object, sorted.
 */
final class Snapshot {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            PersistentVolumeClaim.class,
            StatefulSet.class,
            Service.class,
            NetworkPolicy.class,
            PodDisruptionBudget.class,
            Job.class,
            Pod.class);
    private static final List<String> OWN_KINDS =
            List.of("SwarmMemoryStore", "SwarmMemoryBackup", "SwarmMemoryRestore");
    private static final Set<String> DIFFERENT = Set.of(
            "uid",
            "resourceVersion",
            "generation",
            "observedGeneration",
            "managedFields",
            "clusterIP",
            "clusterIPs",
            "currentRevision",
            "updateRevision",
            "controller-revision-hash",
            "swarm.claudeflow.io/store-uid",
            "swarm.claudeflow.io/applied");

    private Snapshot() {}

    static List<String> of(Actors here) {
        var objects = new ArrayList<JsonNode>();
        for (var kind : KINDS) {
            here.client
                    .resources(kind)
                    .inNamespace(here.namespace)
                    .list()
                    .getItems()
                    .forEach(object -> objects.add(JSON.valueToTree(object)));
        }
        for (var kind : OWN_KINDS) {
            here.all(kind).forEach(object -> objects.add(JSON.valueToTree(object)));
        }
        return objects.stream()
                .map(object -> normalised(object, here.namespace).toString())
                .sorted()
                .toList();
    }

    private static JsonNode normalised(JsonNode node, String namespace) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = JSON.createObjectNode();
                object.properties().stream()
                        .filter(field -> !DIFFERENT.contains(field.getKey()))
                        .forEach(field ->
                                copy.set(text(field.getKey(), namespace), normalised(field.getValue(), namespace)));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JSON.createArrayNode();
                array.forEach(item -> copy.add(normalised(item, namespace)));
                yield copy;
            }
            case TextNode text -> new TextNode(text(text.textValue(), namespace));
            default -> node;
        };
    }

    private static String text(String text, String namespace) {
        return text.replaceAll("\\b" + namespace + "\\b", "<namespace>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<moment>")
                .replaceAll("\\d{8}t\\d{6}", "<slot>")
                .replaceAll("-(restore|prune)-[0-9a-f]{6,8}\\b", "-$1-<uid>");
    }
}
