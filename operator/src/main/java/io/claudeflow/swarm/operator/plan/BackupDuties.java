package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be done now about the backups of a store that is not being deleted. Pure: the same question gives the
 * same names, so that an operator that was interrupted between two duties repeats them without harm.
 *
 * @param duties in their order; one that cannot be done ends the list
 * @param handled the moment of the schedule that was acted on last, this pass included
 * @param next when one is due again
 */
public record BackupDuties(List<Duty> duties, Optional<Instant> handled, Optional<Instant> next) {
    private static final Duration SOON = Duration.ofDays(1);
    private static final Set<BackupTrigger> BY_TIME = Set.of(BackupTrigger.INTERVAL, BackupTrigger.SCHEDULE);

    /** Something to do. */
    public sealed interface Duty {}

    /** Give the request in the annotation, which is {@code seen}, its id. */
    public record Identify(String seen, String id) implements Duty {}

    /** Make a backup; {@code reason} is for people. */
    public record Create(String name, BackupTrigger trigger, String reason) implements Duty {}

    /** Take the request {@code id} away: its backup exists. */
    public record Settle(String id) implements Duty {}

    /** Remove a backup that nobody will ask for any more: a failed one, or one that the next Job does not reach. */
    public record Forget(String name) implements Duty {}

    /**
     * What is due now.
     *
     * @param request value of the annotation that asks for a backup
     * @param backups all backups of this store and swarm
     * @param held those that are needed, whatever retention says
     * @param created when the store was
     * @param handled the moment of the schedule that was acted on last, as far as it was noted
     */
    public static BackupDuties of(
            StorePlan plan,
            Optional<String> request,
            List<BackupRecord> backups,
            Set<String> held,
            Instant created,
            Optional<Instant> handled,
            Instant now) {
        var duties = new ArrayList<Duty>();
        request.ifPresent(value -> requested(plan.identity().name(), value, backups, now, duties));
        var next = plan.backups().times().next(created, now);
        var acted = Stream.concat(
                        handled.stream(), momentsOfItsKind(plan.identity().name(), backups))
                .filter(moment -> next.map(coming -> !moment.isAfter(coming)).orElse(true))
                .max(Comparator.naturalOrder());
        var due = plan.backups()
                .times()
                .latest(created, now)
                .filter(moment -> acted.map(moment::isAfter).orElse(true))
                .filter(moment -> backups.stream()
                        .noneMatch(backup -> backup.state() == State.PENDING && BY_TIME.contains(backup.trigger())));
        due.ifPresent(moment -> duties.add(new Create(
                new Slot(moment).backupOf(plan.identity().name()),
                plan.backups().times() instanceof BackupTimes.Every ? BackupTrigger.INTERVAL : BackupTrigger.SCHEDULE,
                plan.backups().times().text() + ", due at " + moment)));
        plan.backups().retention().forgotten(backups).forEach(name -> duties.add(new Forget(name)));
        leftBehind(plan, backups, next, now).stream()
                .filter(name -> !held.contains(name))
                .forEach(name -> duties.add(new Forget(name)));
        return new BackupDuties(List.copyOf(duties), due.or(() -> acted), next);
    }

    /**
     * Surplus that no Job of another backup removes: because none comes for a day, or because the backups of this store
     * go somewhere else now.
     */
    private static List<String> leftBehind(
            StorePlan plan, List<BackupRecord> backups, Optional<Instant> next, Instant now) {
        var newest = backups.stream().filter(BackupRecord::usable).max(BackupRecord.OLDEST_FIRST);
        if (newest.isEmpty()) {
            return List.of();
        }
        var others =
                backups.stream().filter(backup -> !backup.equals(newest.get())).toList();
        var surplus =
                plan.backups().retention().surplusBeside(others, newest.get().moment(), now);
        var comes = backups.stream().anyMatch(backup -> backup.state() == State.PENDING)
                || next.filter(moment -> moment.isBefore(now.plus(SOON))).isPresent();
        var inObjectStorage = plan.backups().destination() instanceof BackupPlan.InObjectStorage;
        var moved = newest.get().inObjectStorage() == inObjectStorage;
        return others.stream()
                .filter(backup -> surplus.contains(backup.name()))
                .filter(backup -> !comes || (moved && backup.inObjectStorage() != inObjectStorage))
                .map(BackupRecord::name)
                .toList();
    }

    /** The request gets an id first: whatever happens then, one request makes one backup. */
    private static void requested(
            String store, String value, List<BackupRecord> backups, Instant now, List<Duty> duties) {
        var names = backups.stream().map(BackupRecord::name).collect(Collectors.toSet());
        var slot = Slot.parse(value).orElseGet(() -> {
            var free = new Slot(now);
            while (names.contains(free.backupOf(store))) {
                free = free.next();
            }
            duties.add(new Identify(value, free.text()));
            return free;
        });
        if (!names.contains(slot.backupOf(store))) {
            duties.add(new Create(
                    slot.backupOf(store), BackupTrigger.ANNOTATION, "asked for by annotation, request " + slot.text()));
        }
        duties.add(new Settle(slot.text()));
    }

    /** Moments that were acted on. One that is to come only after the next one tells of a clock that was set back. */
    private static Stream<Instant> momentsOfItsKind(String store, List<BackupRecord> backups) {
        return backups.stream()
                .filter(backup -> BY_TIME.contains(backup.trigger()))
                .flatMap(backup -> Slot.ofBackup(store, backup.name()).stream())
                .map(Slot::moment);
    }
}
