package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.resource.Paused;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Sleep, pause and changes of the pod. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HibernationE2E {
    private OperatorFixture fixture;
    private Actors here;
    private JobsByHand jobs;
    private PodsByHand pods;

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
        jobs = new JobsByHand(here, fixture.clock);
        pods = new PodsByHand(here);
    }

    private void serve(String spec) {
        here.applyStore("s", spec);
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    private Job backup(String command) {
        return jobs.await(command, job -> JobsByHand.arguments(job).getFirst().equals(command));
    }

    private void sleep(String spec) {
        here.applyStore("s", spec);
        jobs.verify(backup("backup-pull"));
        soon("asleep").until(() -> reason(here.store("s"), "Hibernated").equals("Hibernated"));
    }

    @Test
    void aStoreSleepsAfterAVerifiedBackupAndWakesByOnePatch() {
        serve("{backupInterval: 1h}");
        here.applyStore("s", "{backupInterval: 1h, hibernate: true}");
        var backup = backup("backup-pull");
        assertThat(here.find(Pod.class, "s-0")).as("no sleep without a backup").isPresent();
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Serving");
        jobs.verify(backup);

        soon("asleep").until(() -> reason(here.store("s"), "Hibernated").equals("Hibernated"));
        assertThat(here.find(Pod.class, "s-0")).isEmpty();
        assertThat(here.get(StatefulSet.class, "s").getSpec().getReplicas()).isZero();
        assertThat(here.find(PersistentVolumeClaim.class, "s-storage")).isPresent();
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Hibernated");
        assertThat(here.store("s").get().<String>get("status", "phase")).isEqualTo("Hibernated");
        assertThat(here.backup(here.backups().getFirst()).get().<String>get("spec", "trigger"))
                .isEqualTo("Hibernation");

        fixture.clock.travel(Duration.ofHours(5));
        soon("no schedule, no writes")
                .during(Duration.ofSeconds(4))
                .until(fixture::writesOfTheOperator, new Steady<>());
        assertThat(here.backups()).hasSize(1);
        assertThat(here.store("s").get().<Object>get("status", "nextBackup")).isNull();

        here.applyStore("s", "{backupInterval: 1h, hibernate: false}");
        soon("awake").until(() -> reason(here.store("s"), "Hibernated").equals("Awake"));
        here.servePod("s");
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        assertThat(here.backups()).as("nothing to make up for").hasSize(1);
        assertThat(here.store("s").get().<Object>get("status", "nextBackup")).isNotNull();
        assertThat(here.events("s")).contains("Hibernating", "Hibernated", "Waking");
    }

    @Test
    void aBackupOfASleepingStoreIsTakenFromItsClaimAndHoldsTheWakingBack() {
        serve("{}");
        sleep("{hibernate: true}");
        here.applyBackup("b", "{storeRef: {name: s}}");

        var job = backup("backup-file");
        assertThat(JobsByHand.claims(job)).contains("s-storage");
        here.applyStore("s", "{hibernate: false}");
        soon("drowsy").until(() -> reason(here.store("s"), "Hibernated").equals("Waking"));
        assertThat(message(here.store("s"), "Hibernated")).contains("SwarmMemoryBackup b");
        assertThat(here.get(StatefulSet.class, "s").getSpec().getReplicas()).isZero();
        jobs.verify(job);

        here.servePod("s");
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    @Test
    void aStoreWhoseBackupFailsStaysAwakeUntilThereIsAGoodOne() {
        serve("{}");
        here.applyStore("s", "{hibernate: true}");
        jobs.fail(backup("backup-pull"), "NoSpace", "the disk is full");

        soon("told").until(() -> reason(here.store("s"), "Hibernated").equals("BackupFailed"));
        assertThat(message(here.store("s"), "Hibernated"))
                .contains("the disk is full")
                .contains("stays awake");
        assertThat(here.find(Pod.class, "s-0")).isPresent();

        here.applyBackup("by-hand", "{storeRef: {name: s}}");
        jobs.verify(backup("backup-pull"));
        soon("asleep").until(() -> reason(here.store("s"), "Hibernated").equals("Hibernated"));
    }

    @Test
    void aStoreWithoutAPodThatAnswersIsBackedUpFromItsClaim() {
        serve("{}");
        pods.fails("s", "broken");
        here.applyStore("s", "{hibernate: true}");
        soon("backup").until(() -> here.backups().size() == 1);
        fixture.clock.travel(Duration.ofMinutes(2));

        jobs.verify(backup("backup-file"));
        soon("asleep").until(() -> reason(here.store("s"), "Hibernated").equals("Hibernated"));
    }

    @Test
    void aClusterPutsItsStoreToSleep() {
        here.applyCluster("x", "{memory: {enableMemoryStore: true}}");
        here.serve("x-memory");
        soon("ready").until(() -> reason(here.cluster("x"), "Ready").equals("StoreReady"));

        here.applyCluster("x", "{memory: {enableMemoryStore: true, sqliteConfig: {hibernate: true}}}");
        jobs.verify(backup("backup-pull"));

        soon("asleep").until(() -> reason(here.store("x-memory"), "Hibernated").equals("Hibernated"));
        soon("cluster says so").until(() -> message(here.cluster("x"), "Ready").contains("Hibernated"));
        here.applyCluster("x", "{memory: {enableMemoryStore: true}}");
        soon("awake").until(() -> reason(here.store("x-memory"), "Hibernated").equals("Awake"));
    }

    @Test
    void nothingIsWrittenForAPausedStoreButThatItIs() {
        serve("{}");
        here.annotate("s", Paused.ANNOTATION, "true");
        soon("paused").until(() -> reason(here.store("s"), "Paused").equals("Paused"));

        here.client.services().inNamespace(here.namespace).withName("s-api").delete();
        here.applyStore("s", "{cacheSize: 5}");
        here.annotate("s", "swarm.claudeflow.io/backup-requested", "true");
        soon("paused, for the new spec, too")
                .until(() -> reason(here.store("s"), "Paused").equals("Paused"));
        soon("silence").during(Duration.ofSeconds(4)).until(fixture::writesOfTheOperator, new Steady<>());
        assertThat(here.find(Service.class, "s-api")).isEmpty();
        assertThat(here.backups()).isEmpty();
        here.applyRestore("r", "{storeRef: {name: s}}");
        soon("a restore waits")
                .until(() -> message(here.restore("r"), "Succeeded").contains("is paused"));

        here.annotate("s", Paused.ANNOTATION, "false");
        soon("goes on").until(() -> here.find(Service.class, "s-api").isPresent());
        soon("resumed").until(() -> reason(here.store("s"), "Paused").equals("Resumed"));
        jobs.verify(backup("backup-pull"));
    }

    @Test
    void aPausedStoreCanBeDeleted() {
        serve("{}");
        here.annotate("s", Paused.ANNOTATION, "true");
        soon("paused").until(() -> reason(here.store("s"), "Paused").equals("Paused"));

        here.store("s").delete();
        jobs.verify(backup("backup-pull"));

        soon("gone").until(() -> here.store("s").get() == null);
        assertThat(here.find(PersistentVolumeClaim.class, "s-storage")).isPresent();
    }

    /** A patch of this alone: the operator writes the status at the same time. */
    private void pauseCluster(String value) {
        here.cluster("x")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + Paused.ANNOTATION + "\":" + value + "}}}");
    }

    @Test
    void aPausedClusterChangesNothing() {
        here.applyCluster("x", "{memory: {enableMemoryStore: true}}");
        soon("store").until(() -> here.store("x-memory").get() != null);
        pauseCluster("\"true\"");
        soon("paused").until(() -> reason(here.cluster("x"), "Paused").equals("Paused"));

        here.applyCluster("x", "{memory: {enableMemoryStore: true, sqliteConfig: {cacheSize: 7}}}");
        soon("paused, for the new spec, too")
                .until(() -> reason(here.cluster("x"), "Paused").equals("Paused"));
        assertThat(here.store("x-memory").get().<Integer>get("spec", "cacheSize"))
                .isEqualTo(1000);

        pauseCluster("null");
        soon("goes on")
                .until(() ->
                        Integer.valueOf(7).equals(here.store("x-memory").get().<Integer>get("spec", "cacheSize")));
    }

    @Test
    void aMissingConfigMapIsNamedAndHealsByItself() {
        serve("{}");
        var before = here.get(Pod.class, "s-0").getMetadata().getUid();
        here.applyStore("s", "{policies: {configMapRef: {name: rules}}}");
        soon("named").until(() -> reason(here.store("s"), "Ready").equals("ConfigMapNotFound"));
        assertThat(message(here.store("s"), "Ready")).contains("spec.policies.configMapRef", "rules", "policies.yaml");
        assertThat(here.get(Pod.class, "s-0").getMetadata().getUid()).isEqualTo(before);

        here.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("rules")
                        .withNamespace(here.namespace)
                        .endMetadata()
                        .addToData("policies.yaml", "policies: []")
                        .build())
                .create();
        soon("a pod with it")
                .until(() -> here.find(Pod.class, "s-0")
                        .filter(pod ->
                                pod.getSpec().getVolumes().stream().anyMatch(volume -> volume.getConfigMap() != null))
                        .isPresent());
        here.servePod("s");
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }
}
