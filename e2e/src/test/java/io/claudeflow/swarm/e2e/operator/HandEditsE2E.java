package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** What somebody does by hand to the objects of a store. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandEditsE2E {
    private OperatorFixture fixture;
    private Actors here;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        fixture = OperatorFixture.start();
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

    private void serve(String spec) {
        here.applyStore("s", spec);
        here.serve("s");
        serves();
    }

    private void serves() {
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    private void edit(Class<? extends HasMetadata> kind, String name, String... operations) {
        here.client
                .resources(kind)
                .inNamespace(here.namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON), "[" + String.join(",", operations) + "]");
    }

    private static String replace(String path, Object value) {
        return "{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + value + "}";
    }

    @Test
    void changedPortsAreChangedBack() {
        serve("{}");

        edit(
                Service.class,
                "s-api",
                replace("/spec/ports/0/port", 8081),
                replace("/spec/ports/1/port", 9095),
                replace("/spec/type", "\"NodePort\""));
        edit(Service.class, "s", replace("/spec/ports/0/name", "\"web\""));
        edit(
                StatefulSet.class,
                "s",
                replace("/spec/template/spec/containers/0/ports/0/containerPort", 8089),
                replace("/spec/template/spec/containers/0/image", "\"nginx\""));

        soon("ports of the Service").untilAsserted(() -> {
            var spec = here.get(Service.class, "s-api").getSpec();
            assertThat(spec.getType()).isEqualTo("ClusterIP");
            assertThat(spec.getPorts()).extracting(ServicePort::getPort).containsExactly(8080, 9090, 9091);
        });
        soon("names of the ports")
                .untilAsserted(
                        () -> assertThat(here.get(Service.class, "s").getSpec().getPorts())
                                .extracting(ServicePort::getName)
                                .containsExactly("http", "grpc", "metrics"));
        soon("ports of the container").untilAsserted(() -> {
            var container = here.get(StatefulSet.class, "s")
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst();
            assertThat(container.getPorts())
                    .extracting(ContainerPort::getContainerPort)
                    .containsExactly(8080, 9090, 9091);
            assertThat(container.getImage()).startsWith("swarm-memory:");
        });
        serves();
        soon("silence").during(Duration.ofSeconds(3)).until(fixture::writesOfTheOperator, new Steady<>());
    }

    @Test
    void narrowedSelectorsAreWidenedAgain() {
        serve("{}");
        var more = "{\"somebody\":\"else\"}";

        edit(
                Service.class,
                "s-api",
                replace("/spec/selector/somebody", "\"else\"").replace("replace", "add"));
        edit(
                NetworkPolicy.class,
                "s",
                replace("/spec/podSelector/matchLabels/somebody", "\"else\"").replace("replace", "add"),
                replace("/spec/ingress/0/from/0/podSelector/matchLabels", more).replace("replace", "add"));

        soon("selector of the Service")
                .untilAsserted(() -> assertThat(
                                here.get(Service.class, "s-api").getSpec().getSelector())
                        .doesNotContainKey("somebody")
                        .hasSize(2));
        soon("selectors of the policy").untilAsserted(() -> {
            var spec = here.get(NetworkPolicy.class, "s").getSpec();
            assertThat(spec.getPodSelector().getMatchLabels()).doesNotContainKey("somebody");
            assertThat(spec.getIngress()
                            .getFirst()
                            .getFrom()
                            .getFirst()
                            .getPodSelector()
                            .getMatchLabels())
                    .isNullOrEmpty();
        });
        soon("silence").during(Duration.ofSeconds(3)).until(fixture::writesOfTheOperator, new Steady<>());
    }

    @Test
    void orphansOfTheStoreAreItsOwnAgain() {
        serve("{backupOnDelete: false}");
        var pod = here.get(Pod.class, "s-0").getMetadata().getUid();
        here.store("s").withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        soon("gone").until(() -> here.store("s").get() == null);
        soon("orphans")
                .until(() -> here.get(StatefulSet.class, "s")
                        .getMetadata()
                        .getOwnerReferences()
                        .isEmpty());

        here.applyStore("s", "{backupOnDelete: false}");

        serves();
        assertThat(here.get(Pod.class, "s-0").getMetadata().getUid())
                .as("it went on")
                .isEqualTo(pod);
        for (var object : List.of(
                here.get(StatefulSet.class, "s"),
                here.get(Service.class, "s"),
                here.get(Service.class, "s-api"),
                here.get(NetworkPolicy.class, "s"))) {
            assertThat(object.getMetadata().getOwnerReferences())
                    .as(object.getKind())
                    .singleElement()
                    .extracting("uid")
                    .isEqualTo(here.store("s").get().getMetadata().getUid());
        }
    }

    @Test
    void aPodThatIsRefusedIsTold() {
        policy("{\"kind\":\"ValidatingAdmissionPolicy\",\"metadata\":{\"name\":\"no-pods\"},\"spec\":{"
                + "\"matchConstraints\":{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\""
                + here.namespace + "\"}},\"resourceRules\":[{\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],"
                + "\"operations\":[\"CREATE\"],\"resources\":[\"pods\"]}]},"
                + "\"validations\":[{\"expression\":\"false\",\"message\":\"no cost centre\"}]}}");
        policy("{\"kind\":\"ValidatingAdmissionPolicyBinding\",\"metadata\":{\"name\":\"no-pods\"},"
                + "\"spec\":{\"policyName\":\"no-pods\",\"validationActions\":[\"Deny\"]}}");
        soon("policy at work").until(() -> {
            try {
                here.client.resource(somebodysPod("probe")).create();
                here.client.pods().inNamespace(here.namespace).withName("probe").delete();
                return false;
            } catch (KubernetesClientException refused) {
                return String.valueOf(refused.getMessage()).contains("no cost centre");
            }
        });

        here.applyStore("s", "{}");
        here.bind("s-storage");

        soon("told").until(() -> reason(here.store("s"), "Ready").equals("ApiRefused"));
        assertThat(message(here.store("s"), "Ready"))
                .startsWith("The API server refused Pod s-0: pods \"s-0\" is forbidden")
                .contains("no cost centre");

        here.client
                .genericKubernetesResources("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding")
                .withName("no-pods")
                .delete();
        here.servePod("s");
        serves();
    }

    @Test
    void aJobWhosePodIsRefusedIsTold() {
        serve("{}");
        here.applyBackup("b", "{storeRef: {name: s}}");
        var job = new JobsByHand(here, fixture.clock).await("s-backup-b");

        // As the controller of Jobs does, which is not there.
        complain(job, "Error creating: pods \"s-backup-b-\" is forbidden: exceeded quota: small");
        here.client
                .resource(job)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"startTime\":\"" + job.getMetadata().getCreationTimestamp() + "\"}}");

        soon("told")
                .untilAsserted(() -> assertThat(message(here.backup("b"), "Succeeded"))
                        .isEqualTo("Job s-backup-b: The API server refused its pod: pods \"s-backup-b-\" is forbidden:"
                                + " exceeded quota: small"));
    }

    private void complain(HasMetadata about, String words) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        here.client
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withGenerateName("complaint.")
                        .withNamespace(here.namespace)
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind(about.getKind())
                        .withNamespace(here.namespace)
                        .withName(about.getMetadata().getName())
                        .withUid(about.getMetadata().getUid())
                        .endInvolvedObject()
                        .withReason("FailedCreate")
                        .withType("Warning")
                        .withMessage(words)
                        .withFirstTimestamp(now)
                        .withLastTimestamp(now)
                        .build())
                .create();
    }

    private void policy(String document) {
        here.client
                .resource("{\"apiVersion\":\"admissionregistration.k8s.io/v1\"," + document.substring(1))
                .create();
    }

    private Pod somebodysPod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(here.namespace)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("a")
                .withImage("b")
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void aPodOfSomebodyElseIsLeftAlone() {
        here.client.resource(somebodysPod("s-0")).create();

        here.applyStore("s", "{}");
        here.bind("s-storage");

        soon("told").until(() -> reason(here.store("s"), "Ready").equals("ObjectNotOwned"));
        assertThat(message(here.store("s"), "Ready")).startsWith("Pod s-0 belongs to nobody");

        here.client
                .pods()
                .inNamespace(here.namespace)
                .withName("s-0")
                .withGracePeriod(0)
                .delete();
        here.servePod("s");
        serves();
    }
}
