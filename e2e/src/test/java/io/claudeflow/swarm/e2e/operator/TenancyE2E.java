package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what, and which namespaces an operator serves, as the chart's values say. */
class TenancyE2E {
    private static final List<String> KINDS =
            List.of("swarmclusters", "swarmmemorystores", "swarmmemorybackups", "swarmmemoryrestores");

    private ControlPlane plane;
    private KubernetesClient admin;
    private Actors first;
    private Actors second;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        plane = ControlPlane.start();
        admin = plane.client();
        new Actors(admin, "swarm-system");
        OperatorFixture.define(admin);
        first = new Actors(admin, "first");
        second = new Actors(admin, "second");
    }

    @AfterEach
    void stop() {
        if (admin != null) {
            admin.close();
        }
        if (plane != null) {
            plane.close();
        }
    }

    private OperatorUnderTest serving(String namespaces) throws IOException, InterruptedException {
        Actors.applyAll(admin, plane.chart("rbac.yaml", "--set=watchNamespaces={" + namespaces + "}"));
        var operator = new OperatorUnderTest(plane, "one", Map.of("WATCH_NAMESPACES", namespaces));
        operator.awaitWorking();
        return operator;
    }

    /** What {@code helm upgrade} does to the Role of a namespace that is not listed any more. */
    private void revoke(String namespace) {
        admin.rbac()
                .roleBindings()
                .inNamespace(namespace)
                .withName("swarm-operator")
                .delete();
        admin.rbac().roles().inNamespace(namespace).withName("swarm-operator").delete();
    }

    @Test
    void storesOfANamespaceThatIsNotServedAnyMoreStayAsTheyAre() throws IOException, InterruptedException {
        try (var _ = serving("first,second")) {
            for (var team : List.of(first, second)) {
                team.applyStore("s", "{}");
                team.serve("s");
                soon("serving").until(() -> reason(team.store("s"), "Ready").equals("Serving"));
            }
        }
        var pod = second.get(Pod.class, "s-0").getMetadata().getUid();
        var set = second.get(StatefulSet.class, "s").getMetadata();
        revoke("second");

        try (var operator = serving("first")) {
            second.applyStore("s", "{cacheSize: 2000}");
            admin.services().inNamespace("second").withName("s-api").delete();
            admin.services().inNamespace("first").withName("s-api").delete();
            soon("the one that is served is repaired")
                    .until(() -> first.find(Service.class, "s-api").isPresent());
            soon("the other one is left alone")
                    .during(Duration.ofSeconds(3))
                    .until(() -> second.find(Service.class, "s-api").isEmpty()
                            && second.get(StatefulSet.class, "s")
                                    .getMetadata()
                                    .getResourceVersion()
                                    .equals(set.getResourceVersion()));
            assertThat(second.get(Pod.class, "s-0").getMetadata().getUid()).isEqualTo(pod);
            assertThat(operator.failed()).isFalse();
        }

        try (var _ = serving("first,second")) {
            soon("followed again")
                    .until(() -> second.find(Service.class, "s-api").isPresent()
                            && second.get(StatefulSet.class, "s").getMetadata().getGeneration() > set.getGeneration());
        }
    }

    @Test
    void aStoreIsNotPlacedWhereNobodyLooks() throws IOException, InterruptedException {
        admin.namespaces().withName("second").edit(found -> {
            found.getMetadata().setAnnotations(Map.of("swarm.claudeflow.io/accept-stores-from", "first"));
            return found;
        });
        try (var _ = serving("first")) {
            first.applyCluster("x", "{memory: {enableMemoryStore: true}, namespaceConfig: {swarmNamespace: second}}");
            soon("refused").until(() -> reason(first.cluster("x"), "Ready").equals("NamespaceNotAllowed"));
            assertThat(Actors.message(first.cluster("x"), "Ready")).contains("watchNamespaces");
        }

        try (var _ = serving("first,second")) {
            soon("placed").until(() -> second.store("x-memory").get() != null);
        }
    }

    @Test
    void theStandardRolesCoverTheKinds() throws IOException, InterruptedException {
        Actors.applyAll(admin, plane.chart("rbac.yaml"));
        for (var role : List.of("view", "edit", "admin")) {
            admin.resource(new RoleBindingBuilder()
                            .withNewMetadata()
                            .withName(role)
                            .withNamespace("first")
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                            .addNewSubject("rbac.authorization.k8s.io", "User", role, null)
                            .build())
                    .create();
        }
        soon("aggregated").until(() -> may("admin", "deletecollection", "swarmmemorystores", "first"));

        for (var kind : KINDS) {
            for (var user : List.of("view", "edit", "admin")) {
                assertThat(may(user, "list", kind, "first"))
                        .as(user + " lists " + kind)
                        .isTrue();
                assertThat(may(user, "list", kind, "second")).isFalse();
                assertThat(may(user, "update", kind + "/status", "first"))
                        .as("a status is the operator's")
                        .isFalse();
            }
            assertThat(may("view", "create", kind, "first")).isFalse();
            assertThat(may("edit", "create", kind, "first")).isTrue();
            assertThat(may("edit", "delete", kind, "first")).isTrue();
            assertThat(may("edit", "deletecollection", kind, "first")).isFalse();
            assertThat(may("admin", "deletecollection", kind, "first")).isTrue();
        }
    }

    private boolean may(String user, String verb, String resource, String namespace) {
        var parts = resource.split("/", -1);
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user)
                .withNewResourceAttributes()
                .withGroup("swarm.claudeflow.io")
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : null)
                .withVerb(verb)
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        return admin.authorization()
                .v1()
                .subjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }
}
