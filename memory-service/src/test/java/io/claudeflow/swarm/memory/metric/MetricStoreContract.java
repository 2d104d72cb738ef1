package io.claudeflow.swarm.memory.metric;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link MetricStore} does. */
public abstract class MetricStoreContract {
    private static final String SWARM = "s1";
    private static final Instant START = ManualClock.START;

    private MetricStore store;

    /** An empty store. */
    protected abstract MetricStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldAggregateByNearestRank() {
        var samples = new ArrayList<Sample>();
        for (int i = 1; i <= 200; i++) {
            samples.add(sample(i, START.plusSeconds(i), "a"));
        }
        Collections.shuffle(samples, new Random(1));
        store.record(SWARM, samples);
        assertThat(store.aggregate(SWARM, window(0, 1000)))
                .containsExactly(new MetricSummary(null, 200, 100.5, 1, 200, 100, 190, 198));
        assertThat(store.aggregate(SWARM, window(200, 201)))
                .containsExactly(new MetricSummary(null, 1, 200, 200, 200, 200, 200, 200));
        assertThat(store.aggregate(SWARM, window(201, 300))).isEmpty();
        assertThat(store.aggregate("s2", window(0, 1000))).isEmpty();
    }

    @Test
    void shouldGroupAndFilterByTag() {
        store.record(
                SWARM,
                List.of(
                        sample(1, START, "b"),
                        sample(3, START, "b"),
                        sample(5, START, "a"),
                        Sample.of("time", 7, START, Map.of("other", "x")),
                        Sample.of("else", 9, START, Map.of())));
        var grouped = store.aggregate(SWARM, window(0, 1).groupedBy("op"));
        assertThat(grouped).extracting(MetricSummary::group).containsExactly("a", "b", null);
        assertThat(grouped).extracting(MetricSummary::avg).containsExactly(5.0, 2.0, 7.0);
        assertThat(store.aggregate(SWARM, window(0, 1).tagged("op", "b")))
                .extracting(MetricSummary::count)
                .containsExactly(2L);
        assertThat(store.names(SWARM)).containsExactly("else", "time");
    }

    @Test
    void shouldTakeTagsWithAnyCharacter() {
        for (var name : List.of("a.b", "a\"b", "a\\b", "$", "a[0]", "é 漢😀")) {
            store.record(SWARM, List.of(Sample.of("odd", 1, START, Map.of(name, "v\"\\ é"))));
            var query = MetricQuery.of("odd", START, START.plusSeconds(1));
            assertThat(store.aggregate(SWARM, query.tagged(name, "v\"\\ é"))).hasSize(1);
            assertThat(store.aggregate(SWARM, query.tagged(name, "v").groupedBy(name)))
                    .isEmpty();
            assertThat(store.aggregate(SWARM, query.groupedBy(name)))
                    .extracting(MetricSummary::group)
                    .startsWith("v\"\\ é");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldAggregateExactlyWhateverComes(long seed) {
        var random = Seeds.random(seed);
        var values = new HashMap<String, List<Double>>();
        for (int batch = 0; batch < 4; batch++) {
            var samples = new ArrayList<Sample>();
            for (int i = 0; i < 500; i++) {
                var group = "g" + random.nextInt(5);
                double value = random.nextBoolean() ? random.nextInt(-3, 4) : random.nextGaussian() * 1e6;
                samples.add(sample(value, START.plusMillis(random.nextInt(1000)), group));
                values.computeIfAbsent(group, _ -> new ArrayList<>()).add(value);
            }
            store.record(SWARM, samples);
        }
        var expected = new TreeMap<>(values)
                .entrySet().stream()
                        .map(group -> MetricSummary.of(
                                group.getKey(),
                                group.getValue().stream()
                                        .mapToDouble(value -> value)
                                        .toArray()))
                        .toList();
        assertThat(store.aggregate(SWARM, window(0, 1).groupedBy("op"))).isEqualTo(expected);
    }

    private static List<Long> seeds() {
        return Seeds.count(3);
    }

    @Test
    void shouldPruneTheOldestFirst() {
        for (int i = 0; i < 5; i++) {
            store.record(SWARM, List.of(sample(i, START.plusSeconds(i), "a")));
        }
        assertThat(store.prune(SWARM, START.plusSeconds(3), 2)).isEqualTo(2);
        assertThat(store.prune(SWARM, START.plusSeconds(3), 10)).isEqualTo(1);
        assertThat(store.prune("s2", START.plusSeconds(9), 10)).isZero();
        assertThat(store.aggregate(SWARM, window(0, 9)))
                .extracting(MetricSummary::min)
                .containsExactly(3.0);
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(FailureKind.INVALID_ARGUMENT, "value: NaN", () -> sample(Double.NaN, START, "a"));
        assertFails(FailureKind.INVALID_ARGUMENT, "tags.op: (empty)", () -> sample(1, START, ""));
        assertFails(FailureKind.INVALID_ARGUMENT, "to: ", () -> window(1, 1));
        assertFails(FailureKind.LIMIT_EXCEEDED, "samples: 0 samples", () -> store.record(SWARM, List.of()));
        var many = new ArrayList<Sample>();
        for (int i = 0; i <= MetricStore.MAX_GROUPS; i++) {
            many.add(sample(i, START, "op" + i));
        }
        store.record(SWARM, many);
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "groupBy: 1001 groups",
                () -> store.aggregate(SWARM, window(0, 1).groupedBy("op")));
    }

    private static MetricQuery window(long from, long to) {
        return MetricQuery.of("time", START.plusSeconds(from), START.plusSeconds(to));
    }

    private static Sample sample(double value, Instant at, String operation) {
        return Sample.of("time", value, at, Map.of("op", operation));
    }
}
