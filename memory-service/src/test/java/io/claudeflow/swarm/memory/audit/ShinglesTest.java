package io.claudeflow.swarm.memory.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShinglesTest {
    /** a b c d e: abc, bcd, cde. a b c d x: abc, bcd, cdx. Two of four in common. */
    @Test
    void shouldMeasureCommonRunsOfThreeWords() {
        var left = Shingles.of("A b, c d e");
        assertThat(left.similarity(Shingles.of("a  B c d X!"))).isEqualTo(0.5);
        assertThat(left.similarity(left)).isEqualTo(1);
        assertThat(left.similarity(Shingles.of("f g h"))).isZero();
        assertThat(Shingles.of("two words").similarity(Shingles.of(""))).isZero();
        assertThat(Shingles.of("one two three four").isTooShort()).isTrue();
    }

    static List<Long> seeds() {
        return Seeds.count(20);
    }

    /** 60 of 64 minima of texts at 0.9 agree in expectation; a common band is all but certain. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void similarTexts_shareABand(long seed) {
        var random = Seeds.random(seed);
        var words = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            words.add("w" + random.nextInt(100_000));
        }
        var left = Shingles.of(String.join(" ", words));
        words.set(random.nextInt(200), "changed");
        words.set(random.nextInt(200), "also");
        var right = Shingles.of(String.join(" ", words));
        assertThat(left.similarity(right)).isGreaterThan(0.9);
        var bands = MinHash.bands(left);
        var others = MinHash.bands(right);
        int common = 0;
        for (int i = 0; i < bands.length; i++) {
            common += bands[i] == others[i] ? 1 : 0;
        }
        assertThat(common).isPositive();
    }
}
