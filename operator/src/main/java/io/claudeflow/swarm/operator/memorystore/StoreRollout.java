package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.MemoryDisruptionBudget;
import io.claudeflow.swarm.operator.desired.MemoryNetworkPolicy;
import io.claudeflow.swarm.operator.desired.MemoryServices;
import io.claudeflow.swarm.operator.desired.MemoryStatefulSet;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.Finding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the cluster as a plan wants it, and says what it did and saw. One pass of one store; keeps no state. */
final class StoreRollout {
    private final ObjectApplier applier;
    private final ObjectCache cache;
    private final ClaimKeeper claims;
    private final Bootstrapper bootstrapper;
    private final Pods pods;
    private final Policies policies;
    private final MissingPod missingPod;
    private final Events events;

    StoreRollout(
            ObjectApplier applier,
            ObjectCache cache,
            ClaimKeeper claims,
            Bootstrapper bootstrapper,
            Pods pods,
            Policies policies,
            MissingPod missingPod,
            Events events) {
        this.applier = applier;
        this.cache = cache;
        this.claims = claims;
        this.bootstrapper = bootstrapper;
        this.pods = pods;
        this.policies = policies;
        this.missingPod = missingPod;
        this.events = events;
    }

    /**
     * What was done, and the objects as they were seen.
     *
     * @param restore the restore that needs the pod away
     * @param rebuild how it stands with the rebuild of the data claim
     * @param life what was decided about the store's version and sleep
     */
    StoreObservation roll(
            StoreResource store,
            StorePlan plan,
            FigureReader figures,
            BackupsSeen backups,
            Optional<RestoreRecord> restore,
            RebuildSeen rebuild,
            Life life) {
        var namespace = plan.identity().namespace();
        var name = plan.identity().name();
        var claim = plan.storage() instanceof ClaimStorage
                ? applier.current(PersistentVolumeClaim.class, namespace, Names.claim(name))
                : Optional.<PersistentVolumeClaim>empty();
        var claimOutcome = plan.storage() instanceof ClaimStorage wanted && !rebuild.claimAway()
                ? Optional.of(claims.keep(
                        store,
                        plan,
                        wanted,
                        claim,
                        figures.last(plan.identity().uid()),
                        cache.get(Pod.class, namespace, Names.pod(name))))
                : Optional.<Outcome>empty();
        var outcomes = new ArrayList<>(objects(store, plan));
        var mayRun = claimOutcome.map(outcome -> isUsable(outcome, claim)).orElse(true);
        var bootstrap = mayRun ? bootstrapper.pass(store, plan, claim) : Optional.<Finding>empty();
        var missing = policies.missing(plan);
        var template = Optional.<Outcome>empty();
        if (mayRun && Bootstrapper.mayStart(bootstrap) && missing.isEmpty()) {
            var running = restore.isEmpty() && !rebuild.podAway() && life.running();
            template = Optional.of(statefulSet(store, plan, running));
            outcomes.add(template.get());
        }
        tell(store, claimOutcome, outcomes);
        var statefulSet = cache.get(StatefulSet.class, namespace, Names.statefulSet(name));
        var pod = cache.get(Pod.class, namespace, Names.pod(name));
        var follows = pods.follows(store, plan, pod);
        if (template.filter(Outcome.Unchanged.class::isInstance).isPresent() && !life.steady()) {
            pods.care(store, statefulSet, pod, follows);
        }
        return new StoreObservation(
                outcomes,
                claimOutcome,
                claim,
                statefulSet,
                pod,
                figures.of(plan.identity().uid(), pod),
                backups,
                bootstrap,
                restore,
                missing.or(life::away).or(() -> missingPod.why(statefulSet, pod)),
                follows,
                rebuild,
                MigrationSeen.none(),
                life);
    }

    /** A pod must not start on a claim of somebody else; on one that merely cannot grow it must. */
    private static boolean isUsable(Outcome outcome, Optional<PersistentVolumeClaim> claim) {
        return switch (outcome) {
            case Outcome.Foreign foreign -> false;
            case Outcome.Leaving leaving -> false;
            case Outcome.Refused refused -> claim.isPresent();
            case Outcome.Unchanged unchanged -> true;
            case Outcome.Created created -> true;
            case Outcome.Updated updated -> true;
        };
    }

    private List<Outcome> objects(StoreResource store, StorePlan plan) {
        var ours = ownership(store);
        var outcomes = new ArrayList<Outcome>();
        outcomes.add(applier.apply(Service.class, MemoryServices.headless(plan.identity()), ours));
        outcomes.add(applier.apply(Service.class, MemoryServices.client(plan.identity()), ours));
        if (plan.network().enabled()) {
            outcomes.add(
                    applier.apply(NetworkPolicy.class, MemoryNetworkPolicy.of(plan.identity(), plan.network()), ours));
        } else {
            remove(store, NetworkPolicy.class);
        }
        if (plan.disruptionBudget()) {
            outcomes.add(applier.apply(PodDisruptionBudget.class, MemoryDisruptionBudget.of(plan.identity()), ours));
        } else {
            remove(store, PodDisruptionBudget.class);
        }
        return outcomes;
    }

    private static Ownership ownership(StoreResource store) {
        return Ownership.adopting(store, Labels.claiming(store.getMetadata().getName()));
    }

    private <T extends HasMetadata> void remove(StoreResource store, Class<T> kind) {
        var metadata = store.getMetadata();
        cache.get(kind, metadata.getNamespace(), Names.statefulSet(metadata.getName()))
                .filter(object -> ownership(store).holderOf(object) instanceof Ownership.Ours)
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(object -> {
                    applier.delete(object);
                    events.tell(
                            store,
                            EventReason.OBJECT_REMOVED,
                            object.getKind() + " " + object.getMetadata().getName() + " is not wanted any more.");
                });
    }

    /** A change the API server never allows is made by removing the StatefulSet; the next pass makes it anew. */
    private Outcome statefulSet(StoreResource store, StorePlan plan, boolean running) {
        var wanted = MemoryStatefulSet.of(plan, running);
        pods.takeOver(store, plan);
        var outcome = applier.apply(StatefulSet.class, wanted, ownership(store));
        if (!(outcome instanceof Outcome.Refused refused) || !refused.immutable()) {
            return outcome;
        }
        applier.delete(wanted);
        events.tell(
                store,
                EventReason.STATEFUL_SET_RECREATED,
                refused.object() + " is made anew, the claim stays: " + refused.message());
        return new Outcome.Leaving(refused.object());
    }

    /** What was made, in one event; of changes of the claim its keeper tells. */
    private void tell(StoreResource store, Optional<Outcome> claim, List<Outcome> outcomes) {
        var created = Stream.concat(claim.stream(), outcomes.stream())
                .filter(Outcome.Created.class::isInstance)
                .map(Outcome::object)
                .toList();
        if (!created.isEmpty()) {
            events.tell(store, EventReason.OBJECTS_CREATED, String.join(", ", created));
        }
        for (var outcome : outcomes) {
            if (outcome instanceof Outcome.Updated updated) {
                events.tell(store, EventReason.OBJECTS_UPDATED, updated.object() + ": " + updated.difference());
            }
        }
    }
}
