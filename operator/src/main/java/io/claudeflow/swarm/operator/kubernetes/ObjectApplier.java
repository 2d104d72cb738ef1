package io.claudeflow.swarm.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that writes wanted objects: looks first, checks whose it is, compares, and applies on the server side
 * only what differs. An object that is as wanted costs no request when the cache holds it. Thread-safe.
 */
public final class ObjectApplier {
    private static final Logger log = LoggerFactory.getLogger(ObjectApplier.class);

    private final KubernetesClient client;
    private final ObjectCache cache;
    private final String fieldManager;

    public ObjectApplier(KubernetesClient client, ObjectCache cache, String fieldManager) {
        this.client = client;
        this.cache = cache;
        this.fieldManager = fieldManager;
    }

    /** The object as the cache has it, else as the API server has it. */
    public <T extends HasMetadata> Optional<T> current(Class<T> kind, String namespace, String name) {
        return cache.get(kind, namespace, name).or(() -> fetched(kind, namespace, name));
    }

    private <T extends HasMetadata> Optional<T> fetched(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    /**
     * Makes {@code wanted} so, if it is ours to make. Fields applied earlier and no longer wanted are removed: a
     * fingerprint of what was applied last lies in an annotation.
     */
    public <T extends HasMetadata> Outcome apply(Class<T> kind, T wanted, Ownership ownership) {
        var current = current(
                kind, wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
        return apply(wanted, current, ownership);
    }

    /** As {@link #apply(Class, HasMetadata, Ownership)}, for a caller that has looked already. */
    public <T extends HasMetadata> Outcome apply(T wanted, Optional<T> current, Ownership ownership) {
        var object = name(wanted);
        if (current.isPresent()) {
            if (current.get().getMetadata().getDeletionTimestamp() != null) {
                return new Outcome.Leaving(object);
            }
            switch (ownership.holderOf(current.get())) {
                case Ownership.Ours() -> {}
                case Ownership.Predecessor() -> {
                    return new Outcome.Leaving(object);
                }
                case Ownership.Other(var holder) -> {
                    return new Outcome.Foreign(object, holder);
                }
            }
        }
        fingerprint(wanted);
        var drift = current.flatMap(present -> Drift.between(tree(wanted), tree(present)));
        if (current.isPresent() && drift.isEmpty()) {
            return new Outcome.Unchanged(object);
        }
        return write(wanted, object, drift);
    }

    private <T extends HasMetadata> Outcome write(T wanted, String object, Optional<String> drift) {
        try {
            patch(wanted);
        } catch (KubernetesClientException refusal) {
            return refused(object, refusal).orElseThrow(() -> refusal);
        }
        log.atInfo()
                .addKeyValue("object", object)
                .addKeyValue("namespace", wanted.getMetadata().getNamespace())
                .addKeyValue("difference", drift.orElse("absent"))
                .log("applied");
        return drift.<Outcome>map(path -> new Outcome.Updated(object, path))
                .orElseGet(() -> new Outcome.Created(object));
    }

    private <T extends HasMetadata> void patch(T wanted) {
        client.resource(wanted)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(fieldManager)
                        .withForce(true)
                        .build());
    }

    /** Refusals that would be the same a second later; conflicts and outages are for the framework to retry. */
    private static Optional<Outcome> refused(String object, KubernetesClientException refusal) {
        var code = refusal.getCode();
        if (code != 400 && code != 403 && code != 404 && code != 422) {
            return Optional.empty();
        }
        var message = refusal.getStatus() != null && refusal.getStatus().getMessage() != null
                ? refusal.getStatus().getMessage()
                : String.valueOf(refusal.getMessage());
        var immutable = code == 422
                && (message.contains("updates to statefulset spec for fields other than")
                        || message.contains("field is immutable"));
        return Optional.of(new Outcome.Refused(object, code, message, immutable));
    }

    /** Removes {@code object}; one that is gone already is fine. */
    public void delete(HasMetadata object) {
        client.resource(object).delete();
        log.atInfo()
                .addKeyValue("object", name(object))
                .addKeyValue("namespace", object.getMetadata().getNamespace())
                .log("deleted");
    }

    private void fingerprint(HasMetadata wanted) {
        var annotations = new TreeMap<>(
                Optional.ofNullable(wanted.getMetadata().getAnnotations()).orElse(Map.of()));
        annotations.remove(Labels.FINGERPRINT);
        wanted.getMetadata().setAnnotations(annotations);
        var text = client.getKubernetesSerialization().asJson(wanted);
        annotations.put(Labels.FINGERPRINT, Long.toHexString(hash(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** FNV-1a, 64 bits: stable across versions of Java. */
    private static long hash(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private JsonNode tree(HasMetadata object) {
        return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
    }

    static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
