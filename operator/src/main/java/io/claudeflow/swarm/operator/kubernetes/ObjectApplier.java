package io.claudeflow.swarm.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.plan.Fingerprint;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that writes wanted objects: looks first, checks whose it is, compares, and applies on the server side
 * only what differs. An object that is as wanted costs no request when the cache holds it. Thread-safe.
 */
public final class ObjectApplier {
    private static final Logger log = LoggerFactory.getLogger(ObjectApplier.class);

    private static final int UNPROCESSABLE = 422;
    /** Kubernetes sets this label on the pods of a Job. */
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

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

    /** The object as the cache has it, which holds nothing without the label it selects by. */
    public <T extends HasMetadata> Optional<T> cached(Class<T> kind, String namespace, String name) {
        return cache.get(kind, namespace, name);
    }

    /** The object as the cache has it; nobody is asked. */
    public <T extends HasMetadata> Optional<T> known(Class<T> kind, String namespace, String name) {
        return cache.get(kind, namespace, name);
    }

    /** The object as the API server has it now. */
    public <T extends HasMetadata> Optional<T> fetched(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    /** The whole spec of an object that a cache holds in part, as the API server has it now. */
    public Optional<JsonNode> wholeSpec(HasMetadata object) {
        var metadata = object.getMetadata();
        return Optional.ofNullable(
                        client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(object.getClass()))
                                .inNamespace(metadata.getNamespace())
                                .withName(metadata.getName())
                                .get())
                .filter(found -> metadata.getUid().equals(found.getMetadata().getUid()))
                .map(found -> client.getKubernetesSerialization()
                        .convertValue(found.getAdditionalProperties().getOrDefault("spec", Map.of()), JsonNode.class));
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
        var tree = withFingerprint(wanted);
        var drift = current.flatMap(present -> Drift.between(tree, tree(present)));
        if (current.isPresent() && drift.isEmpty()) {
            return new Outcome.Unchanged(object);
        }
        return write(wanted, tree, object, drift);
    }

