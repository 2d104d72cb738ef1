package io.claudeflow.swarm.operator.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finalizers that only some objects of a kind bear; the framework's own are on every one. Thread-safe.
 *
 * @param finalizer the one this is about
 */
public record Finalizers(KubernetesClient client, String finalizer) {

    /** Whether {@code object} bears it. */
    public boolean holds(HasMetadata object) {
        return present(object).contains(finalizer);
    }

    /** Adds it, if it is not there. */
    public void add(HasMetadata object) {
        if (!holds(object)) {
            write(
                    object,
                    Stream.concat(present(object).stream(), Stream.of(finalizer))
                            .toList());
        }
    }

    /** Takes it away, if it is there; an object that is gone already is fine. */
    public void remove(HasMetadata object) {
        if (holds(object)) {
            write(
                    object,
                    present(object).stream()
                            .filter(other -> !other.equals(finalizer))
                            .toList());
        }
    }

    private static List<String> present(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getFinalizers()).orElse(List.of());
    }

    /** The version makes the API server refuse it when somebody else was faster: then it is done again. */
    private void write(HasMetadata object, List<String> wanted) {
        var patch = JsonNodeFactory.instance.objectNode();
        var metadata = patch.putObject("metadata")
                .put("uid", object.getMetadata().getUid())
                .put("resourceVersion", object.getMetadata().getResourceVersion());
        var finalizers = metadata.putArray("finalizers");
        wanted.forEach(finalizers::add);
        try {
            client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refusal;
            }
        }
    }
}
