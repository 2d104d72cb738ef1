package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.HibernationStatus;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.RequestedBackup;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.plan.SleepMove;
import io.claudeflow.swarm.operator.plan.SleepRecord;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a store to sleep and wakes it, one step a pass. Keeps no state: where it stands is in the store's status. */
final class Sleeper {
    private final ObjectApplier applier;
    private final ObjectCache cache;
    private final Events events;
    private final Clock clock;

    Sleeper(ObjectApplier applier, ObjectCache cache, Events events, Clock clock) {
        this.applier = applier;
        this.cache = cache;
        this.events = events;
        this.clock = clock;
    }

    /** What came of a pass. */
    record Seen(
            @Nullable HibernationStatus status,
            List<Finding> findings,
            Optional<Finding> away,
            boolean running,
            boolean soon,
            boolean woken) {}

    /**
     * Does what is due.
     *
     * @param busy what the store is doing that goes first, for people
     */
    Seen pass(
            StoreResource store,
            StorePlan plan,
            SwarmMemoryStoreStatus previous,
            BackupsSeen backups,
            Optional<String> busy) {
        var record = SleepRecord.of(Optional.ofNullable(previous.hibernation()));
        var move = SleepMove.next(new SleepMove.Facts(
                plan.identity().name(),
                plan.changes().hibernate(),
                record,
                clock.instant(),
                busy,
                hasData(plan),
                pod(plan),
                backups.backups()));
        var obstacle = move instanceof SleepMove.AskBackup(var name) ? asked(plan, name) : Optional.<String>empty();
        var status = status(previous.hibernation(), move);
        tell(store, move, status, previous);
        var finding = finding(move, status, obstacle, previous);
        var sleeps = record.filter(SleepRecord::needsPodAway).isPresent();
        return new Seen(
                status,
                finding.stream().toList(),
                sleeps ? Optional.of(away(move)) : Optional.empty(),
                !sleeps,
                move instanceof SleepMove.Go
                        || move instanceof SleepMove.AskBackup
                        || move instanceof SleepMove.Wake
                        || move instanceof SleepMove.Drowsy
                        || (record.isPresent() && !(move instanceof SleepMove.Asleep)),
                move instanceof SleepMove.Wake && sleeps);
    }

    private boolean hasData(StorePlan plan) {
        return cache.get(
                        PersistentVolumeClaim.class,
                        plan.identity().namespace(),
                        Names.claim(plan.identity().name()))
                .filter(MemoryClaim::isBound)
                .isPresent();
    }

    private SleepMove.Pod pod(StorePlan plan) {
        var namespace = plan.identity().namespace();
        var pod = cache.get(Pod.class, namespace, Names.pod(plan.identity().name()));
        if (pod.isPresent()) {
            return pod.filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                            .filter(PodDiagnosis::isReady)
                            .isPresent()
                    ? SleepMove.Pod.READY
                    : SleepMove.Pod.SILENT;
        }
        return cache.get(
                                StatefulSet.class,
                                namespace,
                                Names.statefulSet(plan.identity().name()))
                        .filter(set -> set.getSpec().getReplicas() > 0)
                        .isPresent()
                ? SleepMove.Pod.SILENT
                : SleepMove.Pod.AWAY;
    }

    private Optional<String> asked(StorePlan plan, String name) {
        return applier.create(RequestedBackup.of(
                                plan.identity(),
                                name,
                                BackupTrigger.HIBERNATION,
                                "before the store hibernates",
                                plan.backups().destination()))
                        instanceof Outcome.Refused refused
                ? Optional.of("The API server refused " + refused.object() + ": " + refused.message())
                : Optional.empty();
    }

    private @Nullable HibernationStatus status(@Nullable HibernationStatus before, SleepMove move) {
        return switch (move) {
            case SleepMove.Go(var step, var backup) ->
                new HibernationStatus(
                        step,
                        now(),
                        before == null ? now() : before.requestedAt(),
                        backup.orElse(before == null ? null : before.backup()));
            case SleepMove.Wake() -> null;
            default -> before;
        };
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Optional<Finding> finding(
            SleepMove move,
            @Nullable HibernationStatus status,
            Optional<String> obstacle,
            SwarmMemoryStoreStatus previous) {
        return switch (move) {
            case SleepMove.Awake awake -> awake(previous);
            case SleepMove.Wake wake -> Optional.of(no(Reason.WAKING, "spec.hibernate is false: the store wakes."));
            case SleepMove.Drowsy(var message) -> Optional.of(no(Reason.WAKING, message));
            case SleepMove.Stay(var failed, var message) ->
                Optional.of(no(failed ? Reason.BACKUP_FAILED : Reason.HIBERNATING, message));
            case SleepMove.Go(var step, var backup) ->
                Optional.of(no(Reason.HIBERNATING, "Step " + step.wire() + " begins."));
            case SleepMove.AskBackup(var name) ->
                Optional.of(no(Reason.HIBERNATING, obstacle.orElse("SwarmMemoryBackup " + name + " was asked for.")));
            case SleepMove.Asleep(var stopped) ->
                Optional.of(
                        stopped
                                ? Finding.yes(ConditionType.HIBERNATED, Reason.HIBERNATED, asleep(status))
                                : no(Reason.HIBERNATING, "The pod is ending."));
        };
    }

    private static String asleep(@Nullable HibernationStatus status) {
        var backup = status == null || status.backup() == null
                ? ""
                : " SwarmMemoryBackup " + status.backup() + " was asked for before it.";
        return "There is no pod; the claim stays." + backup + " spec.hibernate: false wakes the store.";
    }

    private static Optional<Finding> awake(SwarmMemoryStoreStatus previous) {
        return Conditions.find(previous.conditions(), ConditionType.HIBERNATED)
                .map(before -> no(Reason.AWAKE, "spec.hibernate is false."));
    }

    private static Finding away(SleepMove move) {
        return move instanceof SleepMove.Asleep
                ? Finding.no(
                        ConditionType.READY, Reason.HIBERNATED, "The store hibernates; spec.hibernate: false wakes it.")
                : Finding.no(ConditionType.READY, Reason.HIBERNATING, "The store has no pod.");
    }

    private void tell(
            StoreResource store, SleepMove move, @Nullable HibernationStatus after, SwarmMemoryStoreStatus previous) {
        switch (move) {
            case SleepMove.Go(var step, var backup) ->
                events.tell(store, EventReason.HIBERNATING, "Step " + step.wire() + " begins.");
            case SleepMove.Wake() -> events.tell(store, EventReason.WAKING, "The store wakes.");
            case SleepMove.Asleep(var stopped) -> {
                if (stopped && !Conditions.holds(previous.conditions(), ConditionType.HIBERNATED, null)) {
                    events.tell(store, EventReason.HIBERNATED, asleep(after));
                }
            }
            default -> {}
        }
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.HIBERNATED, reason, message);
    }
}
