package io.claudeflow.swarm.operator.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of cron in a time zone: minute, hour, day of month, month, day of week, or one of the nicknames
 * {@code @hourly}, {@code @daily}, {@code @midnight}, {@code @weekly}, {@code @monthly}, {@code @yearly} and
 * {@code @annually}. The format is the one of crontab(5): lists, ranges, steps and English names of months and days in
 * any case; 0 and 7 are Sunday; when neither day field begins with a star, either is enough.
 *
 * <p>A time that a clock change skips is due at the moment of the change, one that it repeats is due the first time.
 */
public final class Cron {
    private static final Map<String, String> NICKNAMES = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Pattern ELEMENT =
            Pattern.compile("(?:([*])|([0-9]{1,2}|[A-Z]{3})(?:-([0-9]{1,2}|[A-Z]{3}))?)(?:/([0-9]{1,2}))?");
    /** The longest time between two 29ths of February is eight years, around a year 2100. */
    private static final int DAYS_TO_LOOK = 8 * 366 + 1;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean bothDays;
    private final ZoneId zone;

    private Cron(List<String> fields, ZoneId zone) {
        this.minutes = values(fields.get(0), "minute", 0, 59, List.of());
        this.hours = values(fields.get(1), "hour", 0, 23, List.of());
        this.days = values(fields.get(2), "day of month", 1, 31, List.of());
        this.months = values(fields.get(3), "month", 1, 12, MONTHS);
        this.weekdays = values(fields.get(4), "day of week", 0, 7, WEEKDAYS);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        this.bothDays = fields.get(2).startsWith("*") || fields.get(4).startsWith("*");
        this.zone = zone;
    }

    /**
     * Reads {@code line}.
     *
     * @throws IllegalArgumentException if it is no schedule or one that is never due; the message says what is wrong
     */
    public static Cron parse(String line, ZoneId zone) {
        var fields = NICKNAMES
                .getOrDefault(line.toLowerCase(Locale.ROOT), line)
                .toUpperCase(Locale.ROOT)
                .split(" ", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "'" + line + "' has " + fields.length + " fields (expected: 5, separated by one blank)");
        }
        var cron = new Cron(List.of(fields), zone);
        if (cron.next(Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException("'" + line + "' is never due (expected: a day that exists)");
        }
        return cron;
    }

    /** The first moment after {@code after}. */
    public Optional<Instant> next(Instant after) {
        var day = LocalDate.ofInstant(after, zone).minusDays(1);
        for (int looked = 0; looked <= DAYS_TO_LOOK; looked++, day = day.plusDays(1)) {
            if (!isDue(day)) {
                continue;
            }
            for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
                for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                    var moment = moment(day, hour, minute);
                    if (moment.isAfter(after)) {
                        return Optional.of(moment);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The last moment that is not after {@code upTo}. */
    public Optional<Instant> latest(Instant upTo) {
        var day = LocalDate.ofInstant(upTo, zone).plusDays(1);
        for (int looked = 0; looked <= DAYS_TO_LOOK; looked++, day = day.minusDays(1)) {
            if (!isDue(day)) {
                continue;
            }
            for (int hour = hours.length() - 1; hour >= 0; hour = hours.previousSetBit(hour - 1)) {
                for (int minute = minutes.length() - 1; minute >= 0; minute = minutes.previousSetBit(minute - 1)) {
                    var moment = moment(day, hour, minute);
                    if (!moment.isAfter(upTo)) {
                        return Optional.of(moment);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isDue(LocalDate day) {
        var ofMonth = days.get(day.getDayOfMonth());
        var ofWeek = weekdays.get(day.getDayOfWeek().getValue() % 7);
        return months.get(day.getMonthValue()) && (bothDays ? ofMonth && ofWeek : ofMonth || ofWeek);
    }

    private Instant moment(LocalDate day, int hour, int minute) {
        var local = day.atTime(LocalTime.of(hour, minute));
        var change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : ZonedDateTime.of(local, zone).toInstant();
    }

    private static BitSet values(String field, String name, int least, int most, List<String> words) {
        var values = new BitSet();
        for (var element : field.split(",", -1)) {
            var match = ELEMENT.matcher(element);
            if (!match.matches()) {
                throw wrong(element, name, least, most);
            }
            int first = match.group(1) != null ? least : value(match.group(2), name, least, most, words);
            int last = match.group(1) != null
                    ? most
                    : match.group(3) != null
                            ? value(match.group(3), name, least, most, words)
                            : match.group(4) != null ? most : first;
            int step = match.group(4) == null ? 1 : Integer.parseInt(match.group(4));
            if (first > last || step == 0) {
                throw wrong(element, name, least, most);
            }
            for (int value = first; value <= last; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int value(String text, String name, int least, int most, List<String> words) {
        int word = words.indexOf(text);
        if (word >= 0) {
            return least + word;
        }
        if (!Character.isDigit(text.charAt(0)) || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw wrong(text, name, least, most);
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException wrong(String element, String name, int least, int most) {
        return new IllegalArgumentException("'" + element + "' is no " + name + " (expected: " + least + " to " + most
                + ", a range from small to large, or *, in steps of 1 or more)");
    }
}
