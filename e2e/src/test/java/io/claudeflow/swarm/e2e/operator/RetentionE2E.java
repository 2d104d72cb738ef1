package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** What becomes of data and of the store of a cluster. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionE2E {
    private static final PatchContext MERGE =
            new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

    private OperatorFixture fixture;
    private Actors here;
    private JobsByHand jobs;

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
        jobs = new JobsByHand(here, fixture.clock).endWell();
    }

    @AfterEach
    void leave() {
        jobs.close();
    }

    @Test
    void claimSurvivesItsStoreAndIsAdopted() {
        here.applyStore("s", "{swarmId: w, storageSize: 1Gi}");
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        var uid =
                here.get(PersistentVolumeClaim.class, "s-storage").getMetadata().getUid();

        here.store("s").delete();
        soon("store gone").until(() -> here.store("s").get() == null);
        soon("objects gone")
                .until(() -> here.find(StatefulSet.class, "s").isEmpty()
                        && here.find(Service.class, "s-api").isEmpty());
        assertThat(here.get(PersistentVolumeClaim.class, "s-storage")
                        .getMetadata()
                        .getLabels())
                .containsEntry("swarm.claudeflow.io/retained", "StoreDeleted")
                .containsEntry("swarm.claudeflow.io/store", "s")
                .containsEntry("swarm.claudeflow.io/swarm", "w");

        here.applyStore("s", "{swarmId: v}");
        soon("another swarm is refused")
                .until(() -> reason(here.store("s"), "Ready").equals("ObjectNotOwned"));
        assertThat(here.find(StatefulSet.class, "s")).isEmpty();
        here.store("s").delete();
        soon("gone again").until(() -> here.store("s").get() == null);

        here.applyStore("s", "{swarmId: w, storageSize: 1Gi}");
        here.serve("s");
        soon("adopted and ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        var claim = here.get(PersistentVolumeClaim.class, "s-storage").getMetadata();
        assertThat(claim.getUid()).isEqualTo(uid);
        assertThat(claim.getLabels()).doesNotContainKey("swarm.claudeflow.io/retained");
        assertThat(claim.getLabels())
                .containsEntry(
                        "swarm.claudeflow.io/store-uid",
                        here.store("s").get().getMetadata().getUid());
    }

    @Test
    void changesOfAClusterReachItsStoreAndNothingElseDoes() {
        here.applyCluster("x", "{memory: {enableMemoryStore: true, sqliteConfig: {cacheSize: 2000, gcInterval: 10m}}}");
        soon("store").until(() -> here.store("x-memory").get() != null);
        here.store("x-memory").patch(MERGE, "{\"spec\": {\"compressionThreshold\": 2048}}");

        here.applyCluster("x", "{memory: {enableMemoryStore: true, sqliteConfig: {cacheSize: 3000}}}");

        soon("change").untilAsserted(() -> {
            var store = here.store("x-memory").get();
            assertThat(store.<Integer>get("spec", "cacheSize")).isEqualTo(3000);
            assertThat(store.<String>get("spec", "gcInterval")).isEqualTo("5m");
            assertThat(store.<Integer>get("spec", "compressionThreshold")).isEqualTo(2048);
        });
        soon("pod template")
                .until(() -> here.find(StatefulSet.class, "x-memory")
                        .filter(set ->
                                String.valueOf(set.getSpec().getTemplate()).contains("3000"))
                        .isPresent());

        here.applyCluster("x", "{memory: {enableMemoryStore: false}}");
        soon("store gone").until(() -> here.store("x-memory").get() == null);
        soon("cluster content").until(() -> reason(here.cluster("x"), "Ready").equals("NoMemoryRequested"));
        assertThat(here.find(PersistentVolumeClaim.class, "x-memory-storage")).isPresent();
    }

    @Test
    void aStoreOfNobodyIsNotTakenByACluster() {
        here.applyStore("x-memory", "{}");
        here.applyCluster("x", "{queenMode: distributed, memory: {enableMemoryStore: true}}");

        soon("refusal").until(() -> reason(here.cluster("x"), "Ready").equals("ObjectNotOwned"));
        assertThat(here.store("x-memory").get().getMetadata().getOwnerReferences())
                .isEmpty();
        assertThat(message(here.cluster("x"), "SettingsIgnored")).contains("spec.queenMode");
    }

    @Test
    void anotherNamespaceIsRefused() {
        here.applyStore("s", "{namespace: elsewhere}");
        here.applyCluster("x", "{memory: {enableMemoryStore: true}, namespaceConfig: {swarmNamespace: elsewhere}}");

        soon("store refused").until(() -> reason(here.store("s"), "Ready").equals("NamespaceNotAllowed"));
        soon("cluster refused").until(() -> reason(here.cluster("x"), "Ready").equals("NamespaceNotAllowed"));
        assertThat(here.find(StatefulSet.class, "s")).isEmpty();
        assertThat(here.store("x-memory").get()).isNull();
    }
}
