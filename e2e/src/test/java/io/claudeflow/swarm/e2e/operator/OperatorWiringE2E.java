package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** What the operator does to a cluster, seen from the API server. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorWiringE2E {

    private OperatorFixture fixture;
    private KubernetesClient admin;
    private Actors here;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        fixture = OperatorFixture.start();
        admin = fixture.admin;
    }

    @AfterAll
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @BeforeEach
    void enter(TestInfo test) {
        here = fixture.enter(test);
    }

    @Test
    void clusterBecomesAServingStore() {
        here.applyCluster("x", "{memory: {enableMemoryStore: true, size: 1024Mi, sqliteConfig: {cacheSize: 2000}}}");
        here.serve("x-memory");

        soon("store ready").until(() -> reason(here.store("x-memory"), "Ready").equals("Serving"));
        soon("cluster ready").until(() -> reason(here.cluster("x"), "Ready").equals("StoreReady"));
        soon("figures").until(() -> here.store("x-memory").get().get("status", "databaseSize") != null);

        assertThat(here.get(NetworkPolicy.class, "x-memory").getSpec().getIngress())
                .hasSize(2);
        assertThat(here.get(Service.class, "x-memory-api").getSpec().getPorts()).hasSize(3);
        assertThat(here.find(PodDisruptionBudget.class, "x-memory")).isEmpty();
        assertThat(here.get(PersistentVolumeClaim.class, "x-memory-storage")
                        .getMetadata()
                        .getOwnerReferences())
                .isEmpty();
        assertThat(here.store("x-memory").get().<String>get("status", "databaseSize"))
                .isEqualTo("4Ki");
        assertThat(admin.v1().events().inNamespace(here.namespace).list().getItems())
                .anySatisfy(event -> assertThat(event.getReason()).isEqualTo("ObjectsCreated"));
    }

    @Test
    void driftIsRepairedAndRestIsSilent() {
        here.applyStore("s", "{podDisruptionBudget: {enabled: true}}");
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));

        admin.services().inNamespace(here.namespace).withName("s-api").edit(service -> {
            service.getSpec().setSelector(Map.of("somebody", "else"));
            service.getMetadata().getLabels().clear();
            return service;
        });
        admin.apps().statefulSets().inNamespace(here.namespace).withName("s").scale(0);
        admin.resources(NetworkPolicy.class)
                .inNamespace(here.namespace)
                .withName("s")
                .delete();

        soon("service repaired").untilAsserted(() -> {
            var service = here.get(Service.class, "s-api");
            assertThat(service.getSpec().getSelector()).containsEntry("swarm.claudeflow.io/store", "s");
            assertThat(service.getMetadata().getLabels())
                    .containsEntry("app.kubernetes.io/managed-by", "swarm-operator");
        });
        soon("scale repaired")
                .until(() -> here.get(StatefulSet.class, "s").getSpec().getReplicas() == 1);
        soon("policy repaired").until(() -> here.find(NetworkPolicy.class, "s").isPresent());
        here.servePod("s");
        soon("ready again").until(() -> reason(here.store("s"), "Ready").equals("Serving"));

        soon("five seconds without a write, while every second a look is due")
                .during(Duration.ofSeconds(5))
                .until(fixture::writesOfTheOperator, new Steady<>());
    }

    @Test
    void budgetAndPolicyGoWhenTheyAreSwitchedOff() {
        here.applyStore("s", "{podDisruptionBudget: {enabled: true}}");
        soon("budget").until(() -> here.find(PodDisruptionBudget.class, "s").isPresent());

        here.applyStore("s", "{podDisruptionBudget: {enabled: false}, networkPolicy: {enabled: false}}");

        soon("both gone")
                .until(() -> here.find(PodDisruptionBudget.class, "s").isEmpty()
                        && here.find(NetworkPolicy.class, "s").isEmpty());
    }

    @Test
    void foreignObjectsAreLeftAlone() {
        var foreign = new ServiceBuilder()
                .withNewMetadata()
                .withName("s-api")
                .withNamespace(here.namespace)
                .endMetadata()
                .withNewSpec()
                .addToSelector("somebody", "else")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
        admin.resource(foreign).create();

        here.applyStore("s", "{}");

        soon("refusal").until(() -> reason(here.store("s"), "Ready").equals("ObjectNotOwned"));
        assertThat(message(here.store("s"), "Ready")).contains("Service s-api").contains("nobody");
        assertThat(here.get(Service.class, "s-api").getSpec().getSelector()).isEqualTo(Map.of("somebody", "else"));

        admin.resource(foreign).delete();
        here.serve("s");
        soon("healed").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    @Test
    void storesWhoseNamesMeetDoNotFight() {
        here.applyStore("a", "{}");
        here.applyStore("a-api", "{}");

        soon("one of them is refused")
                .until(() -> List.of(reason(here.store("a"), "Ready"), reason(here.store("a-api"), "Ready"))
                        .contains("ObjectNotOwned"));
        var owners = here.get(Service.class, "a-api").getMetadata().getOwnerReferences();
        assertThat(owners).hasSize(1);
    }

    @Test
    void anObjectThatCannotBeDecodedStopsNoOther() throws IOException {
        here.applyStore("good", "{}");
        soon("good").until(() -> here.find(StatefulSet.class, "good").isPresent());
        var strict = OperatorFixture.definition("swarmmemorystores");
        Actors.applyAll(admin, permissive(strict));
        try {
            soon("bad is stored").ignoreExceptions().until(() -> {
                here.applyStore("bad", "{cacheSize: lots, storageSize: [1], compression: papyrus}");
                return true;
            });
            soon("bad is reported")
                    .until(() -> reason(here.store("bad"), "Ready").equals("InvalidSpec"));
            assertThat(message(here.store("bad"), "Ready")).startsWith("spec.");

            here.applyStore("later", "{}");
            soon("later is made")
                    .until(() -> here.find(StatefulSet.class, "later").isPresent());
            here.store("bad").delete();
            soon("bad goes").until(() -> here.store("bad").get() == null);
        } finally {
            Actors.applyAll(admin, strict);
        }
        assertThat(fixture.operator().failed()).isFalse();
    }

    /** The same kind without rules, as an older version of the definition might have been. */
    private String permissive(String strict) {
        var definition = admin.getKubernetesSerialization().unmarshal(strict, CustomResourceDefinition.class);
        var version = definition.getSpec().getVersions().getFirst();
        version.setAdditionalPrinterColumns(List.of());
        version.getSchema().getOpenAPIV3Schema().setXKubernetesValidations(List.of());
        version.getSchema().getOpenAPIV3Schema().setRequired(List.of());
        version.getSchema().getOpenAPIV3Schema().getProperties().forEach((name, part) -> {
            if (!name.equals("metadata")) {
                part.setXKubernetesValidations(List.of());
                part.setProperties(Map.of());
                part.setXKubernetesPreserveUnknownFields(true);
            }
        });
        return admin.getKubernetesSerialization().asYaml(definition);
    }

    @Test
    void aPodThatNeverBecameReadyFollowsANewTemplate() {
        here.applyStore("s", "{version: broken}");
        soon("first pod").until(() -> here.find(Pod.class, "s-0").isPresent());
        var first = here.get(Pod.class, "s-0").getMetadata().getUid();

        here.applyStore("s", "{version: 0.1.0}");

        soon("new pod")
                .until(() -> here.find(Pod.class, "s-0")
                        .filter(pod -> !pod.getMetadata().getUid().equals(first))
                        .filter(pod -> pod.getSpec()
                                .getContainers()
                                .getFirst()
                                .getImage()
                                .endsWith(":0.1.0"))
                        .isPresent());
    }

    @Test
    void aStatefulSetThatCannotBeChangedIsMadeAnew() {
        // A claim of nobody holds the operator back until the StatefulSet of another version is in its place.
        here.claim("s-storage");
        here.applyStore("s", "{}");
        soon("claim refused")
                .until(() -> reason(here.store("s"), "StorageReady").equals("ObjectNotOwned"));
        assertThat(here.find(StatefulSet.class, "s")).isEmpty();
        admin.resource(ofAnotherVersion(here.store("s").get().getMetadata().getUid()))
                .create();

        admin.persistentVolumeClaims()
                .inNamespace(here.namespace)
                .withName("s-storage")
                .delete();

        soon("made anew")
                .until(() -> here.find(StatefulSet.class, "s")
                        .filter(set -> set.getSpec().getServiceName().equals("s"))
                        .isPresent());
        assertThat(here.get(PersistentVolumeClaim.class, "s-storage")
                        .getMetadata()
                        .getLabels())
                .containsEntry("swarm.claudeflow.io/store", "s");
    }

    private StatefulSet ofAnotherVersion(String storeUid) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName("s")
                .withNamespace(here.namespace)
                .addToLabels("app.kubernetes.io/managed-by", "swarm-operator")
                .addToLabels("swarm.claudeflow.io/store", "s")
                .addNewOwnerReference()
                .withApiVersion("swarm.claudeflow.io/v1alpha1")
                .withKind("SwarmMemoryStore")
                .withName("s")
                .withUid(storeUid)
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withServiceName("of-another-version")
                .withNewSelector()
                .addToMatchLabels("of", "another-version")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("of", "another-version")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("memory")
                .withImage("swarm-memory:0.0.1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
