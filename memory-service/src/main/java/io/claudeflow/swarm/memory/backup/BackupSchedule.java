package io.claudeflow.swarm.memory.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Backups taken by themselves. One is due when the newest verified one is older than the interval, so that a restart
 * neither repeats nor forgets one; a failed one is tried again after a while. One thread.
 */
public final class BackupSchedule {
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private final Backups backups;
    private final BackupSettings settings;
    private final Clock clock;
    private Instant notBefore = Instant.MIN;

    public BackupSchedule(Backups backups, BackupSettings settings, Clock clock) {
        this.backups = backups;
        this.settings = settings;
        this.clock = clock;
    }

    /** How often to call {@link #run}. */
    public Duration lookEvery() {
        var tenth = settings.interval().dividedBy(10);
        return tenth.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : tenth.plusMillis(1);
    }

    /** Takes a backup when one is due, and removes those beyond the retention; returns whether it did. */
    public boolean run() {
        var now = clock.instant();
        boolean waiting = now.isBefore(notBefore) && !now.plus(AFTER_FAILURE).isBefore(notBefore);
        if (waiting || !due(now)) {
            return false;
        }
        notBefore = now.plus(AFTER_FAILURE);
        var _ = backups.create(null);
        var _ = backups.prune(settings.retention());
        notBefore = Instant.MIN;
        return true;
    }

    /** A backup from the future, made when the clock was wrong, keeps none away. */
    private boolean due(Instant now) {
        return backups.list().stream()
                .filter(Backup::verified)
                .map(Backup::createdAt)
                .noneMatch(made ->
                        !made.isAfter(now) && made.plus(settings.interval()).isAfter(now));
    }
}
