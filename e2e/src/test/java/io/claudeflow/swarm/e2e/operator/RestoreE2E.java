package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Restores in place, and stores that begin with data. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreE2E {
    private static final String RESTORED = """
            {"result":"restored","file":"x","sizeBytes":8192,"epoch":2,"revision":42,"rows":{"memory_store":3}}""";

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

    /** A store that serves and has one verified backup of that name. */
    private void serveWithBackup(String backup) {
        serve("s", "{}");
        backUp(backup);
    }

    private void serve(String store, String spec) {
        here.applyStore(store, spec);
        here.serve(store);
        soon("ready").until(() -> reason(here.store(store), "Ready").equals("Serving"));
    }

    private void backUp(String name) {
        here.applyBackup(name, "{storeRef: {name: s}}");
        jobs.verify(jobs.await("s-backup-" + name));
        soon("verified").until(() -> reason(here.backup(name), "Verified").equals("Verified"));
        soon("job removed").until(() -> jobs.all().isEmpty());
    }

    private String step(String restore) {
        var found = here.restore(restore).get();
        return found == null ? "" : String.valueOf(found.<Object>get("status", "step"));
    }

    private Job safetyBackup() {
        return jobs.await("safety backup", job -> JobsByHand.arguments(job).contains("backup-pull"));
    }

    private Job restoreJob() {
        return jobs.await("restore", job -> JobsByHand.arguments(job).contains("restore"));
    }

    @Test
    void aRestoreIsBackedUpStoppedSwappedAndStarted() {
        serveWithBackup("b");
        here.applyRestore("r", "{storeRef: {name: s}}");

        var safety = safetyBackup();
        assertThat(here.get(StatefulSet.class, "s").getSpec().getReplicas()).isEqualTo(1);
        jobs.verify(safety);
        var job = restoreJob();
        assertThat(here.find(Pod.class, "s-0")).as("no pod beside the Job").isEmpty();
        assertThat(JobsByHand.claims(job)).containsExactly("s-storage", "s-backups");
        assertThat(JobsByHand.arguments(job))
                .containsSequence("restore", "--db", "/data/memory/swarm-memory.db", "--from", "/backups/b.db")
                .doesNotContain("--prefer-snapshot");
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Restoring");
        jobs.end(job, true, RESTORED);

        soon("starts").until(() -> here.find(Pod.class, "s-0").isPresent());
        here.servePod("s");
        soon("restored").until(() -> reason(here.restore("r"), "Succeeded").equals("Restored"));
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        var status = here.restore("r").get().<Map<String, Object>>get("status");
        assertThat(status)
                .containsEntry("backup", "b")
                .containsEntry("step", "Finished")
                .containsEntry("epoch", 2)
                .containsEntry("size", "8Ki")
                .containsKeys("safetyBackup", "startedAt", "finishedAt");
        assertThat(here.backups()).hasSize(2);
        soon("jobs removed").until(() -> jobs.all().isEmpty());
        soon("silence").during(Duration.ofSeconds(5)).until(fixture::writesOfTheOperator, new Steady<>());
    }

    @Test
    void aStoreGoesOnServingWhenTheClaimWithItsBackupsIsGone() {
        serveWithBackup("b");
        here.client.resource(here.get(PersistentVolumeClaim.class, "s-backups")).delete();
        soon("told").until(() -> reason(here.store("s"), "BackedUp").equals("NoBackup"));
        here.applyRestore("r", "{storeRef: {name: s}, safetyBackup: Skip}");

        soon("waits").until(() -> reason(here.restore("r"), "Succeeded").equals("BackupNotFound"));
        assertThat(here.get(StatefulSet.class, "s").getSpec().getReplicas()).isEqualTo(1);
        assertThat(jobs.all()).isEmpty();

        backUp("c");
        assertThat(JobsByHand.arguments(restoreJob())).contains("/backups/c.db");
        assertThat(reason(here.store("s"), "BackedUp")).isEqualTo("BackedUp");
    }

    @Test
    void aRestoreThatFailsLeavesTheFormerData() {
        serveWithBackup("b");
        here.applyRestore("r", "{storeRef: {name: s}, backup: b, safetyBackup: Skip}");

        jobs.fail(restoreJob(), "ChecksumMismatch", "b.db is not what its manifest says");

        soon("starts").until(() -> here.find(Pod.class, "s-0").isPresent());
        here.servePod("s");
        soon("told").until(() -> reason(here.restore("r"), "Succeeded").equals("RestoreFailed"));
        assertThat(message(here.restore("r"), "Succeeded"))
                .contains("b.db is not what its manifest says")
                .contains("The former data serves again");
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    @Test
    void dataThatDoesNotServeIsTakenBack() {
        serveWithBackup("b");
        here.applyRestore("r", "{storeRef: {name: s}, backup: b}");
        jobs.verify(safetyBackup());
        jobs.end(restoreJob(), true, RESTORED);
        soon("starting").until(() -> step("r").equals("Starting"));
        soon("a pod that does not serve")
                .until(() -> here.find(Pod.class, "s-0").isPresent());

        fixture.clock.travel(Duration.ofMinutes(11));

        var undo = jobs.await("undo", job -> job.getMetadata().getName().endsWith("-undo"));
        var safety = here.restore("r").get().<String>get("status", "safetyBackup");
        assertThat(JobsByHand.arguments(undo)).contains("/backups/" + safety + ".db");
        jobs.end(undo, true, RESTORED);
        soon("starts").until(() -> here.find(Pod.class, "s-0").isPresent());
        here.servePod("s");
        soon("rolled back").until(() -> reason(here.restore("r"), "Succeeded").equals("RolledBack"));
        assertThat(message(here.restore("r"), "Succeeded")).contains("The restored data does not serve");
    }

    @Test
    void withoutASafetyBackupNothingIsChanged() {
        serveWithBackup("b");
        here.applyRestore("r", "{storeRef: {name: s}}");

        jobs.fail(safetyBackup(), "NoSpace", "the disk is full");

        soon("told").until(() -> reason(here.restore("r"), "Succeeded").equals("RestoreFailed"));
        assertThat(message(here.restore("r"), "Succeeded"))
                .contains("the disk is full")
                .contains("IfPossible");
        assertThat(here.get(StatefulSet.class, "s").getSpec().getReplicas()).isEqualTo(1);
        assertThat(here.find(Pod.class, "s-0")).isPresent();
    }

    @Test
    void anOperatorThatWasAwayGoesOnWhereItWas() {
        serveWithBackup("b");
        here.applyRestore("r", "{storeRef: {name: s}}");
        var safety = safetyBackup();
        fixture.stopOperator();
        jobs.verify(safety);
        fixture.startOperator();
        var job = restoreJob();
        fixture.stopOperator();
        jobs.end(job, true, RESTORED);
        fixture.startOperator();

        soon("starts").until(() -> here.find(Pod.class, "s-0").isPresent());
        here.servePod("s");
        soon("restored").until(() -> reason(here.restore("r"), "Succeeded").equals("Restored"));
        assertThat(here.backups()).as("one safety backup").hasSize(2);
    }

    @Test
    void aRestoreWaitsForItsStoreItsBackupAndItsTurn() {
        here.applyRestore("first", "{storeRef: {name: s}, backup: b, safetyBackup: Skip}");
        soon("no store").until(() -> reason(here.restore("first"), "Succeeded").equals("StoreNotFound"));
        serve("s", "{}");
        soon("no backup").until(() -> reason(here.restore("first"), "Succeeded").equals("BackupNotFound"));
        assertThat(message(here.restore("first"), "Succeeded"))
                .contains("spec.backup")
                .contains("b");
        backUp("b");
        var job = restoreJob();
        here.applyRestore("second", "{storeRef: {name: s}, backup: b, safetyBackup: Skip}");
        soon("its turn").until(() -> reason(here.restore("second"), "Succeeded").equals("WaitingForTurn"));

        jobs.end(job, true, RESTORED);
        soon("starts").until(() -> here.find(Pod.class, "s-0").isPresent());
        here.servePod("s");
        soon("first done")
                .until(() -> reason(here.restore("first"), "Succeeded").equals("Restored"));
        soon("second begins").until(() -> step("second").equals("Restoring"));
    }

    @Test
    void aRestoreThatIsDeletedInTheMiddleGoesToItsEnd() {
        serveWithBackup("b");
        here.applyRestore("r", "{storeRef: {name: s}, safetyBackup: Skip}");
        var job = restoreJob();
        here.restore("r").delete();
        jobs.end(job, true, RESTORED);

        soon("starts").until(() -> here.find(Pod.class, "s-0").isPresent());
        here.servePod("s");
        soon("gone").until(() -> here.restore("r").get() == null);
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    @Test
    void aStoreBeginsWithTheNewestBackupOfAnother() {
        serveWithBackup("b");
        here.applyStore("t", "{bootstrap: {fromBackup: {newestOf: s}}}");

        var job = restoreJob();
        assertThat(JobsByHand.claims(job)).containsExactly("t-storage", "s-backups");
        assertThat(JobsByHand.arguments(job)).containsSequence("--from", "/backups/b.db", "--swarm", "t");
        assertThat(here.find(StatefulSet.class, "t")).isEmpty();
        assertThat(reason(here.store("t"), "Ready")).isEqualTo("Bootstrapping");
        here.applyBackup("newer", "{storeRef: {name: s}}");
        jobs.verify(jobs.await("s-backup-newer"));
        soon("newer verified")
                .until(() -> reason(here.backup("newer"), "Verified").equals("Verified"));
        jobs.end(job, true, RESTORED);

        here.serve("t");
        soon("ready").until(() -> reason(here.store("t"), "Ready").equals("Serving"));
        assertThat(reason(here.store("t"), "Bootstrapped")).isEqualTo("Bootstrapped");
        assertThat(here.get(PersistentVolumeClaim.class, "t-storage")
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("swarm.claudeflow.io/bootstrap", "SwarmMemoryBackup b of SwarmMemoryStore s");

        // The claim remembers: a store that is made again keeps its data.
        jobs.endWell();
        here.store("t").delete();
        soon("gone").until(() -> here.store("t").get() == null);
        soon("its pod too").until(() -> here.find(Pod.class, "t-0").isEmpty());
        here.applyStore("t", "{bootstrap: {fromBackup: {newestOf: s}}}");
        here.serve("t");
        soon("ready again").until(() -> reason(here.store("t"), "Ready").equals("Serving"));
        jobs.close();
    }

    @Test
    void aStoreBeginsAsACopyOfOneThatRuns() {
        here.applyStore("t", "{bootstrap: {fromStore: {name: s, namespaces: [analysis], tags: [kept], maxAge: 7d}}}");
        soon("no source").until(() -> reason(here.store("t"), "Bootstrapped").equals("BootstrapSourceMissing"));
        serve("s", "{}");

        jobs.verify(safetyBackup());
        var job = restoreJob();
        assertThat(JobsByHand.arguments(job))
                .containsSequence("--keep-namespace", "analysis", "--keep-tag", "kept", "--max-age", "7d");
        jobs.fail(job, "NoSpace", "the disk is full");

        soon("told").until(() -> reason(here.store("t"), "Ready").equals("BootstrapFailed"));
        assertThat(message(here.store("t"), "Ready"))
                .contains("the disk is full")
                .contains("delete the Job");
        here.client.resource(job).delete();
        jobs.end(restoreJob(), true, RESTORED);
        here.serve("t");
        soon("ready").until(() -> reason(here.store("t"), "Ready").equals("Serving"));
    }
}
