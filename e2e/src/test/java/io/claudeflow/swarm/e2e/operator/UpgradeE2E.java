package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Changes of a store's version. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeE2E {
    private static final String RESTORED = """
            {"result":"restored","file":"x","sizeBytes":8192,"epoch":2,"revision":57,"rows":{"memory_store":3}}""";

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
        fixture.says.version = "0.1.0";
        fixture.says.revision = 42;
        here.applyStore("s", "{version: 0.1.0}");
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        soon("version").until(() -> "0.1.0".equals(version()));
    }

    private String version() {
        return here.store("s").get().get("status", "version");
    }

    private String step() {
        return String.valueOf(here.store("s").get().<Object>get("status", "upgrade", "step"));
    }

    private Job backup() {
        return jobs.await("backup", job -> JobsByHand.arguments(job).contains("backup-pull"));
    }

    /** From the change of the spec until the pod of the new version is there. */
    private Pod rollTo(String version) {
        here.applyStore("s", "{version: " + version + "}");
        jobs.verify(backup());
        return pods.await("s", version);
    }

    private void serveFormer() {
        pods.await("s", "0.1.0");
        pods.answer("s");
        soon("told").until(() -> reason(here.store("s"), "Upgraded").equals("UpgradeFailed"));
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        assertThat(version()).isEqualTo("0.1.0");
    }

    @Test
    void aNewVersionIsBackedUpRolledAndReachedOnlyWhenItIsChecked() {
        var before = here.get(Pod.class, "s-0").getMetadata().getUid();
        here.applyStore("s", "{version: 0.2.0}");

        var backup = backup();
        assertThat(PodsByHand.image(here.get(Pod.class, "s-0"))).endsWith(":0.1.0");
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Serving");
        soon("condition").until(() -> reason(here.store("s"), "Upgrading").equals("BackingUp"));
        fixture.says.version = "0.2.0";
        jobs.verify(backup);
        var pod = pods.await("s", "0.2.0");
        assertThat(pod.getMetadata().getUid()).isNotEqualTo(before);
        assertThat(PodsByHand.isGated(pod)).isTrue();
        soon("not ready").until(() -> reason(here.store("s"), "Ready").equals("Upgrading"));
        assertThat(here.store("s").get().<String>get("status", "phase")).isEqualTo("Upgrading");
        pods.answerAndWaitForTheGate("s");

        soon("upgraded").until(() -> reason(here.store("s"), "Upgraded").equals("UpToDate"));
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
        assertThat(version()).isEqualTo("0.2.0");
        assertThat(here.backups()).hasSize(1);
        assertThat(here.backup(here.backups().getFirst()).get().<String>get("spec", "trigger"))
                .isEqualTo("Upgrade");
        soon("the gate leaves the template and the pod stays")
                .until(() -> here.get(StatefulSet.class, "s")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getReadinessGates()
                        .isEmpty());
        soon("silence").during(Duration.ofSeconds(4)).until(fixture::writesOfTheOperator, new Steady<>());
        assertThat(here.get(Pod.class, "s-0").getMetadata().getUid())
                .isEqualTo(pod.getMetadata().getUid());
        assertThat(here.events("s")).contains("UpgradeStep", "UpgradeSucceeded");
    }

    @Test
    void anImageThatDoesNotExistIsReturnedFromAndNotTriedAgain() {
        rollTo("9.9.9");
        pods.cannotPull("s");
        soon("rolling").until(() -> step().equals("Rolling"));
        fixture.clock.travel(Duration.ofMinutes(4));

        serveFormer();

        assertThat(message(here.store("s"), "Upgraded"))
                .contains("9.9.9 was not taken over")
                .contains("ImagePullBackOff")
                .contains("0.1.0 serves again, nothing was lost")
                .contains("Runs 0.1.0.");
        assertThat(here.events("s")).contains("UpgradeFailed");
        assertThat(here.backups()).hasSize(1);
        soon("it is not tried again").during(Duration.ofSeconds(4)).until(fixture::writesOfTheOperator, new Steady<>());

        here.applyStore("s", "{version: 0.1.0}");
        soon("forgotten").until(() -> reason(here.store("s"), "Upgraded").equals("UpToDate"));
        fixture.says.version = "9.9.9";
        rollTo("9.9.9");
        pods.answerAndWaitForTheGate("s");
        soon("upgraded").until(() -> "9.9.9".equals(version()));
    }

    @Test
    void aFileTheFormerVersionRefusesIsReplacedByTheSnapshotOrTheBackup() {
        rollTo("0.2.0");
        pods.fails("s", "broken");
        pods.await("s", "0.1.0");
        pods.fails("s", "/data/memory/swarm-memory.db has schema version 8, this program knows 7");

        var restore = jobs.await("restore", job -> JobsByHand.arguments(job).contains("restore"));
        assertThat(here.find(Pod.class, "s-0")).as("no pod beside the Job").isEmpty();
        assertThat(restore.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .endsWith(":0.1.0");
        assertThat(JobsByHand.arguments(restore))
                .contains("/backups/" + here.backups().getFirst() + ".db", "--prefer-snapshot");
        jobs.end(restore, true, RESTORED);
        serveFormer();

        assertThat(message(here.store("s"), "Upgraded"))
                .contains("broken")
                .contains("this program knows 7")
                .contains("0.1.0 serves the data of SwarmMemoryBackup")
                .contains("and what was written after it, up to revision 57");
        var name = here.store("s").get().<String>get("status", "upgrade", "restore");
        assertThat(reason(here.restore(name), "Succeeded")).isEqualTo("Restored");
    }

    @Test
    void aVersionThatReportsAnotherOneOrHasLostDataIsReturnedFrom() {
        rollTo("0.2.0");
        pods.answer("s");
        serveFormer();
        assertThat(message(here.store("s"), "Upgraded")).contains("reports version 0.1.0");

        fixture.says.version = "0.3.0";
        fixture.says.revision = 7;
        rollTo("0.3.0");
        pods.answer("s");
        serveFormer();
        assertThat(message(here.store("s"), "Upgraded")).contains("revision 7 (expected: at least 1, 42");
    }

    @Test
    void withoutAVerifiedBackupNothingIsChanged() {
        var before = here.get(Pod.class, "s-0").getMetadata().getUid();
        here.applyStore("s", "{version: 0.2.0}");
        jobs.fail(backup(), "NoSpace", "the disk is full");

        soon("told").until(() -> reason(here.store("s"), "Upgraded").equals("UpgradeFailed"));
        assertThat(message(here.store("s"), "Upgraded"))
                .contains("the disk is full")
                .contains("spec.upgradeBackup");
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Serving");
        assertThat(here.get(Pod.class, "s-0").getMetadata().getUid()).isEqualTo(before);

        fixture.says.version = "0.3.0";
        here.applyStore("s", "{version: 0.3.0, upgradeBackup: Skip}");
        pods.await("s", "0.3.0");
        pods.answerAndWaitForTheGate("s");
        soon("upgraded").until(() -> "0.3.0".equals(version()));
    }

    @Test
    void anOperatorThatWasAwayGoesOnWhereItWas() {
        here.applyStore("s", "{version: 0.2.0}");
        var backup = backup();
        fixture.stopOperator();
        jobs.verify(backup);
        fixture.says.version = "0.2.0";
        fixture.startOperator();
        pods.await("s", "0.2.0");
        fixture.stopOperator();
        pods.answer("s");
        assertThat(PodsByHand.holds(here.get(Pod.class, "s-0"), "Ready")).isFalse();
        fixture.startOperator();

        pods.answerAndWaitForTheGate("s");
        soon("upgraded").until(() -> "0.2.0".equals(version()));
        assertThat(here.backups()).hasSize(1);
    }

    @Test
    void aChangeOfMindWhileItRollsReturnsFirst() {
        rollTo("0.2.0");
        here.applyStore("s", "{version: 0.3.0}");
        pods.await("s", "0.1.0");
        pods.answer("s");

        fixture.says.version = "0.3.0";
        jobs.verify(backup());
        pods.await("s", "0.3.0");
        pods.answerAndWaitForTheGate("s");
        soon("upgraded").until(() -> "0.3.0".equals(version()));
        assertThat(here.store("s").get().<Map<String, Object>>get("status", "upgrade"))
                .containsEntry("from", "0.1.0")
                .containsEntry("step", "Finished")
                .doesNotContainKey("problem");
    }

    @Test
    void aRestoreWaitsForTheChangeToEnd() {
        rollTo("0.2.0");
        here.applyRestore("r", "{storeRef: {name: s}}");
        soon("waits").until(() -> reason(here.restore("r"), "Succeeded").equals("WaitingForStore"));
        assertThat(message(here.restore("r"), "Succeeded")).contains("changes its version");

        fixture.says.version = "0.2.0";
        pods.answerAndWaitForTheGate("s");
        soon("its turn").until(() -> !reason(here.restore("r"), "Succeeded").equals("WaitingForStore"));
    }
}
