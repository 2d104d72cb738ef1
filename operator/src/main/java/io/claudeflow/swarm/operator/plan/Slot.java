package io.claudeflow.swarm.operator.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The moment a backup is named after, in UTC and whole seconds: {@code 20261121t100000}, 15 characters, so that
 * {@code <store>-backup-<slot>} is at most 63. The same moment always gives the same name: an operator that was
 * interrupted makes nothing twice.
 */
public record Slot(Instant moment) {
    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);
    private static final String BACKUP = "-backup-";

    public Slot {
        moment = moment.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The slot written as {@code text}, or empty if that is none. */
    public static Optional<Slot> parse(String text) {
        try {
            return Optional.of(new Slot(TEXT.parse(text, Instant::from)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** The slot in the name of a backup of {@code store}, or empty if it is not named after one. */
    public static Optional<Slot> ofBackup(String store, String backup) {
        return backup.startsWith(store + BACKUP)
                ? parse(backup.substring(store.length() + BACKUP.length()))
                : Optional.empty();
    }

    /** The name of the backup of {@code store} at this moment. */
    public String backupOf(String store) {
        return store + BACKUP + text();
    }

    /** The next second. */
    public Slot next() {
        return new Slot(moment.plusSeconds(1));
    }

    /** As it is written in names. */
    public String text() {
        return TEXT.format(moment);
    }
}
