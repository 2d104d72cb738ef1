package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * A new operator finds what an earlier one has made: the objects in {@code earlier-operator} are those of the first
 * operator that took backups (commit 80dfe56), as its golden files have them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorUpgradeE2E {
    private static final String STORE = "research-memory";
    private static final String POD = STORE + "-0";

    private OperatorFixture fixture;

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

    /** What the earlier operator left: a StatefulSet that rolls by itself, a pod that serves, a status of its day. */
    private String leaveBehind(Actors here, String name, String spec) throws IOException {
        var store = here.applyStore(STORE, spec);
        var golden = Files.readString(Path.of("src/test/resources/earlier-operator/" + name + "-statefulset.yaml"))
                .replace("namespace: \"team-a\"", "namespace: \"" + here.namespace + "\"")
                .replace(
                        "11111111-2222-3333-4444-555555555555",
                        store.getMetadata().getUid())
                .replace("registry.example.com/", "old-registry.example.com/");
        Actors.applyAll(here.client, golden);
        here.client
                .genericKubernetesResources("swarm.claudeflow.io/v1alpha1", "SwarmMemoryStore")
                .inNamespace(here.namespace)
                .withName(STORE)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"observedGeneration\":"
                                + store.getMetadata().getGeneration() + ",\"databaseSize\":\"4Ki\"}}");
        here.servePod(STORE);
        return here.get(Pod.class, POD).getMetadata().getUid();
    }

    @Test
    void noPodRestartsWhenTheOperatorIsReplacedByANewerOne(TestInfo test) throws IOException {
        var here = fixture.enter(test);
        fixture.stopOperator();
        var before = leaveBehind(here, "defaults", "{}");

        fixture.startOperator("0.2.0");
        here.serve(STORE);

        soon("serves").until(() -> reason(here.store(STORE), "Ready").equals("Serving"));
        soon("nothing more to do").during(Duration.ofSeconds(4)).until(fixture::writesOfTheOperator, new Steady<>());
        var pod = here.get(Pod.class, POD);
        assertThat(pod.getMetadata().getUid()).isEqualTo(before);
        assertThat(pod.getMetadata().getAnnotations()).containsKey("swarm.claudeflow.io/follows");
        var set = here.get(StatefulSet.class, STORE);
        assertThat(set.getSpec().getUpdateStrategy().getType()).isEqualTo("OnDelete");
        assertThat(set.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .as("its version, from the repository of today")
                .isEqualTo("swarm-memory:0.1.0");
        assertThat(here.store(STORE).get().<String>get("status", "version")).isEqualTo("0.1.0");
        assertThat(message(here.store(STORE), "Upgraded")).contains("This operator brings 0.2.0");
        assertThat(here.backups()).as("no change of version begins by itself").isEmpty();

        here.applyStore(STORE, "{cacheSize: 2000}");
        soon("a change of the spec replaces the pod")
                .until(() -> here.find(Pod.class, POD)
                        .filter(found -> !found.getMetadata().getUid().equals(before))
                        .isPresent());
    }

    @Test
    void aStoreWithEverySettingIsRecognisedToo(TestInfo test) throws IOException {
        var here = fixture.enter(test);
        fixture.stopOperator();
        var before = leaveBehind(here, "every-setting", """
                {swarmId: research, swarmClusterRef: research, storageSize: 20Gi, storageClass: fast, version: 1.2.3,
                 imagePullSecrets: [registry], serviceAccountName: memory, cacheSize: 2000, cacheMemoryMB: 100,
                 compressionThreshold: 1024, compression: gzip, gcInterval: 10m, legacyDataPVC: old-memory,
                 mcpMode: false, enableWAL: false, enableVacuum: false,
                 networkPolicy: {allowedNamespaces: [team-c, team-b], clientPodLabels: {swarm: agent},
                   metricsNamespace: monitoring},
                 podDisruptionBudget: {enabled: true}}""");

        fixture.startOperator("0.2.0");
        here.serve(STORE);

        soon("serves").until(() -> reason(here.store(STORE), "Ready").equals("Serving"));
        soon("nothing more to do").during(Duration.ofSeconds(4)).until(fixture::writesOfTheOperator, new Steady<>());
        assertThat(here.get(Pod.class, POD).getMetadata().getUid()).isEqualTo(before);
        assertThat(here.store(STORE).get().<String>get("status", "version")).isEqualTo("1.2.3");
        assertThat(reason(here.store(STORE), "Upgraded")).isEqualTo("UpToDate");
    }

    @Test
    void whatChangedWhileNoOperatorRanIsFollowed(TestInfo test) throws IOException {
        var here = fixture.enter(test);
        fixture.stopOperator();
        var before = leaveBehind(here, "defaults", "{}");
        here.applyStore(STORE, "{cacheSize: 2000}");

        fixture.startOperator("0.2.0");

        soon("replaced")
                .until(() -> here.find(Pod.class, POD)
                        .filter(found -> !found.getMetadata().getUid().equals(before))
                        .isPresent());
    }
}
