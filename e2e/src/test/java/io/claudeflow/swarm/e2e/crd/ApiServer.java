package io.claudeflow.swarm.e2e.crd;

import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The API server under test, with the definitions of this build and a namespace of its own. */
final class ApiServer implements AutoCloseable {
    private static final String VERSION = "swarm.claudeflow.io/v1alpha1";
    private static final List<String> DEFINITIONS = List.of(
            "swarmclusters.swarm.claudeflow.io",
            "swarmmemorystores.swarm.claudeflow.io",
            "swarmmemorybackups.swarm.claudeflow.io",
            "swarmmemoryrestores.swarm.claudeflow.io",
            "swarmmemories.swarm.claudeflow.io",
            "swarmtasks.swarm.claudeflow.io");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ControlPlane plane;
    private final KubernetesClient client;
    private final String namespace = "crd-rules-" + UUID.randomUUID().toString().substring(0, 8);

    /** Starts an API server that no operator works on: a document that is only tried stays as it is. */
    ApiServer() throws IOException, InterruptedException {
        this.plane = ControlPlane.start();
        this.client = plane.client();
    }

    /** Applies the committed definitions and creates the namespace. */
    void prepare() {
        for (CustomResourceDefinition definition : definitions()) {
            client.resource(definition)
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager("swarm-e2e")
                            .withForce(true)
                            .build());
            client.resource(definition)
                    .waitUntilCondition(ApiServer::isEstablished, SOON.toSeconds(), TimeUnit.SECONDS);
        }
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    /** The committed definitions, as they are in this checkout. */
    List<CustomResourceDefinition> definitions() {
        return DEFINITIONS.stream()
                .map(name -> Path.of("..", "crds", name + ".yaml").toFile())
                .map(file -> client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .load(file)
                        .item())
                .toList();
    }

    /** What the server would store for a new document, under strict field validation. */
    GenericKubernetesResource tryCreate(GenericKubernetesResource document) {
        return at(document).dryRun().fieldValidation(Validation.STRICT).create();
    }

    /** Stores a new document. */
    GenericKubernetesResource create(GenericKubernetesResource document) {
        return at(document).create();
    }

    /** What the server would store over a document that is there. */
    GenericKubernetesResource tryReplace(GenericKubernetesResource document) {
        return at(document).dryRun().fieldValidation(Validation.STRICT).update();
    }

    /** What the server would store as the status of a document that is there. */
    GenericKubernetesResource tryStatus(GenericKubernetesResource document) {
        return at(document).dryRun().fieldValidation(Validation.STRICT).updateStatus();
    }

    /** Removes a document. */
    void delete(GenericKubernetesResource document) {
        at(document).delete();
    }

    /** The refusal of an action, or an error when the server accepted it. */
    static KubernetesClientException refusal(Runnable action) {
        try {
            action.run();
        } catch (KubernetesClientException e) {
            return e;
        }
        throw new AssertionError("the API server accepted the document (expected: refused)");
    }

    @Override
    public void close() {
        client.close();
        plane.close();
    }

    private Resource<GenericKubernetesResource> at(GenericKubernetesResource document) {
        document.setApiVersion(VERSION);
        document.getMetadata().setNamespace(namespace);
        return client.genericKubernetesResources(VERSION, document.getKind())
                .inNamespace(namespace)
                .resource(document);
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
