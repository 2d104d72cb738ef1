package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ClaimOwnership;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.claudeflow.swarm.operator.plan.ClaimGrowth;
import io.claudeflow.swarm.operator.plan.GrowthNote;
import io.claudeflow.swarm.operator.plan.GrowthPlan;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Keeps the data claim of stores as their plans want it, and larger where it fills. Thread-safe. */
final class ClaimKeeper {
    private final ObjectApplier applier;
    private final Events events;
    private final Clock clock;
    private final ClaimRefusals refusals;

    ClaimKeeper(ObjectApplier applier, Events events, ClaimRefusals refusals, Clock clock) {
        this.applier = applier;
        this.refusals = refusals;
        this.events = events;
        this.clock = clock;
    }

    /** Makes the claim so. */
    Outcome keep(
            StoreResource store,
            StorePlan plan,
            ClaimStorage wanted,
            Optional<PersistentVolumeClaim> present,
            Optional<StoreFigures> figures,
            Optional<Pod> pod) {
        var ownership = new ClaimOwnership(plan.identity());
        var growth = present.flatMap(claim -> plan.lifecycle()
                .growth()
                .map(how -> ClaimGrowth.of(facts(how, wanted, claim, figures, pod, clock.instant()))));
        var note = growth.filter(ClaimGrowth.Grow.class::isInstance)
                .map(grow -> new GrowthNote(wanted.size(), ((ClaimGrowth.Grow) grow).size(), clock.instant()));
        var desired = MemoryClaim.data(
                plan.identity(), wanted, present, plan.bootstrap().isPresent(), note);
        var size = MemoryClaim.size(desired).orElse(wanted.size());
        var outcome = present.map(claim -> refusals.asked(
                        claim.getMetadata().getUid(), size, () -> applier.apply(desired, present, ownership)))
                .orElseGet(() -> applier.apply(desired, present, ownership));
        if (outcome instanceof Outcome.Updated && present.isPresent()) {
            tell(store, outcome, ownership, present.get(), size, growth);
        }
        return outcome;
    }

    private void tell(
            StoreResource store,
            Outcome outcome,
            ClaimOwnership ownership,
            PersistentVolumeClaim present,
            String size,
            Optional<ClaimGrowth> growth) {
        if (ownership.adopts(present)) {
            events.tell(store, EventReason.CLAIM_ADOPTED, outcome.object() + " of an earlier store taken over.");
        }
        var before = MemoryClaim.size(present).orElse("0");
        if (!MemoryClaim.isLarger(size, before)) {
            return;
        }
        var change = outcome.object() + ": " + before + " -> " + size;
        if (growth.orElse(null) instanceof ClaimGrowth.Grow(var grown, var percent) && grown.equals(size)) {
            events.tell(store, EventReason.CLAIM_GROWN, change + ", " + percent + "% of it were used.");
        } else {
            events.tell(store, EventReason.CLAIM_RESIZE_REQUESTED, change + ".");
        }
    }

    /** How a claim fills, as far as it is known. */
    static ClaimGrowth.Facts facts(
            GrowthPlan how,
            ClaimStorage wanted,
            PersistentVolumeClaim claim,
            Optional<StoreFigures> figures,
            Optional<Pod> pod,
            Instant now) {
        var asked = MemoryClaim.size(claim).orElse(wanted.size());
        return new ClaimGrowth.Facts(
                how,
                MemoryClaim.isLarger(wanted.size(), asked) ? wanted.size() : asked,
                MemoryClaim.capacity(claim),
                MemoryClaim.grown(claim).map(GrowthNote::at),
                figures.map(StoreFigures::database)
                        .map(database -> new ClaimGrowth.Usage(
                                database.sizeBytes() + database.walBytes(),
                                database.diskFreeBytes(),
                                database.diskTotalBytes())),
                pod.filter(found -> !PodDiagnosis.isReady(found))
                        .filter(found -> PodDiagnosis.of(found).reason() == Reason.DISK_FULL)
                        .isPresent(),
                now);
    }
}
