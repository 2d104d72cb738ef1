package io.claudeflow.swarm.memory.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class KeyPatternTest {
    static final List<Long> SEEDS = Seeds.count(100);

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "task/*/status, task/7/status, true",
        "task/*/status, task/7/8/status, false",
        "task/*/status, task//status, false",
        "task/*/status, task/7/status/x, false",
        "task/*/status, task/7/Status, false",
        "knowledge/*, knowledge/a, true",
        "knowledge/*, knowledge/a/b/c, true",
        "knowledge/*, knowledge/, true",
        "knowledge/*, knowledge, false",
        "knowledge/*, knowledges/a, false",
        "swarm-*/agent-*/state, swarm-1/agent-w/state, true",
        "swarm-*/agent-*/state, swarm-1/x/state, false",
        "swarm-*/*, swarm-1/a/b, true",
        "temp*, temp, true",
        "temp*, temporary/a/b, true",
        "temp*, tem, false",
        "*, anything/at all, true",
        "a_b%, a_b%, true",
        "a_b%, axbc, false",
        "swarm/shared/decisions, swarm/shared/decisions, true",
        "swarm/shared/decisions, swarm/shared/decisions/1, false"
    })
    void shouldMatchAsTheContractSays(String pattern, String path, boolean expected) {
        assertThat(new KeyPattern(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    void shouldBeTriedOnTheKeyAndOnNamespaceAndKey() {
        var pattern = new KeyPattern("swarm/shared/*");
        assertThat(pattern.matches("default", "swarm/shared/x")).isTrue();
        assertThat(pattern.matches("swarm/shared", "x")).isTrue();
        assertThat(pattern.matches("swarm", "shared/x")).isTrue();
        assertThat(pattern.matches("swarm", "shared")).isFalse();
        assertThat(pattern.matches("swarmx", "shared/x")).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void order_anyShuffle_sortsTheMostSpecificFirst(long seed) {
        var expected = List.of(
                "agent/x/*",
                "agent/x*/progress",
                "agent/*/progress",
                "agent/*/*",
                "agent/ab*",
                "agent/a*",
                "agent/*",
                "*/shared/decisions",
                "*/shared/*",
                "*/*",
                "*");
        var patterns = new ArrayList<>(expected.stream().map(KeyPattern::new).toList());
        Collections.shuffle(patterns, new Random(seed));
        Collections.sort(patterns);
        assertThat(patterns).extracting(KeyPattern::text).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void order_randomPatterns_isTotal(long seed) {
        var random = Seeds.random(seed);
        var patterns = new ArrayList<KeyPattern>();
        for (int i = 0; i < 12; i++) {
            var text = new StringBuilder("a");
            for (int n = random.nextInt(6); n > 0; n--) {
                text.append(Seeds.pick(random, "a", "b", "/", "*", "/*"));
            }
            patterns.add(new KeyPattern(text.toString()));
        }
        for (var a : patterns) {
            for (var b : patterns) {
                assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
                assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
                for (var c : patterns) {
                    if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
                        assertThat(a.compareTo(c)).isLessThanOrEqualTo(0);
                    }
                }
            }
        }
    }
}
