package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which backups stay. The newest verified one always does; what a person made is for that person to remove.
 *
 * @param count verified backups that are kept
 * @param maxAge age beyond which a backup goes, whatever the rest says
 * @param daily days, of those that have a verified backup, whose newest one is kept too; likewise weeks and months
 */
public record Retention(int count, Optional<Duration> maxAge, int daily, int weekly, int monthly) {
    private static final Comparator<BackupRecord> NEWEST_FIRST = BackupRecord.OLDEST_FIRST.reversed();

    /**
     * Verified backups that go once one more is verified, which then is the newest: it counts among those that are
     * kept. The oldest first.
     */
    public List<String> surplusBeside(List<BackupRecord> backups, Instant now) {
        return surplusBeside(backups, now, now);
    }

    /** As {@link #surplusBeside(List, Instant)}, beside one that was verified at {@code newest}. */
    List<String> surplusBeside(List<BackupRecord> backups, Instant newest, Instant now) {
        var verified = backups.stream()
                .filter(BackupRecord::usable)
                .filter(BackupRecord::automatic)
                .filter(backup -> !isBeingCopied(backup, now))
                .sorted(NEWEST_FIRST)
                .toList();
        var kept = new HashSet<String>();
        verified.stream().limit(count - 1L).map(BackupRecord::name).forEach(kept::add);
        keepOnePer(verified, daily, Retention::day, newest, kept);
        keepOnePer(
                verified,
                weekly,
                moment -> day(moment).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                newest,
                kept);
        keepOnePer(verified, monthly, moment -> YearMonth.from(day(moment)), newest, kept);
        return verified.reversed().stream()
                .filter(backup -> !kept.contains(backup.name()) || isTooOld(backup, now))
                .map(BackupRecord::name)
                .toList();
    }

    /** Failed backups that are older than the {@code count} newest of them: their history goes, they hold no data. */
    public List<String> forgotten(List<BackupRecord> backups) {
        return backups.stream()
                .filter(backup -> backup.state() == State.FAILED && !backup.leaving())
                .filter(BackupRecord::automatic)
                .sorted(NEWEST_FIRST)
                .skip(count)
                .map(BackupRecord::name)
                .toList();
    }

    /** The newest of each of the latest periods; that of {@code newest} has its backup already. */
    private static <P> void keepOnePer(
            List<BackupRecord> newestFirst,
            int periods,
            Function<Instant, P> period,
            Instant newest,
            Set<String> kept) {
        var seen = new HashSet<P>(Set.of(period.apply(newest)));
        for (var backup : newestFirst) {
            if (seen.size() < periods && seen.add(period.apply(backup.moment()))) {
                kept.add(backup.name());
            }
        }
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    /** A store may be beginning with it. */
    private static boolean isBeingCopied(BackupRecord backup, Instant now) {
        return backup.trigger() == BackupTrigger.CLONE
                && backup.moment().plus(StorageJobs.DEADLINE).isAfter(now);
    }

    private boolean isTooOld(BackupRecord backup, Instant now) {
        return maxAge.map(age -> backup.moment().plus(age).isBefore(now)).orElse(false);
    }
}
