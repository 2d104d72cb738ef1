package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.operator.KillSwitch.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs a scenario in a namespace of its own, with an operator of its own that is killed at its n-th call. */
final class Killing {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final OperatorFixture fixture;

    Killing(OperatorFixture fixture) {
        this.fixture = fixture;
    }

    /**
     * How a scenario ended.
     *
     * @param killed whether an operator was killed before the scenario was done
     * @param calls of the operator until then
     * @param objects all that is there in the end
     * @param jobs how many Jobs there have been
     */
    record Ending(boolean killed, int calls, List<String> objects, int jobs) {}

    /** The scenario without anybody killed: what it has to come to. */
    Ending undisturbed(Scenario scenario, Calls counted) {
        return run(scenario, KillSwitch.never(counted), null);
    }

    /** The scenario with an operator killed at call {@code n}; it must come to {@code expected} all the same. */
    Ending killedAt(Scenario scenario, Calls counted, int n, Ending expected) {
        return run(scenario, new KillSwitch(counted, n), expected);
    }

    private Ending run(Scenario scenario, KillSwitch kill, @Nullable Ending expected) {
        var here = new Actors(fixture.admin, "kill-" + scenario.text() + "-" + RUNS.incrementAndGet());
        var lives = new ArrayList<OperatorUnderTest>();
        try (var machinery = new Machinery(here, fixture.clock)) {
            lives.add(fixture.operatorOf(here.namespace, kill::into));
            scenario.prepare(here);
            kill.arm();
            scenario.act(here);
            soon(scenario + " in " + here.namespace + " done").until(() -> {
                if (kill.dead() && lives.size() == 1) {
                    lives.getFirst().close();
                    lives.add(fixture.operatorOf(here.namespace, any -> {}));
                }
                return scenario.done(here);
            });
            var killed = kill.dead();
            var calls = kill.calls();
            var objects = expected == null ? atRest(here) : converged(here, expected.objects());
            assertThat(machinery.jobsSoFar().values()).as("no Job twice").allSatisfy(uids -> assertThat(uids)
                    .hasSize(1));
            return new Ending(killed, calls, objects, machinery.jobsSoFar().size());
        } finally {
            lives.forEach(OperatorUnderTest::close);
        }
    }

    private static List<String> atRest(Actors here) {
        var steady = new Steady<List<String>>();
        return soon("rest").pollInterval(Duration.ofSeconds(1)).until(() -> Snapshot.of(here), steady);
    }

    private static List<String> converged(Actors here, List<String> expected) {
        soon("same end").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Snapshot.of(here))
                .containsExactlyElementsOf(expected));
        return expected;
    }
}
