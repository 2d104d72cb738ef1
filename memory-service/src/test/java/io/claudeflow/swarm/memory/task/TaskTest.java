package io.claudeflow.swarm.memory.task;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class TaskTest {
    static final List<Long> SEEDS = Seeds.count(50);

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource({
        "pending, completed, true",
        "in_progress, pending, true",
        "in_progress, blocked, true",
        "blocked, in_progress, true",
        "blocked, completed, false",
        "failed, pending, true",
        "failed, completed, false",
        "completed, pending, false",
        "completed, completed, false",
        "cancelled, in_progress, false"
    })
    void canBecome_eachPair_followsTheTable(String from, String to, boolean expected) {
        assertThat(TaskStatus.named("from", from).canBecome(TaskStatus.named("to", to)))
                .isEqualTo(expected);
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(FailureKind.INVALID_ARGUMENT, "id: (empty)", () -> TaskSpec.of("", "x"));
        assertFails(FailureKind.LIMIT_EXCEEDED, "description: 0 bytes", () -> TaskSpec.of("t", ""));
        assertFails(FailureKind.LIMIT_EXCEEDED, "id: 256 bytes", () -> TaskSpec.of("x".repeat(256), "x"));
        assertFails(FailureKind.INVALID_ARGUMENT, "status: done", () -> TaskStatus.named("status", "done"));
        assertFails(FailureKind.INVALID_ARGUMENT, "priority: urgent", () -> Priority.named("priority", "urgent"));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "lease: PT0.5S (expected: 1s to 7d)",
                () -> TaskLease.checkDuration(Duration.ofMillis(500)));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "dependencies[1]: (empty)",
                () -> TaskSpec.of("t", "x").after("a", ""));
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void check_randomGraphs_refusesExactlyTheCycles(long seed) {
        var random = Seeds.random(seed);
        Map<String, List<String>> graph = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            graph.put("t" + i, new ArrayList<>());
        }
        for (int i = 0; i < 40; i++) {
            var from = "t" + random.nextInt(12);
            var wanted = new ArrayList<>(graph.getOrDefault(from, List.of()));
            var to = "t" + random.nextInt(12);
            wanted.add(to);
            if (reaches(graph, to, from)) {
                assertFails(FailureKind.CONFLICT, "dependencies: ", () -> TaskGraph.check(from, wanted, graph::get));
            } else {
                TaskGraph.check(from, wanted, graph::get);
                graph.put(from, wanted);
            }
        }
    }

    private static boolean reaches(Map<String, List<String>> graph, String from, String to) {
        return from.equals(to)
                || graph.getOrDefault(from, List.of()).stream().anyMatch(next -> reaches(graph, next, to));
    }
}
