package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.RequestedBackup;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ClaimOwnership;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.plan.DeletionFacts;
import io.claudeflow.swarm.operator.plan.DeletionFacts.DataClaim;
import io.claudeflow.swarm.operator.plan.DeletionStep;
import io.claudeflow.swarm.operator.plan.DeletionStep.Fate;
import io.claudeflow.swarm.operator.plan.RebuildNote;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The end of a store: its final backup, then its claims. Everything else is owned by it and goes with it.
 *
 * <p>It always ends: what fails is tried again until the time for the final backup is over, then the claims are left as
 * they are. Leaving a claim alone keeps the data, so giving up loses nothing.
 */
final class StoreFinalizer {
    private final ObjectApplier applier;
    private final BackupKeeper backups;
    private final Events events;
    private final Duration patience;
    private final Clock clock;

    /** @param patience how long the final backup may take */
    StoreFinalizer(ObjectApplier applier, BackupKeeper backups, Events events, Duration patience, Clock clock) {
        this.applier = applier;
        this.backups = backups;
        this.events = events;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Does what is due.
     *
     * @param plan empty if the spec cannot be followed: the claims are kept
     * @return whether the store may go
     * @throws RuntimeException if it failed and is worth another try
     */
    boolean finished(StoreResource store, StoreIdentity identity, Optional<StorePlan> plan) {
        try {
            var facts = facts(store, identity, plan);
            return done(store, identity, facts, DeletionStep.next(facts));
        } catch (RuntimeException failure) {
            if (clock.instant().isBefore(deleted(store).plus(patience))) {
                throw failure;
            }
            leave(store, "The claims stay as they are: " + failure.getMessage());
            return true;
        }
    }

    private boolean done(StoreResource store, StoreIdentity identity, DeletionFacts facts, DeletionStep step) {
        return switch (step) {
            case DeletionStep.Wait(var why) -> notYet(store, why);
            case DeletionStep.Ask(var name, var why) -> asked(store, identity, facts, name, why);
            case DeletionStep.Stop(var why) -> {
                stop(store, identity, why);
                yield notYet(store, why);
            }
            case DeletionStep.Settle settle -> {
                settle(store, identity, settle);
                DeletionStep.lostWith(settle, facts.backups()).forEach(name -> backups.forget(identity, name));
                yield true;
            }
            case DeletionStep.End(var message) -> {
                tellOfNamespace(store, message);
                yield true;
            }
        };
    }

    private boolean asked(StoreResource store, StoreIdentity identity, DeletionFacts facts, String name, String why) {
        var destination = facts.plan().orElseThrow().backups().destination();
        return switch (applier.create(RequestedBackup.of(identity, name, BackupTrigger.DELETION, why, destination))) {
            case Outcome.Refused refused -> givenUp(store, identity, facts, refused.message());
            case Outcome.Unchanged(var object)
            when !isFinal(identity, name) ->
                givenUp(store, identity, facts, object + " is there already and is not the final backup");
            case Outcome.Unchanged unchanged -> false;
            case Outcome made -> {
                events.tell(store, EventReason.FINAL_BACKUP_REQUESTED, made.object() + ": " + why + ".");
                yield notYet(store, made.object() + " was asked for.");
            }
        };
    }

    /** Says in the status what the store waits for. */
    private boolean notYet(StoreResource store, String why) {
        var previous = StoreReader.status(store);
        var status = StoreStatusFactory.rejected(
                previous,
                Finding.no(ConditionType.READY, Reason.DELETING, "The store is being deleted. " + why),
                store.getMetadata().getGeneration(),
                clock.instant());
        if (!previous.equals(status)) {
            applier.patchStatus(SwarmMemoryStoreReconciler.withStatus(store, status));
        }
        return false;
    }

    /** Whether that backup is one this deletion has asked for, which the cache has not seen yet. */
    private boolean isFinal(StoreIdentity identity, String name) {
        return applier.fetched(BackupResource.class, identity.namespace(), name)
                .map(BackupReader::record)
                .map(found -> found.trigger() == BackupTrigger.DELETION
                        && found.store().equals(identity.name())
                        && found.swarm().equals(identity.swarm()))
                .orElse(true);
    }

    private boolean givenUp(StoreResource store, StoreIdentity identity, DeletionFacts facts, String problem) {
        return facts.now().isBefore(facts.deleted().plus(patience))
                ? notYet(store, problem)
                : done(store, identity, facts, DeletionStep.giveUp(facts, problem));
    }

    /** In the namespace itself nothing can be written any more. */
    private void tellOfNamespace(StoreResource store, String message) {
        applier.namespace(store.getMetadata().getNamespace())
                .ifPresent(namespace -> events.tell(
                        namespace,
                        EventReason.NAMESPACE_ENDS,
                        "SwarmMemoryStore " + store.getMetadata().getName() + ": " + message));
    }

    private void stop(StoreResource store, StoreIdentity identity, String why) {
        applier.current(StatefulSet.class, identity.namespace(), Names.statefulSet(identity.name()))
                .filter(set -> Ownership.of(store).holderOf(set) instanceof Ownership.Ours)
                .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(set -> {
                    applier.delete(set);
                    events.tell(store, EventReason.POD_STOPPED, why);
                });
    }

    private void settle(StoreResource store, StoreIdentity identity, DeletionStep.Settle settle) {
        events.tell(
                store,
                settle.saved() ? EventReason.FINAL_BACKUP_TAKEN : EventReason.FINAL_BACKUP_MISSING,
                settle.message());
        settle(store, identity, Names.claim(identity.name()), settle.data(), settle.mark());
        settle(store, identity, Names.backupClaim(identity.name()), settle.backups(), settle.mark());
        var trial = settle.data() == Fate.REMOVE ? Fate.REMOVE : Fate.KEEP;
        settle(store, identity, Names.trialClaim(identity.name()), trial, settle.mark());
    }

    private void settle(StoreResource store, StoreIdentity identity, String name, Fate fate, String mark) {
        var claim = claim(identity, name);
        if (fate == Fate.ABSENT || claim.isEmpty()) {
            return;
        }
        if (fate == Fate.REMOVE) {
            applier.delete(claim.get());
            events.tell(
                    store,
                    EventReason.CLAIM_DELETED,
                    "spec.deletionPolicy is Delete: PersistentVolumeClaim " + name + " is removed.");
            return;
        }
        var kept = MemoryClaim.retained(identity, claim.get(), mark);
        switch (applier.apply(kept, claim, any -> new Ownership.Ours())) {
            case Outcome.Refused refused ->
                leave(store, "PersistentVolumeClaim " + name + " stays as it is: " + refused.message());
            default ->
                events.tell(
                        store,
                        EventReason.CLAIM_RETAINED,
                        "PersistentVolumeClaim " + name + " is kept. A store " + identity.name() + " of swarm "
                                + identity.swarm() + " takes it over; kubectl delete pvc " + name + " -n "
                                + identity.namespace() + " removes it.");
        }
    }

    private DeletionFacts facts(StoreResource store, StoreIdentity identity, Optional<StorePlan> plan) {
        return new DeletionFacts(
                deleted(store),
                clock.instant(),
                patience,
                applier.namespaceEnds(identity.namespace()),
                plan,
                dataClaim(identity),
                claim(identity, Names.backupClaim(identity.name())).isPresent(),
                pod(store, identity),
                backups.of(identity));
    }

    private DataClaim dataClaim(StoreIdentity identity) {
        return claim(identity, Names.claim(identity.name()))
                .map(claim -> claim.getStatus() != null
                                && "Bound".equals(claim.getStatus().getPhase())
                                && MemoryClaim.rebuild(claim)
                                        .map(RebuildNote::filled)
                                        .orElse(true)
                                && MemoryClaim.beginning(claim)
                                        .filter(MemoryClaim.PENDING::equals)
                                        .isEmpty()
                        ? DataClaim.BOUND
                        : DataClaim.EMPTY)
                .orElse(DataClaim.NONE);
    }

    /** The store's own claim of that name, unless it goes already. */
    private Optional<PersistentVolumeClaim> claim(StoreIdentity identity, String name) {
        return applier.current(PersistentVolumeClaim.class, identity.namespace(), name)
                .filter(claim -> new ClaimOwnership(identity).holderOf(claim) instanceof Ownership.Ours)
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null);
    }

    private DeletionFacts.Pod pod(StoreResource store, StoreIdentity identity) {
        var pod = applier.current(Pod.class, identity.namespace(), Names.pod(identity.name()));
        var comes = applier.current(StatefulSet.class, identity.namespace(), Names.statefulSet(identity.name()))
                .filter(set -> Ownership.of(store).holderOf(set) instanceof Ownership.Ours)
                .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
                .filter(set -> set.getSpec().getReplicas() > 0)
                .isPresent();
        if (pod.filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                .filter(PodDiagnosis::isReady)
                .isPresent()) {
            return DeletionFacts.Pod.READY;
        }
        return comes ? DeletionFacts.Pod.SILENT : DeletionFacts.Pod.NONE;
    }

    private static Instant deleted(StoreResource store) {
        return Instant.parse(store.getMetadata().getDeletionTimestamp());
    }

    private void leave(StoreResource store, String why) {
        events.tell(store, EventReason.CLAIM_LEFT_ALONE, why);
    }
}
