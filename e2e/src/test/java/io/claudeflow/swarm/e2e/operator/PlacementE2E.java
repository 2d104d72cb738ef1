package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Stores in another namespace than their cluster. Each test has namespaces of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacementE2E {
    private static final String ACCEPTS = "swarm.claudeflow.io/accept-stores-from";

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

    private Actors there() {
        return new Actors(fixture.admin, here.namespace + "-there");
    }

    private void annotate(String namespace, Optional<String> accepts) {
        fixture.admin.namespaces().withName(namespace).edit(found -> {
            var notes = new HashMap<>(
                    Optional.ofNullable(found.getMetadata().getAnnotations()).orElse(Map.of()));
            notes.remove(ACCEPTS);
            accepts.ifPresent(text -> notes.put(ACCEPTS, text));
            found.getMetadata().setAnnotations(notes);
            return found;
        });
    }

    private void applyCluster(String namespace, String more) {
        here.applyCluster(
                "x",
                "{memory: {enableMemoryStore: true, size: 1Gi, sqliteConfig: {backupOnDelete: false}},"
                        + " namespaceConfig: {swarmNamespace: " + namespace + more + "}}");
    }

    private List<String> finalizers() {
        return here.cluster("x").get().getMetadata().getFinalizers();
    }

    @Test
    void aStoreGoesWhereItIsInvitedAndGoesWithItsCluster() {
        var there = there();
        applyCluster(there.namespace, "");

        soon("refused").until(() -> reason(here.cluster("x"), "Ready").equals("NamespaceNotAllowed"));
        assertThat(message(here.cluster("x"), "Ready"))
                .contains("kubectl annotate namespace " + there.namespace, ACCEPTS + "=" + here.namespace);
        assertThat(there.store("x-memory").get()).isNull();
        assertThat(here.store("x-memory").get()).isNull();
        assertThat(finalizers()).as("nothing to hold it").isEmpty();

        annotate(there.namespace, Optional.of("somebody," + here.namespace));

        there.serve("x-memory");
        soon("ready").until(() -> reason(here.cluster("x"), "Ready").equals("StoreReady"));
        var store = there.store("x-memory").get();
        assertThat(store.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(store.getMetadata().getLabels())
                .containsEntry("swarm.claudeflow.io/cluster", "x")
                .containsEntry("swarm.claudeflow.io/cluster-namespace", here.namespace);
        assertThat(here.cluster("x").get().<String>get("status", "memoryStoreNamespace"))
                .isEqualTo(there.namespace);
        assertThat(finalizers()).containsExactly("swarm.claudeflow.io/cluster-finalizer");
        assertThat(here.find(StatefulSet.class, "x-memory")).isEmpty();
        soon("silence").during(Duration.ofSeconds(5)).until(fixture::writesOfTheOperator, new Steady<>());

        here.cluster("x").delete();

        soon("cluster gone").until(() -> here.cluster("x").get() == null);
        soon("store gone").until(() -> there.store("x-memory").get() == null);
        assertThat(there.get(PersistentVolumeClaim.class, "x-memory-storage")
                        .getMetadata()
                        .getLabels())
                .containsEntry("swarm.claudeflow.io/retained", "StoreDeleted");
    }

    @Test
    void aStoreStaysAsItIsWhenItIsNotInvitedAnyMore() {
        var there = there();
        annotate(there.namespace, Optional.of(here.namespace));
        applyCluster(there.namespace, "");
        there.serve("x-memory");
        soon("ready").until(() -> reason(here.cluster("x"), "Ready").equals("StoreReady"));

        annotate(there.namespace, Optional.empty());
        here.applyCluster(
                "x",
                "{memory: {enableMemoryStore: true, size: 2Gi, sqliteConfig: {backupOnDelete: false}},"
                        + " namespaceConfig: {swarmNamespace: " + there.namespace + "}}");

        soon("refused").until(() -> reason(here.cluster("x"), "Ready").equals("NamespaceNotAllowed"));
        assertThat(reason(there.store("x-memory"), "Ready")).isEqualTo("Serving");
        assertThat(there.store("x-memory").get().<Object>get("spec", "storageSize"))
                .isEqualTo("1Gi");

        annotate(there.namespace, Optional.of(here.namespace));
        soon("followed").until(() -> "2Gi".equals(there.store("x-memory").get().get("spec", "storageSize")));
    }

    @Test
    void aStoreIsNotMovedAndIsRemovedWhereItIs() {
        var there = there();
        annotate(there.namespace, Optional.of(here.namespace));
        applyCluster(there.namespace, "");
        there.serve("x-memory");
        soon("ready").until(() -> reason(here.cluster("x"), "Ready").equals("StoreReady"));

        applyCluster(here.namespace, "");
        soon("refused").until(() -> reason(here.cluster("x"), "Ready").equals("NamespaceNotAllowed"));
        assertThat(message(here.cluster("x"), "Ready")).contains("(expected: '" + there.namespace + "')");
        assertThat(here.store("x-memory").get()).isNull();

        here.applyCluster("x", "{memory: {enableMemoryStore: false}}");
        soon("removed").until(() -> there.store("x-memory").get() == null);
        soon("not asked").until(() -> reason(here.cluster("x"), "Ready").equals("NoMemoryRequested"));
        soon("free").until(() -> finalizers().isEmpty());
    }

    @Test
    void aStoreOfSomebodyElseIsLeftAlone() {
        var there = there();
        annotate(there.namespace, Optional.of(here.namespace));
        there.applyStore("x-memory", "{swarmId: other}");

        applyCluster(there.namespace, "");

        soon("refused").until(() -> reason(here.cluster("x"), "Ready").equals("ObjectNotOwned"));
        here.cluster("x").delete();
        soon("cluster gone").until(() -> here.cluster("x").get() == null);
        assertThat(there.store("x-memory").get().<String>get("spec", "swarmId")).isEqualTo("other");
    }

    @Test
    void aNamespaceIsMadeWhenThatIsAllowedAndNeverRemoved() throws IOException, InterruptedException {
        var made = here.namespace + "-made";
        applyCluster(made, ", createNamespaces: true");
        soon("refused").until(() -> reason(here.cluster("x"), "Ready").equals("NamespaceNotAllowed"));
        assertThat(message(here.cluster("x"), "Ready")).contains("cannot create namespace", "rbac.createNamespaces");

        fixture.grant("--set=rbac.createNamespaces=true");
        try {
            soon("made").until(() -> fixture.admin.namespaces().withName(made).get() != null);
        } finally {
            fixture.grant();
        }
        var namespace = fixture.admin.namespaces().withName(made).get().getMetadata();
        assertThat(namespace.getAnnotations()).containsEntry(ACCEPTS, here.namespace);
        assertThat(namespace.getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "swarm-operator")
                .containsEntry("swarm.claudeflow.io/cluster-namespace", here.namespace);
        soon("store")
                .until(() -> fixture.admin
                                .genericKubernetesResources("swarm.claudeflow.io/v1alpha1", "SwarmMemoryStore")
                                .inNamespace(made)
                                .withName("x-memory")
                                .get()
                        != null);
        assertThat(here.events("x")).contains("NamespaceCreated");

        here.cluster("x").delete();
        soon("cluster gone").until(() -> here.cluster("x").get() == null);
        assertThat(fixture.admin.namespaces().withName(made).get().getMetadata().getDeletionTimestamp())
                .isNull();
    }
}
