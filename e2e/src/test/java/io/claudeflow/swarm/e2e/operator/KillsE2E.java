package io.claudeflow.swarm.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.operator.KillSwitch.Calls;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
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
    private static final int AT_ONCE = 4;
    /** More calls than any scenario needs: something goes round in circles. */
    private static final int TOO_MANY = 500;

    private OperatorFixture fixture;
    private Killing killing;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        fixture = OperatorFixture.startWithoutOperator();
        killing = new Killing(fixture);
    }

    @AfterAll
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFewWrites_comeToTheSameEnd(Scenario scenario) {
        var expected = killing.undisturbed(scenario, Calls.WRITES);

        var endings =
                kill(scenario, Calls.WRITES, IntStream.of(1, expected.calls() / 2, expected.calls() - 1), expected);

        assertThat(endings)
                .as("operators killed")
                .filteredOn(Killing.Ending::killed)
                .hasSizeGreaterThan(1);
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
    void everyWrite_comesToTheSameEnd(Scenario scenario) {
        everyCall(scenario, Calls.WRITES);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("full")
    void everyCall_comesToTheSameEnd(Scenario scenario) {
        everyCall(scenario, Calls.ALL);
    }

    /** For every n, until a run passes without a kill. */
    private void everyCall(Scenario scenario, Calls counted) {
        var expected = killing.undisturbed(scenario, counted);
        for (int first = 1; first < TOO_MANY; first += AT_ONCE) {
            var endings = kill(scenario, counted, IntStream.range(first, first + AT_ONCE), expected);
            if (endings.stream().anyMatch(ending -> !ending.killed())) {
                System.out.printf(
                        "%s: killed at each of %d calls (%s)%n",
                        scenario,
                        first
                                + endings.indexOf(endings.stream()
                                        .filter(ending -> !ending.killed())
                                        .findFirst()
                                        .orElseThrow())
                                - 1,
                        counted);
                return;
            }
        }
        throw new AssertionError(scenario + " takes more than " + TOO_MANY + " calls");
    }

    private List<Killing.Ending> kill(Scenario scenario, Calls counted, IntStream calls, Killing.Ending expected) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            return calls
                    .mapToObj(n -> threads.submit(() -> killing.killedAt(scenario, counted, n, expected)))
                    .toList()
                    .stream()
                    .map(KillsE2E::ending)
                    .toList();
        }
    }

    private static Killing.Ending ending(Future<Killing.Ending> run) {
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
