package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.operator.KillSwitch.Calls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs a scenario in a namespace of its own, with an operator of its own that is killed at its n-th call. */
final class Killing {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final OperatorFixture fixture;
    private final Semaphore places;

    /** @param atOnce how many runs go on at once at most; the others wait */
    Killing(OperatorFixture fixture, int atOnce) {
        this.fixture = fixture;
        this.places = new Semaphore(atOnce, true);
    }

    /**
     * How a scenario ended.
     *
     * @param killed whether an operator was killed before the scenario was done
     * @param calls of the operator until then
     * @param writes among them
     * @param objects all that is there in the end
     * @param jobs how many Jobs there have been, those apart that remove files: a backup that goes may miss that the
     *     Job of the next one has removed its file, and then has it done again
     */
    record Ending(boolean killed, int calls, List<KillSwitch.Write> writes, List<String> objects, int jobs) {}

    /** The scenario without anybody killed: what it has to come to. */
    Ending undisturbed(Scenario scenario, Calls counted) {
        return run(scenario, new ArrayDeque<>(List.of(KillSwitch.never(counted))), null);
    }

    /** The scenario with an operator that is killed; it must come to {@code expected} all the same. */
    Ending killed(Scenario scenario, KillSwitch when, Ending expected) {
        return run(scenario, new ArrayDeque<>(List.of(when)), expected);
    }

    /** The scenario with one operator after the other killed at its call {@code n}, {@code lives} of them. */
    Ending killedAgainAndAgain(Scenario scenario, Calls counted, int n, int lives, Ending expected) {
        var kills = new ArrayDeque<KillSwitch>();
        for (int life = 0; life < lives; life++) {
            kills.add(new KillSwitch(counted, n));
        }
        return run(scenario, kills, expected);
    }

    private Ending run(Scenario scenario, Deque<KillSwitch> kills, @Nullable Ending expected) {
        places.acquireUninterruptibly();
        try {
            return played(scenario, kills, expected);
        } finally {
            places.release();
        }
    }

    private Ending played(Scenario scenario, Deque<KillSwitch> kills, @Nullable Ending expected) {
        var first = kills.getFirst();
        var here = new Actors(
                fixture.admin, "kill-" + scenario.text() + "-" + first.text() + "-" + RUNS.incrementAndGet());
        var lives = new ArrayDeque<OperatorUnderTest>();
        var says = new OperatorUnderTest.Reported();
        try (var machinery = new Machinery(here, fixture.clock, says)) {
            lives.add(fixture.operatorOf(here.namespace, first::into, says));
            scenario.prepare(here);
            first.arm();
            scenario.act(here);
            soon(scenario + " in " + here.namespace + " done").until(() -> {
                if (isDead(kills)) {
                    kills.removeFirst();
                    lives.removeFirst().close();
                    lives.add(next(here, kills, says));
                }
                return scenario.done(here);
            });
            var killed = first.dead();
            var calls = first.calls();
            var writes = first.writes();
            kills.forEach(KillSwitch::disarm);
            if (isDead(kills)) {
                kills.clear();
                lives.removeFirst().close();
                lives.add(next(here, kills, says));
            }
            var objects = expected == null ? atRest(here) : converged(here, expected.objects());
            var jobs = machinery.jobsSoFar().keySet().stream()
                    .filter(name -> !name.contains("-prune-"))
                    .toList();
            if (expected != null) {
                assertThat(jobs).as("Jobs in " + here.namespace).hasSize(expected.jobs());
            }
            assertThat(machinery.jobsSoFar().values())
                    .as("no Job twice")
                    .allSatisfy(uids -> assertThat(uids).hasSize(1));
            return new Ending(killed, calls, writes, objects, jobs.size());
        } finally {
            lives.forEach(OperatorUnderTest::close);
        }
    }

    private static boolean isDead(Deque<KillSwitch> kills) {
        return !kills.isEmpty() && kills.getFirst().dead();
    }

    private OperatorUnderTest next(Actors here, Deque<KillSwitch> kills, OperatorUnderTest.Reported says) {
        return kills.isEmpty()
                ? fixture.operatorOf(here.namespace, any -> {}, says)
                : fixture.operatorOf(here.namespace, kills.getFirst().arm()::into, says);
    }

    private static List<String> atRest(Actors here) {
        var steady = new Steady<List<String>>();
        return soon("rest").pollInterval(Duration.ofSeconds(1)).until(() -> Snapshot.of(here), steady);
    }

    private static List<String> converged(Actors here, List<String> expected) {
        soon("same end in " + here.namespace)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Snapshot.of(here)).containsExactlyElementsOf(expected));
        return expected;
    }
}
