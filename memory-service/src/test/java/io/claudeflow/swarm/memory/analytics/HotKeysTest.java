package io.claudeflow.swarm.memory.analytics;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HotKeysTest {
    private static final Instant NOW = Instant.parse("2026-01-07T10:02:30Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final HotKeys hotKeys = new HotKeys();

    private static EntryKey key(String name) {
        return new EntryKey("s", "n", name);
    }

    private List<HotKey> hottest(Duration window, long threshold) {
        return hotKeys.hottest("s", NOW, window, threshold, 10).keys();
    }

    @Test
    void shouldCountExactlyWhileThereAreFewKeysTheHottestFirst() {
        hotKeys.add(key("a"), 60, NOW);
        hotKeys.add(key("b"), 150, NOW.minusSeconds(600));
        hotKeys.add(key("a"), 50, NOW.minusSeconds(1200));
        hotKeys.add(new EntryKey("other", "n", "c"), 900, NOW);
        assertThat(hottest(HOUR, 100)).containsExactly(new HotKey(key("b"), 150, 150), new HotKey(key("a"), 110, 110));
        assertThat(hottest(HOUR, 111)).extracting(HotKey::key).containsExactly(key("b"));
        assertThat(hotKeys.hottest("s", NOW, HOUR, 1, 1).keys()).hasSize(1);
    }

    @Test
    void shouldForgetWhatLiesBeforeTheWindow() {
        hotKeys.add(key("old"), 500, NOW.minus(Duration.ofHours(3)));
        hotKeys.add(key("recent"), 200, NOW.minus(Duration.ofMinutes(30)));
        assertThat(hottest(HOUR, 1)).extracting(HotKey::key).containsExactly(key("recent"));
        assertThat(hottest(Duration.ofMinutes(10), 1)).isEmpty();
        assertThat(hottest(Duration.ofHours(5), 1)).extracting(HotKey::key).containsExactly(key("old"), key("recent"));
        assertThat(hotKeys.hottest("s", NOW, HOUR, 1, 1).from()).isEqualTo(Instant.parse("2026-01-07T09:00:00Z"));
    }

    @Test
    void shouldRefuseWindowsAndThresholdsOutOfRange() {
        assertFails(FailureKind.INVALID_ARGUMENT, "timeframe: PT25H", () -> hottest(Duration.ofHours(25), 1));
        assertFails(FailureKind.INVALID_ARGUMENT, "timeframe: PT0S", () -> hottest(Duration.ZERO, 1));
        assertFails(FailureKind.INVALID_ARGUMENT, "threshold: 0", () -> hottest(HOUR, 0));
    }

    static List<Long> seeds() {
        return Seeds.count(20);
    }

    /** The bounds of the algorithm: never too low, at most a share of all reads too high, the frequent always there. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void spaceSaving_randomStream_staysWithinItsBounds(long seed) {
        var random = Seeds.random(seed);
        int capacity = 16;
        var summary = new SpaceSaving(capacity);
        var truth = new HashMap<EntryKey, Long>();
        long total = 0;
        for (int i = 0; i < 5_000; i++) {
            var key = key("k" + (int) Math.abs(random.nextGaussian() * 30));
            long count = 1L + random.nextInt(3);
            summary.add(key, count);
            truth.merge(key, count, Long::sum);
            total += count;
        }
        long bound = total / capacity;
        for (var read : truth.entrySet()) {
            assertThat(summary.atLeast(read.getKey())).isLessThanOrEqualTo(read.getValue());
            assertThat(summary.atMost(read.getKey()))
                    .isGreaterThanOrEqualTo(read.getValue())
                    .isLessThanOrEqualTo(read.getValue() + bound);
            if (read.getValue() > bound) {
                assertThat(summary.keys()).contains(read.getKey());
            }
        }
        assertThat(summary.keys()).hasSize(capacity);
    }
}
