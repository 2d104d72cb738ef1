package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** The API server away, the wire to it cut, the Lease lost: nothing is missed and nothing is done twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutagesE2E {
    private static final String REQUESTED = "swarm.claudeflow.io/backup-requested";

    private OperatorFixture fixture;
    private Actors here;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        fixture = OperatorFixture.startWithoutOperator();
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

    private OperatorUnderTest operator(String name, int port, boolean elected) {
        return new OperatorUnderTest(
                fixture.plane.operatorConfigThrough(port),
                name,
                Map.of(
                        "WATCH_NAMESPACES",
                        here.namespace,
                        "LEADER_ELECTION",
                        String.valueOf(elected),
                        "OPERATOR_NAMESPACE",
                        "swarm-system"),
                fixture.clock,
                any -> {});
    }

    private void serve() {
        here.applyStore("s", "{}");
        here.serve("s");
        soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    @Test
    void anApiServerThatIsRestartedIsFoundAgain() throws IOException, InterruptedException {
        var jobs = new JobsByHand(here, fixture.clock);
        try (var operator = operator("one", fixture.plane.port(), false)) {
            serve();
            here.annotate("s", REQUESTED, "true");
            var job = jobs.await("backup", any -> true);

            fixture.plane.restartApiServer(() -> {});

            jobs.verify(job);
            soon("verified")
                    .until(() -> reason(here.backup(job.getMetadata().getName()), "Verified")
                            .equals("Verified"));
            soon("told").until(() -> reason(here.store("s"), "BackedUp").equals("BackedUp"));
            here.applyStore("later", "{}");
            here.serve("later");
            soon("works").until(() -> reason(here.store("later"), "Ready").equals("Serving"));
            assertThat(here.backups()).hasSize(1);
            assertThat(operator.failed()).isFalse();
        }
    }

    @Test
    void watchesThatAreCutMissNothing() {
        var jobs = new JobsByHand(here, fixture.clock);
        try (var wire = new Wire(fixture.plane.port());
                var operator = operator("one", wire.port(), false)) {
            serve();
            for (int round = 1; round <= 3; round++) {
                wire.takeDown();
                here.annotate("s", REQUESTED, "round " + round);
                wire.bringUp();
                var job = jobs.await("backup " + round, any -> true);
                wire.takeDown();
                jobs.verify(job);
                here.applyStore("t" + round, "{}");
                wire.bringUp();
                here.serve("t" + round);
                soon("verified")
                        .until(() -> reason(here.backup(job.getMetadata().getName()), "Verified")
                                .equals("Verified"));
                soon("job removed").until(() -> jobs.all().isEmpty());
                wire.cut();
            }
            assertThat(here.backups()).hasSize(3);
            assertThat(operator.failed()).isFalse();
        }
    }

    @Test
    void twoThatBothBelieveToLeadMakeNothingTwice() {
        try (var machinery = new Machinery(here, fixture.clock);
                var first = operator("first", fixture.plane.port(), false);
                var second = operator("second", fixture.plane.port(), false)) {
            here.applyStore("s", "{backupRetention: 2}");
            soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
            for (int request = 1; request <= 4; request++) {
                here.annotate("s", REQUESTED, "request " + request);
                soon("settled").until(() -> Scenario.isSettled(here));
            }
            soon("all taken, surplus gone").until(() -> here.backups().size() == 2 && Scenario.noJobs(here));
            here.applyRestore("r", "{storeRef: {name: s}}");
            soon("restored").until(() -> reason(here.restore("r"), "Succeeded").equals("Restored"));
            soon("serves again").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
            here.store("s").delete();
            soon("gone").until(() -> here.store("s").get() == null && Scenario.noJobs(here));

            assertThat(machinery.jobsSoFar())
                    .allSatisfy((name, uids) -> assertThat(uids).hasSize(1));
            assertThat(machinery.jobsSoFar().keySet())
                    .filteredOn(name -> !name.contains("-prune-"))
                    .as("four backups, a safety backup, a restore, a final backup")
                    .hasSize(7);
            assertThat(first.failed() || second.failed()).isFalse();
        }
    }

    @Test
    void aLeaderThatIsCutOffIsReplacedAndStopsItself() {
        try (var machinery = new Machinery(here, fixture.clock);
                var wire = new Wire(fixture.plane.port());
                var first = operator("first", wire.port(), true)) {
            first.awaitWorking();
            here.applyStore("s", "{}");
            soon("serves").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
            try (var second = operator("second", fixture.plane.port(), true)) {
                here.annotate("s", REQUESTED, "before");
                soon("made").until(() -> here.backups().size() == 1);

                wire.takeDown();

                second.awaitWorking();
                soon("knows it").until(first::failed);
                here.annotate("s", REQUESTED, "meanwhile");
                soon("made").until(() -> here.backups().size() == 2);
                // In the cluster its process has ended; here it comes back and still believes what it believed.
                wire.bringUp();
                here.annotate("s", REQUESTED, "afterwards");
                soon("all verified")
                        .until(() -> here.backups().size() == 3
                                && here.backups().stream()
                                        .allMatch(backup -> reason(here.backup(backup), "Verified")
                                                .equals("Verified"))
                                && Scenario.noJobs(here));
                soon("nothing follows")
                        .during(Duration.ofSeconds(3))
                        .until(() -> machinery.jobsSoFar().size() == 3);
                assertThat(machinery.jobsSoFar().values())
                        .allSatisfy(uids -> assertThat(uids).hasSize(1));
                assertThat(second.failed()).isFalse();
            }
        }
    }
}
