package io.claudeflow.swarm.memory.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PoliciesTest {
    static final List<Long> SEEDS = Seeds.count(100);
    private static final Instant NOW = ManualClock.START;

    @Test
    void shouldLetTheMostSpecificPatternWinWhateverTheOrderOfTheFile() {
        var policies = policies("swarm/shared/*", "*", "swarm/shared/decisions", "swarm/*");
        assertThat(chosen(policies, "default", "swarm/shared/decisions")).isEqualTo("swarm/shared/decisions");
        assertThat(chosen(policies, "swarm/shared", "decisions")).isEqualTo("swarm/shared/decisions");
        assertThat(chosen(policies, "swarm/shared", "other")).isEqualTo("swarm/shared/*");
        assertThat(chosen(policies, "swarm", "x")).isEqualTo("swarm/*");
        assertThat(chosen(policies, "else", "x")).isEqualTo("*");
    }

    @Test
    void shouldBePermanentWhenNoPatternMatches() {
        var policy = policies("task/*/status").of("default", "unknown");
        assertThat(policy).isSameAs(RetentionPolicy.DEFAULT);
        assertThat(policy.expiry(Ttl.BY_POLICY, NOW)).isNull();
    }

    @Test
    void shouldPreferTheLifetimeOfTheWriter() {
        var policy = RetentionPolicy.of(new KeyPattern("a/*"), Lifetime.ofSeconds(3600));
        assertThat(policy.expiry(Ttl.BY_POLICY, NOW)).isEqualTo(NOW.plusSeconds(3600));
        assertThat(policy.expiry(Ttl.PERMANENT, NOW)).isNull();
        assertThat(policy.expiry(new Ttl.Seconds(7), NOW)).isEqualTo(NOW.plusSeconds(7));
        assertThat(policy.expiry(new Ttl.Until(NOW.minusSeconds(1)), NOW)).isEqualTo(NOW.minusSeconds(1));
    }

    @Test
    void shouldRefuseAPatternTwice() {
        assertThatThrownBy(() -> policies("a/*", "b", "a/*"))
                .isInstanceOf(MemoryException.class)
                .hasMessage("pattern: a/* (expected: each pattern once)");
    }

    @Test
    void isDue_eachStrategy_followsItsSchedule() {
        var daily = new Cleanup.Daily(LocalTime.of(2, 0));
        assertThat(Cleanup.isDue(daily, NOW, null)).isTrue();
        assertThat(Cleanup.isDue(daily, NOW, Instant.parse("2026-01-07T01:59:59Z")))
                .isTrue();
        assertThat(Cleanup.isDue(daily, NOW, Instant.parse("2026-01-07T02:00:00Z")))
                .isFalse();
        assertThat(Cleanup.isDue(daily, Instant.parse("2026-01-08T01:59:59Z"), NOW))
                .isFalse();
        assertThat(Cleanup.isDue(daily, Instant.parse("2026-01-08T02:00:00Z"), NOW))
                .isTrue();
        var every = new Cleanup.Every(Duration.ofHours(6));
        assertThat(Cleanup.isDue(every, NOW.plus(Duration.ofHours(6)), NOW)).isTrue();
        assertThat(Cleanup.isDue(every, NOW.plus(Duration.ofHours(6)).minusMillis(1), NOW))
                .isFalse();
        assertThat(Cleanup.isDue(daily, NOW, NOW.plusMillis(1)))
                .as("the clock was wrong then")
                .isTrue();
        assertThat(Cleanup.isDue(every, NOW, NOW.plus(Duration.ofDays(3650)))).isTrue();
        assertThat(Cleanup.isDue(Cleanup.LAZY, NOW, NOW)).isTrue();
        assertThat(Cleanup.isDue(Cleanup.MANUAL, NOW, null)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void of_randomPatterns_isTheFirstThatMatchesInOrder(long seed) {
        var random = Seeds.random(seed);
        var texts = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            texts.add(path(random.nextInt(1, 4), random, "a", "b", "*", "a*", "*b"));
        }
        var policies = policies(texts.stream().distinct().toArray(String[]::new));
        for (int i = 0; i < 50; i++) {
            var namespace = path(random.nextInt(1, 3), random, "a", "b", "ab");
            var key = path(random.nextInt(1, 4), random, "a", "b", "ab");
            var expected = policies.all().stream()
                    .filter(policy -> policy.pattern().matches(namespace, key))
                    .findFirst()
                    .orElse(RetentionPolicy.DEFAULT);
            assertThat(policies.of(namespace, key)).isEqualTo(expected);
        }
    }

    private static String path(int segments, RandomGenerator random, String... choices) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < segments; i++) {
            parts.add(Seeds.pick(random, choices));
        }
        return String.join("/", parts);
    }

    private static String chosen(Policies policies, String namespace, String key) {
        return policies.of(namespace, key).pattern().text();
    }

    private static Policies policies(String... patterns) {
        return new Policies(List.of(patterns).stream()
                .map(pattern -> RetentionPolicy.of(new KeyPattern(pattern), Lifetime.ofSeconds(60)))
                .toList());
    }
}