    private Outcome write(HasMetadata wanted, JsonNode tree, String object, Optional<String> drift) {
        try {
            client.resource(wanted).patch(onTheServer(), tree.toString());
        } catch (KubernetesClientException refusal) {
            if (drift.isPresent() && refusal.getCode() == UNPROCESSABLE && renumbered(wanted, tree)) {
                return write(wanted, tree, object, drift);
            }
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

    private PatchContext onTheServer() {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(fieldManager)
                .withForce(true)
                .build();
    }

    /** Whether ports got their numbers back, which can be what an apply is refused for. */
    private boolean renumbered(HasMetadata wanted, JsonNode tree) {
        var metadata = wanted.getMetadata();
        var change = fetched(wanted.getClass(), metadata.getNamespace(), metadata.getName())
                .map(present -> PortNumbers.back(tree, tree(present)))
                .filter(patch -> !patch.isEmpty());
        change.ifPresent(patch -> client.resource(wanted).patch(PatchContext.of(PatchType.JSON), patch.toString()));
        return change.isPresent();
    }

    /** Refusals that would be the same a second later; conflicts and outages are for the framework to retry. */
    private static Optional<Outcome> refused(String object, KubernetesClientException refusal) {
        var code = refusal.getCode();
        if (code != 400 && code != 403 && code != 404 && code != UNPROCESSABLE) {
            return Optional.empty();
        }
        var message = refusal.getStatus() != null && refusal.getStatus().getMessage() != null
                ? refusal.getStatus().getMessage()
                : String.valueOf(refusal.getMessage());
        var immutable = code == UNPROCESSABLE
                && (message.contains("updates to statefulset spec for fields other than")
                        || message.contains("field is immutable"));
        return Optional.of(new Outcome.Refused(object, code, message, immutable));
    }

    /** Makes {@code wanted} if nothing of that name exists; what exists stays as it is and counts as unchanged. */
    public Outcome create(HasMetadata wanted) {
        var object = name(wanted);
        try {
            client.resource(wanted).create();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return new Outcome.Unchanged(object);
            }
            return refused(object, refusal).orElseThrow(() -> refusal);
        }
        log.atInfo()
                .addKeyValue("object", object)
                .addKeyValue("namespace", wanted.getMetadata().getNamespace())
                .log("created");
        return new Outcome.Created(object);
    }

    /**
     * Changes one annotation of {@code object}, if it still is as it was seen there.
     *
     * @param seen the value it had; empty if it had none
     * @param value empty removes it
     * @return whether it was changed; false if somebody else was faster, or the object is gone
     */
    public boolean annotate(HasMetadata object, String annotation, Optional<String> seen, Optional<String> value) {
        var patch = seen.map(before -> replacing(annotation, before, value))
                .orElseGet(() -> adding(object, annotation, value));
        var type = seen.isPresent() ? PatchType.JSON : PatchType.JSON_MERGE;
        try {
            client.resource(object).patch(PatchContext.of(type), patch.toString());
            return true;
        } catch (KubernetesClientException refusal) {
            var code = refusal.getCode();
            if (code == HttpURLConnection.HTTP_NOT_FOUND
                    || code == HttpURLConnection.HTTP_CONFLICT
                    || code == UNPROCESSABLE) {
                return false;
            }
            throw refusal;
        }
    }

    private static JsonNode replacing(String annotation, String seen, Optional<String> value) {
        var path = "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
        var patch = JsonNodeFactory.instance.arrayNode();
        patch.addObject().put("op", "test").put("path", path).put("value", seen);
        var change = patch.addObject()
                .put("op", value.isPresent() ? "replace" : "remove")
                .put("path", path);
        value.ifPresent(text -> change.put("value", text));
        return patch;
    }

    /** The uid makes the API server refuse it for another object of the same name. */
    private static JsonNode adding(HasMetadata object, String annotation, Optional<String> value) {
        var patch = JsonNodeFactory.instance.objectNode();
        var metadata =
                patch.putObject("metadata").put("uid", object.getMetadata().getUid());
        metadata.putObject("annotations").put(annotation, value.orElse(null));
        return patch;
    }

    /** Sets a condition of {@code pod} to True; another pod of the same name is refused by its uid. */
    public void confirm(Pod pod, String condition, Instant now) {
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", condition)
                .put("status", "True")
                .put("reason", "Checked")
                .put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
        try {
            client.resource(pod)
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch.toString());
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_NOT_FOUND
                    && refusal.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refusal;
            }
        }
    }

    /** Changes fields of {@code object} that an apply cannot take away because nobody owns them. */
    public void merge(HasMetadata object, JsonNode change) {
        client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), change.toString());
    }

    /** Writes the status of {@code object}, where the framework does not: while it is being deleted. */
    public void patchStatus(HasMetadata object) {
        client.resource(object).subresource("status").patch(onTheServer());
    }

    /** Adds labels to {@code object}, leaving the others. */
    public void label(HasMetadata object, Map<String, String> labels) {
        var patch = JsonNodeFactory.instance.objectNode();
        var block = patch.putObject("metadata").putObject("labels");
        labels.forEach(block::put);
        client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    }

    /** Why the pods of {@code object} cannot be made, in the words of its controller; empty when nothing is known. */
    public Optional<String> complaintAbout(HasMetadata object) {
        return new Complaints(client).about(object);
    }

    /** The pods of a Job, as the API server has them now. */
    public List<Pod> podsOf(Job job) {
        return client.pods()
                .inNamespace(job.getMetadata().getNamespace())
                .withLabel(JOB_NAME, job.getMetadata().getName())
                .list()
                .getItems();
    }

    /**
     * What is wrong with the Secret {@code name} that must have {@code keys}; empty when nothing is, and when it may
     * not be looked at. Its values are of no interest here.
     */
    public Optional<String> problemOfSecret(String namespace, String name, List<String> keys) {
        try {
            var found = keysOfSecret(namespace, name);
            if (found.isEmpty()) {
                return Optional.of("there is no Secret " + name + " (expected: one with the keys "
                        + String.join(", ", keys) + ")");
            }
            var missing =
                    keys.stream().filter(key -> !found.get().contains(key)).toList();
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Secret " + name + " lacks " + String.join(", ", missing) + " (expected: the keys "
                            + String.join(", ", keys) + ")");
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /** Whether the Secret {@code name} has {@code key}; not as far as is known when it may not be looked at. */
    public boolean secretHas(String namespace, String name, String key) {
        try {
            return keysOfSecret(namespace, name)
                    .filter(keys -> keys.contains(key))
                    .isPresent();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return false;
            }
            throw refusal;
        }
    }

    private Optional<Set<String>> keysOfSecret(String namespace, String name) {
        return Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get())
                .map(secret ->
                        secret.getData() == null ? Set.of() : secret.getData().keySet());
    }

    /** The namespace of this name. */
    public Optional<Namespace> namespace(String name) {
        return Optional.ofNullable(client.namespaces().withName(name).get());
    }

    /** Whether the namespace goes away: nothing can be made there any more. */
    public boolean namespaceEnds(String namespace) {
        return namespace(namespace)
                .map(found -> found.getMetadata().getDeletionTimestamp() != null)
                .orElse(true);
    }

    /** Removes {@code object} and what it owns; one that is gone already is fine. */
    public void delete(HasMetadata object) {
        delete(object, DeletionPropagation.BACKGROUND);
    }

    /** Removes what {@code object} owns, and then itself. */
    public void deleteAfterDependents(HasMetadata object) {
        delete(object, DeletionPropagation.FOREGROUND);
    }

    private void delete(HasMetadata object, DeletionPropagation propagation) {
        client.resource(object).withPropagationPolicy(propagation).delete();
        log.atInfo()
                .addKeyValue("object", name(object))
                .addKeyValue("namespace", object.getMetadata().getNamespace())
                .log("deleted");
    }

    /** What is wanted, its annotations in order, and in one of them a fingerprint of the rest. */
    private ObjectNode withFingerprint(HasMetadata wanted) {
        var annotations = new TreeMap<>(
                Optional.ofNullable(wanted.getMetadata().getAnnotations()).orElse(Map.of()));
        annotations.remove(Labels.FINGERPRINT);
        wanted.getMetadata().setAnnotations(annotations);
        var tree = client.getKubernetesSerialization().convertValue(wanted, ObjectNode.class);
        var fingerprint = Long.toHexString(Fingerprint.of(tree.toString()));
        tree.withObject("/metadata/annotations").put(Labels.FINGERPRINT, fingerprint);
        return tree;
    }

    private JsonNode tree(HasMetadata object) {
        return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
    }

    static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
