package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Data claims that are rebuilt in a smaller size. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuildE2E {
    private static final String LARGE = "{storageSize: 2Gi, storageShrink: Rebuild, backupOnDelete: false}";
    private static final String SMALL = "{storageSize: 1Gi, storageShrink: Rebuild, backupOnDelete: false}";
    private static final String RESTORED = """
            {"result":"restored","file":"x","sizeBytes":8192,"epoch":2,"revision":42,"rows":{"memory_store":3}}""";
    private static final String NOTE = "swarm.claudeflow.io/rebuild";

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
        fixture.operator().database.set(new StoreFigures.Database(4096, 0, 1L << 30, 0));
    }

    private void askForLess() {
        here.applyStore("s", LARGE);
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        here.applyStore("s", SMALL);
    }

    private Job backup() {
        return jobs.await("backup", job -> JobsByHand.arguments(job).contains("backup-file"));
    }

    private Job filling(String claim) {
        return jobs.await("restore to " + claim, job -> JobsByHand.claims(job).contains(claim));
    }

    private Optional<String> size(String claim) {
        return here.find(PersistentVolumeClaim.class, claim)
                .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                .flatMap(MemoryClaim::size);
    }

    private Map<String, Object> rebuild() {
        Map<String, Object> found = here.store("s").get().get("status", "storageRebuild");
        return found == null ? Map.of() : found;
    }

    private void serveAgain() {
        here.serve("s");
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    @Test
    void aClaimIsRebuiltFromAProvenBackupOnceItFits() {
        askForLess();

        var backup = backup();
        assertThat(here.find(Pod.class, "s-0")).as("no pod beside the Job").isEmpty();
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Rebuilding");
        jobs.verify(backup);

        var trial = filling("s-rebuild");
        assertThat(JobsByHand.claims(trial)).containsExactly("s-rebuild", "s-backups");
        assertThat(size("s-rebuild")).contains("1Gi");
        assertThat(size("s-storage")).as("the former one is untouched").contains("2Gi");
        var former =
                here.get(PersistentVolumeClaim.class, "s-storage").getMetadata().getUid();
        jobs.end(trial, true, RESTORED);

        var fill = filling("s-storage");
        assertThat(size("s-storage")).contains("1Gi");
        var claim = here.get(PersistentVolumeClaim.class, "s-storage").getMetadata();
        assertThat(claim.getUid()).isNotEqualTo(former);
        assertThat(claim.getAnnotations().get(NOTE)).startsWith("pending ");
        assertThat(here.get(PersistentVolumeClaim.class, "s-rebuild")
                        .getMetadata()
                        .getAnnotations()
                        .get(NOTE))
                .as("a second complete copy")
                .startsWith("filled ");
        assertThat(here.find(Pod.class, "s-0")).isEmpty();
        jobs.end(fill, true, RESTORED);

        serveAgain();
        soon("finished").until(() -> "Finished".equals(rebuild().get("step")));
        assertThat(rebuild()).doesNotContainKey("problem").containsEntry("size", "1Gi");
        soon("the second claim goes").until(() -> size("s-rebuild").isEmpty());
        soon("nothing to tell")
                .until(() -> reason(here.store("s"), "StorageResized").isEmpty());
        assertThat(here.events("s")).contains("RebuildStep", "RebuildSucceeded");
        soon("jobs removed").until(() -> jobs.all().isEmpty());
        soon("silence").during(Duration.ofSeconds(5)).until(fixture::writesOfTheOperator, new Steady<>());
    }

    @Test
    void dataThatWouldNotFitIsNotTouched() {
        here.applyStore("s", LARGE);
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        var pod = here.get(Pod.class, "s-0").getMetadata().getUid();
        fixture.operator().database.set(new StoreFigures.Database(900L << 20, 0, 1L << 30, 0));
        soon("figures").until(() -> "900Mi".equals(here.store("s").get().<Object>get("status", "databaseSize")));

        here.applyStore("s", SMALL);

        soon("refused").until(() -> reason(here.store("s"), "StorageResized").equals("ShrinkRefused"));
        assertThat(message(here.store("s"), "StorageResized")).contains("1Gi is too small");
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Serving");
        assertThat(here.get(Pod.class, "s-0").getMetadata().getUid()).isEqualTo(pod);
    }

    @Test
    void aFailureLeavesTheFormerClaimServing() {
        askForLess();
        jobs.verify(backup());
        jobs.fail(filling("s-rebuild"), "StorageFull", "no room for it");

        soon("pod").until(() -> here.find(Pod.class, "s-0").isPresent());
        here.servePod("s");
        soon("told").until(() -> reason(here.store("s"), "StorageResized").equals("RebuildFailed"));
        assertThat(message(here.store("s"), "StorageResized")).contains("no room for it", "To try again");
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        assertThat(size("s-storage")).contains("2Gi");
        soon("the second claim goes").until(() -> size("s-rebuild").isEmpty());
        soon("not again")
                .during(Duration.ofSeconds(5))
                .until(() -> here.find(Pod.class, "s-0").isPresent()
                        && jobs.all().stream().allMatch(JobsByHand::ended));
        assertThat(here.events("s")).contains("RebuildFailed");

        here.applyStore("s", LARGE);
        soon("forgotten").until(() -> reason(here.store("s"), "StorageResized").isEmpty());
    }

    @Test
    void anOperatorGoesOnWhereAnotherLeftIt() {
        askForLess();
        jobs.verify(backup());
        var trial = filling("s-rebuild");
        fixture.stopOperator();
        jobs.end(trial, true, RESTORED);
        fixture.startOperator();

        var fill = filling("s-storage");
        fixture.stopOperator();
        jobs.end(fill, true, RESTORED);
        fixture.startOperator();

        serveAgain();
        soon("finished").until(() -> "Finished".equals(rebuild().get("step")));
        assertThat(here.backups()).as("one backup").hasSize(1);
        assertThat(size("s-storage")).contains("1Gi");
    }

    @Test
    void aStoreThatIsMadeAgainNeverStartsOnAClaimThatIsNotFilled() {
        askForLess();
        jobs.verify(backup());
        jobs.end(filling("s-rebuild"), true, RESTORED);
        filling("s-storage");

        here.store("s").delete();
        soon("gone").until(() -> here.store("s").get() == null);
        assertThat(List.of(size("s-storage"), size("s-rebuild")))
                .containsExactly(Optional.of("1Gi"), Optional.of("1Gi"));
        soon("its Jobs go").until(() -> jobs.all().isEmpty());
        here.applyStore("s", SMALL);

        var fill = filling("s-storage");
        assertThat(here.find(Pod.class, "s-0")).isEmpty();
        jobs.end(fill, true, RESTORED);
        serveAgain();
        soon("the second claim goes").until(() -> size("s-rebuild").isEmpty());
    }

    @Test
    void otherWorkWaitsForIt() {
        askForLess();
        var backup = backup();
        here.applyBackup("mine", "{storeRef: {name: s}}");
        here.applyRestore("r", "{storeRef: {name: s}}");

        soon("backup waits")
                .until(() -> reason(here.backup("mine"), "Succeeded").equals("WaitingForTurn"));
        soon("restore waits").until(() -> reason(here.restore("r"), "Succeeded").equals("WaitingForTurn"));
        jobs.verify(backup);
        jobs.end(filling("s-rebuild"), true, RESTORED);
        jobs.end(filling("s-storage"), true, RESTORED);
        here.serve("s");
        soon("finished").until(() -> "Finished".equals(rebuild().get("step")));
        soon("the backup is taken")
                .until(() -> !reason(here.backup("mine"), "Succeeded").equals("WaitingForTurn"));
    }
}
