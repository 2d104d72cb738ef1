package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** How stores end: the final backup, the claims, and that it always ends. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionE2E {
    private static final String RETAINED = "swarm.claudeflow.io/retained";

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
        jobs = new JobsByHand(here, fixture.clock);
    }

    private void serve(String spec) {
        here.applyStore("s", spec);
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    private Map<String, String> labels(String claim) {
        return here.get(PersistentVolumeClaim.class, claim).getMetadata().getLabels();
    }

    @Test
    void aDeletedStoreIsBackedUpKeptAndAdopted() {
        serve("{swarmId: w, storageSize: 1Gi}");
        here.store("s").delete();

        var job = jobs.await("final backup", any -> true);
        assertThat(JobsByHand.arguments(job)).contains("backup-pull");
        assertThat(here.store("s").get()).as("waits for its backup").isNotNull();
        assertThat(here.find(Pod.class, "s-0")).as("serves until then").isPresent();
        soon("says what it waits for")
                .until(() -> message(here.store("s"), "Ready")
                        .contains(job.getMetadata().getName() + " is at work"));
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Deleting");
        assertThat(here.store("s").get().<String>get("status", "phase")).isEqualTo("BackingUp");
        jobs.verify(job);

        soon("gone").until(() -> here.store("s").get() == null);
        assertThat(labels("s-storage"))
                .containsEntry(RETAINED, "StoreDeleted")
                .containsEntry("swarm.claudeflow.io/store", "s");
        assertThat(labels("s-backups")).containsEntry(RETAINED, "StoreDeleted");
        assertThat(here.events("s")).contains("FinalBackupTaken", "ClaimRetained");
        var backup = here.backups().getFirst();
        assertThat(reason(here.backup(backup), "Verified")).isEqualTo("Verified");
        assertThat(here.backup(backup).get().<String>get("spec", "trigger")).isEqualTo("Deletion");

        serve("{swarmId: w, storageSize: 1Gi}");
        assertThat(labels("s-storage")).doesNotContainKey(RETAINED);
        soon("backup claim adopted").until(() -> !labels("s-backups").containsKey(RETAINED));
        soon("its history counts")
                .until(() -> reason(here.store("s"), "BackedUp").equals("BackedUp"));
        assertThat(here.store("s").get().<String>get("status", "lastVerifiedBackup"))
                .isEqualTo(backup);
    }

    @Test
    void aClaimPreparedByHandIsAdopted() throws IOException {
        var example = Files.readString(Path.of("..", "examples", "restore-by-hand.yaml"))
                .replace("claude-flow-swarm", here.namespace);
        Actors.applyAll(here.client, example);
        here.bind("my-cluster-memory-storage");
        var prepared = here.get(PersistentVolumeClaim.class, "my-cluster-memory-storage");

        here.applyStore("my-cluster-memory", "{storageSize: 10Gi}");

        here.servePod("my-cluster-memory");
        soon("serves")
                .until(() -> reason(here.store("my-cluster-memory"), "Ready").equals("Serving"));
        var adopted = here.get(PersistentVolumeClaim.class, "my-cluster-memory-storage");
        assertThat(adopted.getMetadata().getUid())
                .isEqualTo(prepared.getMetadata().getUid());
        assertThat(adopted.getMetadata().getLabels())
                .containsEntry(
                        "swarm.claudeflow.io/store-uid",
                        here.store("my-cluster-memory").get().getMetadata().getUid());
        assertThat(here.events("my-cluster-memory")).contains("ClaimAdopted");
    }

    @Test
    void deleteRemovesTheDataOnceItIsSavedAndKeepsTheBackups() {
        serve("{deletionPolicy: Delete}");
        here.store("s").delete();

        var job = jobs.await("final backup", any -> true);
        assertThat(labels("s-storage")).doesNotContainKey(RETAINED);
        jobs.verify(job);

        soon("store gone").until(() -> here.store("s").get() == null);
        soon("data gone")
                .until(() -> here.find(PersistentVolumeClaim.class, "s-storage").isEmpty());
        assertThat(labels("s-backups")).containsEntry(RETAINED, "StoreDeleted");
        assertThat(here.events("s")).contains("ClaimDeleted");
    }

    @Test
    void deleteRemovesEverythingWhenACopyLiesInObjectStorage() {
        serve("{deletionPolicy: Delete}");
        here.applyBackup("older", "{storeRef: {name: s}}");
        jobs.verify(jobs.await("s-backup-older"));
        soon("older verified")
                .until(() -> reason(here.backup("older"), "Verified").equals("Verified"));
        here.applyStore(
                "s",
                "{deletionPolicy: Delete, backupDestination: {s3: {bucket: memories, credentialsSecret: {name: k}}}}");
        here.secret("k", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
        here.store("s").delete();

        jobs.verify(jobs.await("final backup", job -> JobsByHand.arguments(job).contains("--remote")));

        soon("store gone").until(() -> here.store("s").get() == null);
        soon("both claims gone")
                .until(() -> here.find(PersistentVolumeClaim.class, "s-storage").isEmpty()
                        && here.find(PersistentVolumeClaim.class, "s-backups").isEmpty());
        soon("what lay on the claim is forgotten")
                .until(() -> here.backup("older").get() == null);
        assertThat(here.backups()).hasSize(1);
    }

    @Test
    void dataThatCouldNotBeSavedIsKeptWhateverThePolicy() {
        serve("{deletionPolicy: Delete}");
        here.store("s").delete();

        for (int attempt = 1; attempt <= 3; attempt++) {
            jobs.fail(jobs.await("attempt " + attempt, any -> true), "NoSpace", "the disk is full");
        }

        soon("gone all the same").until(() -> here.store("s").get() == null);
        assertThat(here.backups()).hasSize(3);
        assertThat(labels("s-storage")).containsEntry(RETAINED, "NoFinalBackup");
        assertThat(here.client.v1().events().inNamespace(here.namespace).list().getItems())
                .anySatisfy(event -> assertThat(event.getMessage())
                        .contains("the disk is full")
                        .contains("deletionPolicy Delete is not followed"));
    }

    @Test
    void aBackupThatNeverEndsHoldsNothing() {
        serve("{deletionPolicy: Delete}");
        here.store("s").delete();
        jobs.await("final backup", any -> true);

        fixture.clock.travel(Duration.ofMinutes(11));

        soon("gone").until(() -> here.store("s").get() == null);
        assertThat(labels("s-storage")).containsEntry(RETAINED, "NoFinalBackup");
        assertThat(here.events("s")).contains("FinalBackupMissing");
    }

    @Test
    void aDestinationThatIsMissingHoldsNothingAndIsNamed() {
        serve("{deletionPolicy: Delete, backupDestination: {s3: {bucket: memories, credentialsSecret: {name: lost}}}}");
        here.store("s").delete();
        soon("waits").until(() -> here.backups().size() == 1);
        var backup = here.backups().getFirst();
        soon("names it").until(() -> message(here.backup(backup), "Succeeded").contains("there is no Secret lost"));
        assertThat(here.store("s").get()).isNotNull();

        fixture.clock.travel(Duration.ofMinutes(11));

        soon("gone").until(() -> here.store("s").get() == null);
        assertThat(labels("s-storage")).containsEntry(RETAINED, "NoFinalBackup");
        assertThat(here.eventsAbout("s"))
                .anySatisfy(event -> assertThat(event.getMessage())
                        .contains("there is no Secret lost")
                        .contains("deletionPolicy Delete is not followed"));
        assertThat(jobs.all()).isEmpty();
    }

    @Test
    void aStoreThatWasNeverFilledHasNothingToSave() {
        here.applyStore("s", "{deletionPolicy: Delete, bootstrap: {fromBackup: {name: lost}}}");
        here.bind("s-storage");
        soon("waits").until(() -> reason(here.store("s"), "Bootstrapped").equals("BootstrapSourceMissing"));

        here.store("s").delete();

        soon("gone, with the empty claim")
                .until(() -> here.store("s").get() == null
                        && here.find(PersistentVolumeClaim.class, "s-storage").isEmpty());
        assertThat(here.backups()).isEmpty();
    }

    @Test
    void withoutAFinalBackupItGoesAtOnce() {
        serve("{deletionPolicy: Delete, backupOnDelete: false}");

        here.store("s").delete();

        soon("store and data gone")
                .until(() -> here.store("s").get() == null
                        && here.find(PersistentVolumeClaim.class, "s-storage").isEmpty());
        assertThat(here.backups()).isEmpty();
    }

    @Test
    void foregroundDeletionIsBackedUpFromTheClaim() {
        serve("{}");
        here.store("s").withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();

        // The garbage collector may have been faster than the first attempt, or not.
        soon("objects gone")
                .until(() -> here.find(StatefulSet.class, "s").isEmpty()
                        && here.find(Pod.class, "s-0").isEmpty());
        jobs.all().stream()
                .filter(job -> JobsByHand.arguments(job).contains("backup-pull"))
                .forEach(job -> jobs.fail(job, "Unreachable", "s-api does not answer"));
        var job = jobs.await("from the claim", any -> JobsByHand.arguments(any).contains("backup-file"));
        assertThat(JobsByHand.claims(job)).containsExactly("s-storage", "s-backups");
        jobs.verify(job);

        soon("gone").until(() -> here.store("s").get() == null);
        assertThat(labels("s-storage")).containsEntry(RETAINED, "StoreDeleted");
    }

    @Test
    void aPodThatIsSilentIsTakenAwayAndItsClaimBackedUp() {
        here.applyStore("s", "{}");
        soon("pod").until(() -> here.find(Pod.class, "s-0").isPresent());
        here.bind("s-storage");
        soon("bound").until(() -> reason(here.store("s"), "StorageReady").equals("Bound"));
        here.store("s").delete();

        var job = jobs.await("from the claim", any -> JobsByHand.arguments(any).contains("backup-file"));
        assertThat(here.find(StatefulSet.class, "s")).isEmpty();
        jobs.verify(job);

        soon("gone").until(() -> here.store("s").get() == null);
        assertThat(here.events("s")).contains("PodStopped", "FinalBackupTaken");
    }

    @Test
    void aNamespaceThatEndsTakesItsStoresAlong() {
        serve("{}");
        here.applyBackup("b", "{storeRef: {name: s}}");
        jobs.verify(jobs.await("s-backup-b"));
        soon("verified").until(() -> reason(here.backup("b"), "Verified").equals("Verified"));

        here.client.namespaces().withName(here.namespace).delete();

        soon("store and backup gone")
                .until(() -> here.store("s").get() == null && here.backup("b").get() == null);
        soon("said where it can be read afterwards")
                .untilAsserted(() -> assertThat(here.eventsAbout(here.namespace))
                        .anySatisfy(event -> {
                            assertThat(event.getReason()).isEqualTo("NamespaceEnds");
                            assertThat(event.getMessage())
                                    .contains("SwarmMemoryStore s")
                                    .contains("no backup can be made");
                        }));
        soon("namespace gone")
                .until(() -> here.client.namespaces().withName(here.namespace).get() == null);
    }

    @Test
    void anOperatorThatWasAwayFinishesWhatWasBegun() {
        serve("{}");
        here.store("s").delete();
        var job = jobs.await("final backup", any -> true);
        fixture.stopOperator();
        jobs.verify(job);
        fixture.startOperator();

        soon("gone").until(() -> here.store("s").get() == null);
        assertThat(here.backups()).hasSize(1);
        assertThat(labels("s-storage")).containsEntry(RETAINED, "StoreDeleted");
    }

    @Test
    void whatItCannotDoItSays() {
        here.client.resource(foreign()).create();
        serve("{}");
        here.applyBackup("b", "{storeRef: {name: s}}");

        soon("said").until(() -> reason(here.backup("b"), "Succeeded").equals("ObjectNotOwned"));
        assertThat(message(here.backup("b"), "Succeeded")).contains("PersistentVolumeClaim s-backups");
        here.client.resource(foreign()).delete();
        jobs.verify(jobs.await("s-backup-b"));
        soon("healed").until(() -> reason(here.backup("b"), "Verified").equals("Verified"));
        assertThat(here.backups()).isEqualTo(List.of("b"));
    }

    private PersistentVolumeClaim foreign() {
        return here.client
                .getKubernetesSerialization()
                .unmarshal(
                        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: s-backups, namespace: "
                                + here.namespace
                                + "}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n",
                        PersistentVolumeClaim.class);
    }
}
