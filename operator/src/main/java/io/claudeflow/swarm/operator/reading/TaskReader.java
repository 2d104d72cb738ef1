package io.claudeflow.swarm.operator.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.crd.v1alpha1.SwarmTaskStatus;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.LeanJson;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.resource.TaskResource;
import java.util.Optional;

/** From a SwarmTask in the cache to what is known of it without its large parts. */
public final class TaskReader {
    /** A status that says nothing yet. */
    public static final SwarmTaskStatus NONE =
            new SwarmTaskStatus(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private TaskReader() {}

    /** The status as it was written last. */
    public static SwarmTaskStatus status(TaskResource task) {
        var tree = Optional.ofNullable(task.getStatus()).map(RawJson::tree).orElse(null);
        return Decoded.of(tree, "status", SwarmTaskStatus.class) instanceof Decoded.Fit<SwarmTaskStatus>(var status)
                ? status
                : NONE;
    }

    /** Name of the store it is recorded in; empty text when it names none. */
    public static String store(TaskResource task) {
        var spec = Optional.ofNullable(task.getSpec()).map(LeanJson::tree);
        return spec.map(tree -> tree.path("storeRef").path("name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .or(() -> spec.map(tree -> tree.path("swarmCluster"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .map(StoreIdentity::storeOf))
                .orElse("");
    }
}
