package io.claudeflow.swarm.memory.legacy.decode;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Times as earlier systems wrote them. A number of 100,000,000,000 or more is milliseconds, a smaller one seconds
 * (whole or with a fraction). A text is a number, ISO-8601 with a zone, {@code YYYY-MM-DD HH:MM:SS} which is UTC, or
 * the same with a {@code T} and no zone, which is local time and needs a zone from outside.
 */
public final class LegacyTime {
    private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);
    private static final BigDecimal MILLISECONDS_PER_SECOND = BigDecimal.valueOf(1_000);
    private static final BigDecimal LAST_MILLISECOND =
            BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli());
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(\\.\\d{1,19})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern LOCAL =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}([.]\\d{1,9})?)?");
    private static final String EXPECTED = "epoch seconds or milliseconds, YYYY-MM-DD HH:MM:SS, or ISO-8601";

    private LegacyTime() {}

    /** The moment of an epoch number in either unit, to the millisecond. */
    public static Instant ofNumber(String field, double number) {
        if (!Double.isFinite(number)) {
            throw MemoryException.invalid(field, number, EXPECTED);
        }
        return ofDecimal(field, BigDecimal.valueOf(number));
    }

    /** The moment of an epoch number in either unit. */
    public static Instant ofNumber(String field, long number) {
        return ofDecimal(field, BigDecimal.valueOf(number));
    }

    /**
     * The moment of a text.
     *
     * @param localZone the zone of a local time, one with a {@code T} and without a zone
     */
    public static Instant ofText(String field, String text, ZoneId localZone) {
        var trimmed = text.strip();
        try {
            if (NUMBER.matcher(trimmed).matches()) {
                return ofDecimal(field, new BigDecimal(trimmed));
            }
            if (DATE.matcher(trimmed).matches()) {
                return LocalDate.parse(trimmed).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            if (LOCAL.matcher(trimmed).matches()) {
                var zone = trimmed.charAt(10) == 'T' ? localZone : ZoneOffset.UTC;
                return LocalDateTime.parse(trimmed.replace(' ', 'T'))
                        .atZone(zone)
                        .toInstant();
            }
            return OffsetDateTime.parse(trimmed.replaceFirst(" ", "T")).toInstant();
        } catch (DateTimeException e) {
            throw MemoryException.invalid(field, text, EXPECTED);
        }
    }

    /** Whether a text is a local time, whose moment depends on the zone it was written in. */
    public static boolean isLocal(String text) {
        var trimmed = text.strip();
        return LOCAL.matcher(trimmed).matches() && trimmed.charAt(10) == 'T';
    }

    private static Instant ofDecimal(String field, BigDecimal number) {
        var milliseconds =
                number.compareTo(FIRST_MILLISECONDS) >= 0 ? number : number.multiply(MILLISECONDS_PER_SECOND);
        if (milliseconds.abs().compareTo(LAST_MILLISECOND) > 0) {
            throw MemoryException.invalid(field, number.toPlainString(), EXPECTED);
        }
        return Instant.ofEpochMilli(
                milliseconds.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
