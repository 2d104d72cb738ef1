package io.claudeflow.swarm.memory.legacy.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyTimeTest {
    @ParameterizedTest
    @CsvSource({
        "1752018127, 2025-07-08T23:42:07Z",
        "1752018127114, 2025-07-08T23:42:07.114Z",
        "99999999999, 5138-11-16T09:46:39Z",
        "100000000000, 1973-03-03T09:46:40Z",
        "1767744000.25, 2026-01-07T00:00:00.250Z",
        "0, 1970-01-01T00:00:00Z",
        "2026-01-07 10:11:12, 2026-01-07T10:11:12Z",
        "2026-01-07 10:11:12.5, 2026-01-07T10:11:12.500Z",
        "2026-01-07T10:11:12.123Z, 2026-01-07T10:11:12.123Z",
        "2026-01-07T10:11:12+02:00, 2026-01-07T08:11:12Z",
        "2026-01-07 10:11:12+02:00, 2026-01-07T08:11:12Z",
        "2026-01-07, 2026-01-07T00:00:00Z",
        "2026-07-07T10:11:12.123456, 2026-07-07T08:11:12.123456Z"
    })
    void text_everyForm_isItsMoment(String text, Instant moment) {
        assertThat(LegacyTime.ofText("t", text, ZoneId.of("Europe/Berlin"))).isEqualTo(moment);
    }

    @Test
    void number_largestInteger_isRefused() {
        assertThatThrownBy(() -> LegacyTime.ofNumber("t", Long.MAX_VALUE)).isInstanceOf(MemoryException.class);
        assertThatThrownBy(() -> LegacyTime.ofNumber("t", Double.NaN)).isInstanceOf(MemoryException.class);
        assertThatThrownBy(() -> LegacyTime.ofNumber("t", -1e300)).isInstanceOf(MemoryException.class);
    }

    @Test
    void text_nonsense_isRefusedWithTheFieldAndTheValue() {
        for (var text : List.of("", "soon", "2026-13-01", "2026-01-32 00:00:00", "12:00", "99999999999999999999")) {
            assertThatThrownBy(() -> LegacyTime.ofText("expires_at", text, ZoneOffset.UTC))
                    .as(text)
                    .isInstanceOf(MemoryException.class)
                    .hasMessageContaining("expires_at: " + text);
        }
    }

    @Test
    void isLocal_onlyWithoutZone() {
        assertThat(LegacyTime.isLocal("2026-01-07T10:11:12.123456")).isTrue();
        assertThat(LegacyTime.isLocal("2026-01-07T10:11:12Z")).isFalse();
        assertThat(LegacyTime.isLocal("2026-01-07 10:11:12")).isFalse();
    }
}
