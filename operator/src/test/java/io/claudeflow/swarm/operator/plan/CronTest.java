package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *           | 2026-11-21T10:00:30Z | 2026-11-21T10:01:00Z",
                "* * * * *           | 2026-11-21T10:01:00Z | 2026-11-21T10:02:00Z",
                "30 2 * * *          | 2026-11-21T10:00:00Z | 2026-11-22T02:30:00Z",
                "30 2 * * *          | 2026-11-21T02:29:59Z | 2026-11-21T02:30:00Z",
                "*/15 * * * *        | 2026-11-21T10:46:00Z | 2026-11-21T11:00:00Z",
                "5/20 * * * *        | 2026-11-21T10:26:00Z | 2026-11-21T10:45:00Z",
                "0 8-18/5 * * *      | 2026-11-21T08:00:00Z | 2026-11-21T13:00:00Z",
                "0 0 1,15 * *        | 2026-11-21T10:00:00Z | 2026-12-01T00:00:00Z",
                "0 0 * * 1-5         | 2026-11-21T10:00:00Z | 2026-11-23T00:00:00Z",
                "0 0 * * MON-FRI     | 2026-11-21T10:00:00Z | 2026-11-23T00:00:00Z",
                "0 0 * * 7           | 2026-11-21T10:00:00Z | 2026-11-22T00:00:00Z",
                "0 0 * * sun         | 2026-11-21T10:00:00Z | 2026-11-22T00:00:00Z",
                "0 0 1 * MON         | 2026-11-21T10:00:00Z | 2026-11-23T00:00:00Z",
                "0 0 24 * SUN        | 2026-11-22T00:00:00Z | 2026-11-24T00:00:00Z",
                "0 0 */2 * MON       | 2026-11-21T10:00:00Z | 2026-11-23T00:00:00Z",
                "0 0 29 2 *          | 2026-11-21T10:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 29 2 *          | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z",
                "0 12 * JAN-MAR,11 * | 2026-11-30T12:00:00Z | 2027-01-01T12:00:00Z",
                "@hourly             | 2026-11-21T10:00:00Z | 2026-11-21T11:00:00Z",
                "@daily              | 2026-11-21T10:00:00Z | 2026-11-22T00:00:00Z",
                "@Midnight           | 2026-11-21T10:00:00Z | 2026-11-22T00:00:00Z",
                "@annually           | 2026-11-21T10:00:00Z | 2027-01-01T00:00:00Z",
                "0 12 * jan-Mar *    | 2026-11-30T12:00:00Z | 2027-01-01T12:00:00Z",
                "@weekly             | 2026-11-21T10:00:00Z | 2026-11-22T00:00:00Z",
                "@monthly            | 2026-11-21T10:00:00Z | 2026-12-01T00:00:00Z",
                "@yearly             | 2026-11-21T10:00:00Z | 2027-01-01T00:00:00Z"
            })
    void next_after_isTheFirstMomentOfTheLine(String line, Instant after, Instant next) {
        var cron = Cron.parse(line, ZoneOffset.UTC);

        assertThat(cron.next(after)).contains(next);
        assertThat(cron.latest(next)).contains(next);
        assertThat(cron.latest(next.minusMillis(1)).filter(found -> found.isAfter(after)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *   | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z | clocks go from 2 to 3: at the change",
                "30 2 * * *   | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z | and the day after as ever",
                "30 2 * * *   | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z | clocks go from 3 to 2: the first 2:30",
                "30 2 * * *   | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z | and not the second",
                "0 * * * *    | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z | an hourly one loses an hour, no moment",
                "0 0 * * *    | 2026-07-01T12:00:00Z | 2026-07-01T22:00:00Z | midnight in summer"
            })
    void next_inEuropeZurich_followsTheClock(String line, Instant after, Instant next, String why) {
        assertThat(Cron.parse(line, ZoneId.of("Europe/Zurich")).next(after))
                .as(why)
                .contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 0 *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "a * * * *",
                "* * * * MOO",
                "1, * * * *",
                "1-2-3 * * * *",
                "@reboot",
                "-1 * * * *",
                "MON * * * *"
            })
    void shouldSayWhatIsWrongWhenALineIsNoSchedule(String line) {
        assertThatThrownBy(() -> Cron.parse(line, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 FEB *", "0 0 31 4,6,9,11 *"})
    void shouldBeRefusedWhenItIsNeverDue(String line) {
        assertThatThrownBy(() -> Cron.parse(line, ZoneOffset.UTC)).hasMessageContaining("never due");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void latest_andNext_agreeOnRandomLines(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 40; round++) {
            var line = number(random, 0, 59) + " " + number(random, 0, 23) + " " + number(random, 1, 28) + " * "
                    + number(random, 0, 6);
            var cron = Cron.parse(line, ZoneId.of("America/New_York"));
            var moments = new ArrayList<Instant>();
            var at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextLong(31_000_000));
            for (int i = 0; i < 20; i++) {
                at = cron.next(at).orElseThrow();
                moments.add(at);
            }

            assertThat(moments).as(line).isSorted().doesNotHaveDuplicates();
            for (int i = 1; i < moments.size(); i++) {
                assertThat(cron.latest(moments.get(i).minusMillis(1))).as(line).contains(moments.get(i - 1));
            }
        }
    }

    @Test
    void shouldAnswerNothingWhenTheFirstMomentIsYetToCome() {
        assertThat(Cron.parse("0 0 29 2 *", ZoneOffset.UTC).latest(Instant.parse("2026-11-21T00:00:00Z")))
                .isEqualTo(Optional.of(Instant.parse("2024-02-29T00:00:00Z")));
    }

    private static String number(RandomGenerator random, int least, int most) {
        return random.nextBoolean() ? "*" : String.valueOf(random.nextInt(least, most + 1));
    }
}
