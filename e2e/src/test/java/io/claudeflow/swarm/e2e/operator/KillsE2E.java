package io.claudeflow.swarm.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.operator.KillSwitch.Calls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator that dies at any of its calls leaves nothing that the next one does not bring to the same end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillsE2E {
    /** A run waits most of its time. */
    private static final int AT_ONCE = 6;
    /** More calls than any scenario needs: something goes round in circles. */
    private static final int TOO_MANY = 500;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Scenario, Future<List<Killing.Ending>>> few = new EnumMap<>(Scenario.class);
    private OperatorFixture fixture;
    private Killing killing;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        fixture = OperatorFixture.startWithoutOperator();
        killing = new Killing(fixture, AT_ONCE);
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
        if (fixture != null) {
            fixture.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFewWrites_comeToTheSameEnd(Scenario scenario) {
        if (few.isEmpty()) {
            Arrays.stream(Scenario.values()).forEach(each -> few.put(each, threads.submit(() -> few(each))));
        }

        assertThat(of(Objects.requireNonNull(few.get(scenario))))
                .as("operators killed")
                .filteredOn(Killing.Ending::killed)
                .hasSizeGreaterThan(1);
    }

    private List<Killing.Ending> few(Scenario scenario) {
        var expected = killing.undisturbed(scenario, Calls.WRITES);
        var job = expected.writes().stream()
                .filter(write -> write.what().equals("POST jobs"))
                .findFirst();
        return kill(
                scenario,
                List.of(
                        new KillSwitch(Calls.WRITES, 1),
                        job.map(KillSwitch::after).orElseGet(() -> new KillSwitch(Calls.WRITES, expected.calls() / 2)),
                        new KillSwitch(Calls.WRITES, expected.calls() - 1)),
                expected);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("full")
    void oneAfterTheOtherKilled_comesToTheSameEnd(Scenario scenario) {
        var expected = killing.undisturbed(scenario, Calls.WRITES);

        var ending = killing.killedAgainAndAgain(scenario, Calls.WRITES, 4, 20, expected);

        assertThat(ending.killed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("full")
    void afterEveryWrite_comesToTheSameEnd(Scenario scenario) {
        var expected = killing.undisturbed(scenario, Calls.WRITES);

        var endings =
                kill(scenario, expected.writes().stream().map(KillSwitch::after).toList(), expected);

        // What is written last, or not every time, kills nobody.
        var killed = endings.stream().filter(Killing.Ending::killed).count();
        assertThat(killed).isGreaterThan(endings.size() / 2);
        System.out.printf("%s: killed after %d of %d writes%n", scenario, killed, endings.size());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("full")
    void everyCall_comesToTheSameEnd(Scenario scenario) {
        // For every n that the undisturbed run had, and further until a run passes without a kill.
        var expected = killing.undisturbed(scenario, Calls.ALL);
        int first = 1;
        int beyond = expected.calls() + 1;
        while (beyond < TOO_MANY) {
            var endings = kill(
                    scenario,
                    IntStream.range(first, beyond)
                            .mapToObj(n -> new KillSwitch(Calls.ALL, n))
                            .toList(),
                    expected);
            var killed = endings.stream().filter(Killing.Ending::killed).count();
            if (killed < endings.size()) {
                System.out.printf("%s: killed at each of %d calls%n", scenario, first - 1 + killed);
                return;
            }
            first = beyond;
            beyond += AT_ONCE;
        }
        throw new AssertionError(scenario + " takes more than " + TOO_MANY + " calls");
    }

    /** All of them, whichever fail. */
    private List<Killing.Ending> kill(Scenario scenario, List<KillSwitch> kills, Killing.Ending expected) {
        var runs = kills.stream()
                .map(when -> threads.submit(() -> killing.killed(scenario, when, expected)))
                .toList();
        var endings = new ArrayList<Killing.Ending>();
        var failures = new ArrayList<AssertionError>();
        for (var run : runs) {
            try {
                endings.add(of(run));
            } catch (AssertionError failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            var all = new AssertionError(failures.size() + " of " + runs.size() + " kills, the first: "
                    + failures.getFirst().getMessage());
            failures.forEach(all::addSuppressed);
            throw all;
        }
        return endings;
    }

    private static <T> T of(Future<T> run) {
        try {
            return run.get();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getMessage(), failed);
        }
    }
}
