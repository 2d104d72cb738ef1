package io.claudeflow.swarm.e2e.operator;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The user who types documents, and the kubelet and the provisioner who answer them, in one namespace. */
final class Actors {
    private static final String VERSION = "swarm.claudeflow.io/v1alpha1";

    final KubernetesClient client;
    final String namespace;

    Actors(KubernetesClient client, String namespace) {
        this(client, namespace, true);
    }

    /** In a namespace that somebody else makes. */
    static Actors of(KubernetesClient client, String namespace) {
        return new Actors(client, namespace, false);
    }

    private Actors(KubernetesClient client, String namespace, boolean creating) {
        this.client = client;
        this.namespace = namespace;
        if (creating) {
            create();
        }
    }

    private void create() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Bounded patience; a busy machine needs seconds for what takes milliseconds. */
    static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }

    GenericKubernetesResource applyStore(String name, String spec) {
        return apply("SwarmMemoryStore", name, spec);
    }

    GenericKubernetesResource applyCluster(String name, String spec) {
        return apply("SwarmCluster", name, spec);
    }

    private GenericKubernetesResource apply(String kind, String name, String spec) {
        var document = client.getKubernetesSerialization()
                .unmarshal(
                        "apiVersion: " + VERSION + "\nkind: " + kind + "\nmetadata: {name: " + name + ", namespace: "
                                + namespace + "}\nspec: " + spec + "\n",
                        GenericKubernetesResource.class);
        return client.resource(document).forceConflicts().serverSideApply();
    }

    Resource<GenericKubernetesResource> store(String name) {
        return at("SwarmMemoryStore", name);
    }

    GenericKubernetesResource applyBackup(String name, String spec) {
        return apply("SwarmMemoryBackup", name, spec);
    }

    GenericKubernetesResource applyRestore(String name, String spec) {
        return apply("SwarmMemoryRestore", name, spec);
    }

    GenericKubernetesResource applyMemory(String name, String spec) {
        return apply("SwarmMemory", name, spec);
    }

    GenericKubernetesResource applyTask(String name, String spec) {
        return apply("SwarmTask", name, spec);
    }

    Resource<GenericKubernetesResource> memory(String name) {
        return at("SwarmMemory", name);
    }

    Resource<GenericKubernetesResource> task(String name) {
        return at("SwarmTask", name);
    }

    Resource<GenericKubernetesResource> backup(String name) {
        return at("SwarmMemoryBackup", name);
    }

    Resource<GenericKubernetesResource> restore(String name) {
        return at("SwarmMemoryRestore", name);
    }

    /** Every object of one of our kinds. */
    List<GenericKubernetesResource> all(String kind) {
        return client.genericKubernetesResources(VERSION, kind)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    /** Names of the backups there are, sorted. */
    List<String> backups() {
        return all("SwarmMemoryBackup").stream()
                .map(backup -> backup.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** {@code kubectl annotate} of a store. */
    void annotate(String store, String key, String value) {
        store(store)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + key + "\":\"" + value + "\"}}}");
    }

    /** The events about an object of that name, which may be of no namespace. */
    List<Event> eventsAbout(String name) {
        return client.v1().events().inAnyNamespace().list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .filter(event -> List.of(namespace, "default")
                        .contains(event.getMetadata().getNamespace()))
                .toList();
    }

    /** Reasons of the events about an object of that name. */
    List<String> events(String name) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .map(event -> event.getReason())
                .toList();
    }

    Resource<GenericKubernetesResource> cluster(String name) {
        return at("SwarmCluster", name);
    }

    private Resource<GenericKubernetesResource> at(String kind, String name) {
        return client.genericKubernetesResources(VERSION, kind)
                .inNamespace(namespace)
                .withName(name);
    }

    /** The object, which must be there. */
    <T extends HasMetadata> T get(Class<T> kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError(kind.getSimpleName() + " " + name + " is absent"));
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    /** Reason of the condition, for the present generation; empty while there is none. */
    static String reason(Resource<GenericKubernetesResource> resource, String type) {
        return condition(resource, type)
                .map(found -> String.valueOf(found.get("reason")))
                .orElse("");
    }

    static String message(Resource<GenericKubernetesResource> resource, String type) {
        return condition(resource, type)
                .map(found -> String.valueOf(found.get("message")))
                .orElse("");
    }

    private static Optional<Map<?, ?>> condition(Resource<GenericKubernetesResource> resource, String type) {
        var object = resource.get();
        if (object == null || !(object.get("status", "conditions") instanceof List<?> conditions)) {
            return Optional.empty();
        }
        for (var condition : conditions) {
            if (condition instanceof Map<?, ?> fields
                    && type.equals(fields.get("type"))
                    && String.valueOf(object.getMetadata().getGeneration())
                            .equals(String.valueOf(fields.get("observedGeneration")))) {
                return Optional.of(fields);
            }
        }
        return Optional.empty();
    }

    /** Binds the claim and lets the pod answer, as a provisioner and a kubelet would. */
    void serve(String store) {
        bind(store + "-storage");
        servePod(store);
    }

    /** Binds a claim, once it is there. */
    void bind(String name) {
        soon("claim " + name)
                .until(() -> find(PersistentVolumeClaim.class, name).isPresent());
        var claim = client.persistentVolumeClaims().inNamespace(namespace).withName(name);
        var bound = new PersistentVolumeClaimBuilder()
                .withNewStatus()
                .withPhase("Bound")
                .withCapacity(claim.get().getSpec().getResources().getRequests())
                .endStatus()
                .build();
        // The operator may write the claim meanwhile: what is sent says nothing of the version that was read.
        claim.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(bound));
    }

    /** A claim that somebody made by hand, without labels. */
    void claim(String name) {
        client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    /** A Secret with these keys. */
    void secret(String name, String... keys) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withStringData(Arrays.stream(keys).collect(Collectors.toMap(key -> key, key -> "x")))
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    void servePod(String store) {
        // Not those of a store of this name that is gone: the garbage collector takes its time.
        soon("pod of " + store)
                .until(() -> find(StatefulSet.class, store)
                        .filter(set -> isOwned(set, store(store).get()))
                        .flatMap(set -> find(Pod.class, store + "-0").filter(pod -> isOwned(pod, set)))
                        .isPresent());
        answer(store + "-0");
    }

    private static boolean isOwned(HasMetadata object, HasMetadata by) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(by.getMetadata().getUid()));
    }

    /** Lets a pod run and be ready. */
    void answer(String name) {
        report(
                name,
                new PodStatusBuilder()
                        .withPhase("Running")
                        .withPodIP("127.0.0.1")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .build());
    }

    /** Gives a pod this status once it is there, whoever else writes it just then. */
    void report(String name, PodStatus status) {
        soon("pod " + name)
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> find(Pod.class, name).isPresent()
                        && client.pods()
                                        .inNamespace(namespace)
                                        .withName(name)
                                        .editStatus(pod -> new PodBuilder(pod)
                                                .withStatus(status)
                                                .build())
                                != null);
    }

    /** Applies rendered YAML. */
    static void applyAll(KubernetesClient client, String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(item -> client.resource(item).forceConflicts().serverSideApply());
    }
}
