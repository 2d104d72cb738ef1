package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times as the tables hold them: UTC, {@code YYYY-MM-DD HH:MM:SS.SSS}, always 23 characters, so that text order is time
 * order. Years 0 to 9999, whole milliseconds.
 */
final class SqliteTime {
    private static final Logger log = LoggerFactory.getLogger(SqliteTime.class);
    private static final int LENGTH = 23;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private SqliteTime() {}

    /** The moment cut to the millisecond, as it will be read back. */
    static Instant rounded(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The moment when the tables can hold it; throws what names the field when they cannot. */
    static Instant checked(String field, Instant moment) {
        if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
            throw MemoryException.invalid(field, moment, EARLIEST + " to " + LATEST);
        }
        return rounded(moment);
    }

    static String format(Instant moment) {
        var local = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), ZoneOffset.UTC);
        var text = new byte[LENGTH];
        digits(text, 0, 4, local.getYear());
        text[4] = '-';
        digits(text, 5, 2, local.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, local.getDayOfMonth());
        text[10] = ' ';
        digits(text, 11, 2, local.getHour());
        text[13] = ':';
        digits(text, 14, 2, local.getMinute());
        text[16] = ':';
        digits(text, 17, 2, local.getSecond());
        text[19] = '.';
        digits(text, 20, 3, local.getNano() / 1_000_000);
        return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static @Nullable String formatNullable(@Nullable Instant moment) {
        return moment == null ? null : format(moment);
    }

    /** Reads {@link #format}'s form; a row that holds anything else, or nothing, is damaged. */
    static Instant parse(@Nullable String text) {
        return parse("time", text);
    }

    /** As {@link #parse(String)}, naming the column. */
    static Instant parse(String column, @Nullable String text) {
        try {
            if (text != null && text.length() == LENGTH) {
                return LocalDateTime.of(
                                number(text, 0, 4),
                                number(text, 5, 7),
                                number(text, 8, 10),
                                number(text, 11, 13),
                                number(text, 14, 16),
                                number(text, 17, 19),
                                number(text, 20, 23) * 1_000_000)
                        .toInstant(ZoneOffset.UTC);
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw damaged(column, text);
        }
        throw damaged(column, text);
    }

    /** Reads {@link #format}'s form; null for anything else, where a damaged moment is as good as none. */
    static @Nullable Instant parseOrNull(@Nullable String text) {
        try {
            return text == null ? null : parse(text);
        } catch (MemoryException e) {
            log.atError().log(e.getMessage());
            return null;
        }
    }

    private static MemoryException damaged(String column, @Nullable String text) {
        return SqliteFailures.corruptRow(column + " " + text + " (expected: YYYY-MM-DD HH:MM:SS.SSS)");
    }

    static @Nullable Instant parseNullable(@Nullable String text) {
        return text == null ? null : parse(text);
    }

    static @Nullable Instant parseNullable(String column, @Nullable String text) {
        return text == null ? null : parse(column, text);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static void digits(byte[] text, int from, int count, int number) {
        int rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
