package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
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

/** Backups as they are asked for, taken, proven, failed and removed. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupE2E {
    private static final String REQUESTED = "swarm.claudeflow.io/backup-requested";

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

    @Test
    void anAnnotationMakesOneVerifiedBackupEachTime() {
        serve("{storageSize: 1Gi}");
        assertThat(reason(here.store("s"), "BackedUp")).isEqualTo("NoBackup");

        here.annotate("s", REQUESTED, "true");
        var job = jobs.await("backup", any -> true);
        soon("annotation gone")
                .until(() -> !String.valueOf(here.store("s").get().getMetadata().getAnnotations())
                        .contains(REQUESTED));
        assertThat(here.backups()).hasSize(1);
        var name = here.backups().getFirst();
        assertThat(job.getMetadata().getName()).isEqualTo(name).startsWith("s-backup-2");
        assertThat(JobsByHand.arguments(job))
                .containsSequence("backup-pull", "--server", "http://s-api:8080", "--name", name);
        assertThat(JobsByHand.claims(job)).containsExactly("s-backups");
        assertThat(here.get(PersistentVolumeClaim.class, "s-backups").getSpec().getResources())
                .hasToString(here.get(PersistentVolumeClaim.class, "s-storage")
                        .getSpec()
                        .getResources()
                        .toString());
        soon("going on").until(() -> reason(here.store("s"), "BackedUp").equals("BackingUp"));
        assertThat(here.store("s").get().<String>get("status", "phase")).isEqualTo("BackingUp");

        jobs.verify(job);

        soon("verified").until(() -> reason(here.backup(name), "Verified").equals("Verified"));
        var status = here.backup(name).get().<Map<String, Object>>get("status");
        assertThat(status)
                .containsEntry("size", "8Ki")
                .containsEntry("revision", 42)
                .containsEntry("epoch", 1)
                .containsEntry("swarmId", "s")
                .containsEntry("rows", Map.of("memory_store", 3, "agents", 0))
                .containsEntry("location", "claim://s-backups/" + name + ".db");
        assertThat(here.backup(name).get().getMetadata().getLabels())
                .containsEntry("swarm.claudeflow.io/store", "s")
                .containsEntry("swarm.claudeflow.io/swarm", "s");
        assertThat(here.backup(name).get().getMetadata().getOwnerReferences()).isEmpty();
        soon("backed up").until(() -> reason(here.store("s"), "BackedUp").equals("BackedUp"));
        assertThat(here.store("s").get().<String>get("status", "lastVerifiedBackup"))
                .isEqualTo(name);
        assertThat(here.store("s").get().<Object>get("status", "lastBackup")).isNotNull();
        soon("job removed").until(() -> jobs.all().isEmpty());

        here.annotate("s", REQUESTED, "once more");
        jobs.verify(jobs.await("second backup", any -> true));
        soon("two").until(() -> here.backups().size() == 2);
        soon("backed up again").until(() -> !name.equals(here.store("s").get().get("status", "lastVerifiedBackup")));
        soon("jobs removed").until(() -> jobs.all().isEmpty());
        soon("silence").during(Duration.ofSeconds(5)).until(fixture::writesOfTheOperator, new Steady<>());
    }

    @Test
    void aBackupThatFailsIsToldAndNothingIsVerified() {
        serve("{}");
        here.annotate("s", REQUESTED, "true");
        var job = jobs.await("backup", any -> true);

        jobs.fail(job, "NoSpace", "12 MiB are missing in /backups");

        var name = job.getMetadata().getName();
        soon("failed").until(() -> reason(here.backup(name), "Succeeded").equals("JobFailed"));
        assertThat(message(here.backup(name), "Succeeded"))
                .isEqualTo("NoSpace: 12 MiB are missing in /backups (runbook: docs/runbooks/JobFailed.md)");
        soon("told").until(() -> reason(here.store("s"), "BackedUp").equals("BackupFailed"));
        assertThat(message(here.store("s"), "BackedUp")).contains("12 MiB").contains("No verified backup exists");
        assertThat(here.store("s").get().<Object>get("status", "lastBackup")).isNull();
        assertThat(here.events("s")).contains("BackupFailed");
        assertThat(here.events(name)).contains("BackupFailed");
        assertThat(jobs.all()).as("kept for its logs").hasSize(1);
    }

    @Test
    void whatHasEndedNeverChanges() {
        serve("{}");
        here.applyBackup("b", "{storeRef: {name: s}}");
        jobs.verify(jobs.await("s-backup-b"));
        soon("verified").until(() -> reason(here.backup("b"), "Verified").equals("Verified"));

        for (var change : List.of(
                "[{\"op\": \"remove\", \"path\": \"/status/finishedAt\"}]",
                "[{\"op\": \"replace\", \"path\": \"/status/conditions/0/status\", \"value\": \"Unknown\"}]",
                "[{\"op\": \"replace\", \"path\": \"/status/sha256\", \"value\": \"0\"}]")) {
            assertThatThrownBy(
                            () -> here.backup("b").subresource("status").patch(PatchContext.of(PatchType.JSON), change))
                    .as(change)
                    .hasMessageContaining("a backup that has ended never changes");
        }
    }

    @Test
    void aJobThatEndsWithoutProofDoesNotCount() {
        serve("{}");
        here.annotate("s", REQUESTED, "true");
        var job = jobs.await("backup", any -> true);

        jobs.end(job, true, "done");

        soon("refused")
                .until(() -> reason(here.backup(job.getMetadata().getName()), "Verified")
                        .equals("ResultMissing"));
    }

    @Test
    void missedMomentsAreMadeUpForOnceAndSurplusGoes() {
        serve("{backupInterval: 6h, backupRetention: 1}");
        soon("next is told").until(() -> here.store("s").get().get("status", "nextBackup") != null);

        fixture.clock.travel(Duration.ofHours(6));
        var first = jobs.await("first", any -> true).getMetadata().getName();
        jobs.verify(jobs.await(first));
        soon("backed up").until(() -> reason(here.store("s"), "BackedUp").equals("BackedUp"));
        assertThat(here.backup(first).get().<String>get("spec", "trigger")).isEqualTo("Interval");

        fixture.clock.travel(Duration.ofHours(20));
        soon("second").until(() -> here.backups().size() == 2);
        var second = here.backups().getLast();
        var job = jobs.await(second);
        assertThat(JobsByHand.arguments(job)).containsSequence("--prune", first);
        jobs.verify(job);

        soon("surplus gone").until(() -> here.backups().equals(List.of(second)));
        assertThat(here.events(first)).contains("BackupRemoved");
        soon("at rest").during(Duration.ofSeconds(3)).until(() -> here.backups().equals(List.of(second)));
        assertThat(jobs.all()).as("no Job to remove a file that is gone").isEmpty();
    }

    @Test
    void aScheduleFollowsItsTimeZoneAndOutlivesTheOperator() {
        serve("{backupSchedule: {cron: 30 2 * * *, timeZone: Asia/Tokyo}}");
        soon("next is told").until(() -> here.store("s").get().get("status", "nextBackup") != null);
        assertThat(here.store("s").get().<String>get("status", "nextBackup")).endsWith("T17:30:00Z");

        fixture.stopOperator();
        fixture.clock.travel(Duration.ofDays(3));
        fixture.startOperator();

        var job = jobs.await("one, late", any -> true);
        assertThat(here.backups()).hasSize(1).first().asString().endsWith("t173000");
        fixture.stopOperator();
        jobs.verify(job);
        fixture.startOperator();
        soon("verified").until(() -> reason(here.store("s"), "BackedUp").equals("BackedUp"));
        soon("still one")
                .during(Duration.ofSeconds(3))
                .until(() -> here.backups().size() == 1);
    }

    @Test
    void aBackupByHandWaitsForItsStoreAndTakesItsFileWithIt() {
        here.applyBackup("by-hand", "{storeRef: {name: s}}");
        soon("waits").until(() -> reason(here.backup("by-hand"), "Succeeded").equals("StoreNotFound"));

        serve("{}");
        jobs.verify(jobs.await("s-backup-by-hand"));
        soon("verified").until(() -> reason(here.backup("by-hand"), "Verified").equals("Verified"));
        soon("job removed").until(() -> jobs.all().isEmpty());

        here.backup("by-hand").delete();
        var prune = jobs.await("prune", job -> job.getMetadata().getName().startsWith("s-prune-"));
        assertThat(JobsByHand.arguments(prune)).containsSequence("backup-prune", "--target", "/backups/by-hand.db");
        assertThat(here.backup("by-hand").get()).isNotNull();
        jobs.end(prune, true, "{\"result\":\"removed\",\"message\":\"by-hand.db was removed\"}");
        soon("gone").until(() -> here.backup("by-hand").get() == null);
        assertThat(here.events("by-hand")).contains("BackupRemoved");
    }

    @Test
    void aFileThatCannotBeRemovedDoesNotHoldItsBackup() {
        serve("{}");
        here.applyBackup("b", "{storeRef: {name: s}}");
        jobs.verify(jobs.await("s-backup-b"));
        soon("verified").until(() -> reason(here.backup("b"), "Verified").equals("Verified"));

        here.backup("b").delete();
        jobs.await("prune", job -> job.getMetadata().getName().startsWith("s-prune-"));
        fixture.clock.travel(Duration.ofMinutes(11));

        soon("gone").until(() -> here.backup("b").get() == null);
        assertThat(here.events("b")).contains("BackupFileLeft");
    }

    @Test
    void objectStorageNeedsNoClaim() {
        serve("{backupDestination: {s3: {bucket: memories, credentialsSecret: {name: keys}}}}");
        here.annotate("s", REQUESTED, "true");
        soon("names what is missing")
                .until(() -> message(here.store("s"), "BackedUp")
                        .contains("s3.credentialsSecret.name: there is no Secret keys"));
        assertThat(reason(here.backup(here.backups().getFirst()), "Succeeded")).isEqualTo("SecretNotFound");
        assertThat(reason(here.store("s"), "BackedUp")).isEqualTo("SecretNotFound");
        assertThat(here.store("s").get().<String>get("status", "phase")).isEqualTo("Ready");
        assertThat(jobs.all()).isEmpty();
        here.secret("keys", "AWS_ACCESS_KEY_ID");
        soon("names the key").until(() -> message(here.store("s"), "BackedUp").contains("lacks AWS_SECRET_ACCESS_KEY"));
        here.secret("keys", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

        var job = jobs.await("backup", any -> true);
        assertThat(JobsByHand.claims(job)).isEmpty();
        assertThat(JobsByHand.arguments(job)).contains("--remote");
        jobs.verify(job);
        var name = job.getMetadata().getName();
        soon("verified").until(() -> reason(here.backup(name), "Verified").equals("Verified"));
        assertThat(here.backup(name).get().<String>get("status", "location"))
                .isEqualTo("s3://memories/" + here.namespace + "/s/" + name + ".db");
        assertThat(here.find(PersistentVolumeClaim.class, "s-backups")).isEmpty();
        assertThat(trust(job)).as("a Secret without authorities").isEmpty();
    }

    @Test
    void authoritiesInTheSecretOfTheObjectStorageAreTrusted() {
        here.secret("keys", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ca.crt");
        serve("{backupDestination: {s3: {bucket: memories, credentialsSecret: {name: keys}}}}");
        here.annotate("s", REQUESTED, "true");

        var backup = jobs.await("backup", any -> true);
        assertThat(trust(backup)).containsExactly("/trust/ca.crt");
        jobs.verify(backup);
        var name = backup.getMetadata().getName();
        soon("verified").until(() -> reason(here.backup(name), "Verified").equals("Verified"));
        here.backup(name).delete();
        var prune = jobs.await("prune", job -> job.getMetadata().getName().startsWith("s-prune-"));
        assertThat(trust(prune)).containsExactly("/trust/ca.crt");
    }

    /** The files of authorities a Job is told, if it has the volume they are on. */
    private static List<String> trust(Job job) {
        var pod = job.getSpec().getTemplate().getSpec();
        var mounted = pod.getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .flatMap(volume -> volume.getSecret().getItems().stream())
                .map(item -> "/trust/" + item.getPath())
                .toList();
        return pod.getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals("S3_CA_FILE"))
                .map(variable -> variable.getValue())
                .filter(mounted::contains)
                .toList();
    }
}
