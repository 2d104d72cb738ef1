package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTimeTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z,1970-01-01 00:00:00.000",
        "1969-12-31T23:59:59.999Z,1969-12-31 23:59:59.999",
        "0000-01-01T00:00:00Z,0000-01-01 00:00:00.000",
        "2024-02-29T23:59:59.001Z,2024-02-29 23:59:59.001",
        "9999-12-31T23:59:59.999Z,9999-12-31 23:59:59.999"
    })
    void format_moment_isTextThatReadsBack(Instant moment, String text) {
        assertThat(SqliteTime.format(moment)).isEqualTo(text);
        assertThat(SqliteTime.parse(text)).isEqualTo(moment);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void format_randomMoments_orderAsText(long seed) {
        var random = new SplittableRandom(seed);
        long end = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
        for (int i = 0; i < 5_000; i++) {
            var a = Instant.ofEpochMilli(random.nextLong(end + 1));
            var b = random.nextBoolean()
                    ? Instant.ofEpochMilli(random.nextLong(end + 1))
                    : a.plusMillis(random.nextInt(-2, 3));
            assertThat(Integer.signum(SqliteTime.format(a).compareTo(SqliteTime.format(b))))
                    .isEqualTo(Integer.signum(a.compareTo(b)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59.999Z"})
    void checked_outsideOfFourDigits_namesTheField(Instant moment) {
        assertThatThrownBy(() -> SqliteTime.checked("expiresAt", moment))
                .isInstanceOf(MemoryException.class)
                .hasMessageStartingWith("expiresAt: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-11-21", "2026-11-21 12:00:xx.000", "2026-13-01 00:00:00.000", "2026-11-21 12:00:00"})
    void parse_anythingElse_isADamagedRow(String text) {
        assertThatThrownBy(() -> SqliteTime.parse(text)).hasMessageContaining("damaged");
    }

    @Test
    void rounded_moment_isCutNotRoundedUp() {
        assertThat(SqliteTime.rounded(Instant.parse("2026-11-21T12:00:00.999999999Z")))
                .isEqualTo(Instant.parse("2026-11-21T12:00:00.999Z"));
    }
}
