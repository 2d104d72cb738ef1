package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.RequestedBackup;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ClaimOwnership;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.plan.BackupDuties;
import io.claudeflow.swarm.operator.plan.BackupDuties.Duty;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the backups a store is due, answers requests for one, and keeps its backup claim in step. */
final class BackupKeeper {
    private final ObjectApplier applier;
    private final ObjectCache cache;
    private final PrimaryIndex<BackupResource> index;
    private final ClaimRefusals refusals;
    private final Events events;
    private final Clock clock;

    BackupKeeper(
            ObjectApplier applier,
            ObjectCache cache,
            PrimaryIndex<BackupResource> index,
            ClaimRefusals refusals,
            Events events,
            Clock clock) {
        this.applier = applier;
        this.cache = cache;
        this.index = index;
        this.refusals = refusals;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Does what is due.
     *
     * @param held backups that are needed, whatever retention says
     * @param handled the moment of the schedule that was acted on last
     */
    BackupsSeen keep(StoreResource store, StorePlan plan, Set<String> held, Optional<Instant> handled) {
        var created = Instant.parse(store.getMetadata().getCreationTimestamp());
        var now = clock.instant();
        var backups = of(plan.identity());
        growClaim(store, plan);
        var claimGone = claimGone(plan.identity(), backups);
        var request = Optional.ofNullable(store.getMetadata().getAnnotations())
                .map(notes -> notes.get(Labels.BACKUP_REQUESTED));
        var duties = BackupDuties.of(plan, request, backups, held, created, handled, now);
        for (var duty : duties.duties()) {
            var refusal = done(store, plan, duty);
            if (refusal.isPresent()) {
                return new BackupsSeen(backups, claimGone, created, handled, duties.next(), refusal);
            }
        }
        return new BackupsSeen(backups, claimGone, created, duties.handled(), duties.next(), Optional.empty());
    }

    /** The backups of a store whose spec cannot be followed. */
    BackupsSeen look(StoreResource store) {
        var identity = StoreReader.identity(store);
        var backups = of(identity);
        return new BackupsSeen(
                backups,
                claimGone(identity, backups),
                Instant.parse(store.getMetadata().getCreationTimestamp()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The backups of this store and swarm; a store of the same name may have had another swarm before. */
    List<BackupRecord> of(StoreIdentity store) {
        return index.of(store.namespace(), store.name()).stream()
                .map(BackupReader::record)
                .filter(backup -> backup.swarm().isEmpty() || backup.swarm().equals(store.swarm()))
                .toList();
    }

    /** Removes the object of a backup whose file is gone, or that never had one. */
    void forget(StoreIdentity store, String name) {
        index.get(store.namespace(), name).ifPresent(applier::delete);
    }

    /** Why a duty could not be done; empty when it was. */
    private Optional<String> done(StoreResource store, StorePlan plan, Duty duty) {
        return switch (duty) {
            case BackupDuties.Identify(var seen, var id) ->
                applier.annotate(store, Labels.BACKUP_REQUESTED, Optional.of(seen), Optional.of(id))
                        ? Optional.empty()
                        : Optional.of("");
            case BackupDuties.Create create -> created(store, plan, create);
            case BackupDuties.Settle(var id) -> {
                applier.annotate(store, Labels.BACKUP_REQUESTED, Optional.of(id), Optional.empty());
                yield Optional.empty();
            }
            case BackupDuties.Forget(var name) -> {
                forget(plan.identity(), name);
                yield Optional.empty();
            }
        };
    }

    private Optional<String> created(StoreResource store, StorePlan plan, BackupDuties.Create create) {
        var backup = RequestedBackup.of(
                plan.identity(),
                create.name(),
                create.trigger(),
                create.reason(),
                plan.backups().destination());
        return switch (applier.create(backup)) {
            case Outcome.Refused refused ->
                Optional.of("The API server refused " + refused.object() + ": " + refused.message());
            case Outcome.Created made -> {
                events.tell(store, EventReason.BACKUP_REQUESTED, made.object() + ": " + create.reason() + ".");
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** The first backup makes the claim; here it only follows the spec, and a later store takes it over. */
    private void growClaim(StoreResource store, StorePlan plan) {
        var identity = plan.identity();
        var claim = cachedClaim(identity);
        if (claim.isEmpty()) {
            return;
        }
        var ownership = new ClaimOwnership(identity);
        var wanted = MemoryClaim.backups(identity, plan.backups().claim(), claim);
        var outcome = refusals.asked(
                claim.get().getMetadata().getUid(),
                MemoryClaim.size(wanted).orElse(""),
                () -> applier.apply(wanted, claim, ownership));
        if (outcome instanceof Outcome.Updated && ownership.adopts(claim.get())) {
            events.tell(store, EventReason.CLAIM_ADOPTED, outcome.object() + " of an earlier store taken over.");
        }
    }

    /** Whether the claim that usable backups lie on is not there; one that lost its label is. */
    private boolean claimGone(StoreIdentity store, List<BackupRecord> backups) {
        return backups.stream().anyMatch(backup -> backup.usable() && !backup.inObjectStorage())
                && cachedClaim(store).isEmpty()
                && applier.fetched(PersistentVolumeClaim.class, store.namespace(), Names.backupClaim(store.name()))
                        .isEmpty();
    }

    private Optional<PersistentVolumeClaim> cachedClaim(StoreIdentity store) {
        return cache.get(PersistentVolumeClaim.class, store.namespace(), Names.backupClaim(store.name()));
    }
}
