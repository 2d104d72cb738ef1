package io.claudeflow.swarm.operator.memorystore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claudeflow.swarm.operator.desired.Follows;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Optional;

/**
 * Replaces the pod of a store when the spec asks for it, and when it cannot work and there is another template. The
 * StatefulSet replaces nothing by itself: its template may change with the operator, and a pod that works is left alone.
 */
final class Pods {
    private static final String REVISION = "controller-revision-hash";
    /** What {@code kubectl rollout restart} writes. */
    private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    /** What a pod follows of which no more is known than that its spec was another one. */
    private static final String EARLIER = "earlier";

    private final ObjectApplier applier;
    private final ObjectCache cache;
    private final Events events;

    Pods(ObjectApplier applier, ObjectCache cache, Events events) {
        this.applier = applier;
        this.cache = cache;
        this.events = events;
    }

    /**
     * Whether {@code pod} runs what {@code plan} says. One of an operator that did not write that down is marked before
     * the status says anything new: it is as good as a new one if that operator had applied the present spec.
     */
    boolean follows(StoreResource store, StorePlan plan, Optional<Pod> pod) {
        return pod.filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                .filter(found -> Follows.of(found)
                        .orElseGet(() -> marked(store, plan, found))
                        .equals(Follows.key(plan)))
                .isPresent();
    }

    private String marked(StoreResource store, StorePlan plan, Pod pod) {
        var applied = store.getMetadata()
                .getGeneration()
                .equals(StoreReader.status(store).observedGeneration());
        var mark = applied ? Follows.key(plan) : EARLIER;
        applier.annotate(pod, Labels.FOLLOWS, Optional.empty(), Optional.of(mark));
        return mark;
    }

    /** A StatefulSet that replaces pods by itself would do so with the next change of its template. */
    void takeOver(StoreResource store, StorePlan plan) {
        cache.get(
                        StatefulSet.class,
                        plan.identity().namespace(),
                        Names.statefulSet(plan.identity().name()))
                .filter(set -> Ownership.of(store).holderOf(set) instanceof Ownership.Ours)
                .filter(set -> set.getSpec().getUpdateStrategy() != null
                        && set.getSpec().getUpdateStrategy().getRollingUpdate() != null)
                .ifPresent(set -> {
                    var change = JsonNodeFactory.instance.objectNode();
                    var strategy = change.putObject("spec").putObject("updateStrategy");
                    strategy.put("type", "OnDelete").putNull("rollingUpdate");
                    applier.merge(set, change);
                });
    }

    /** Does what {@code pod} needs; only asked when the StatefulSet is as wanted. */
    void care(StoreResource store, Optional<StatefulSet> statefulSet, Optional<Pod> pod, boolean follows) {
        if (statefulSet.isEmpty() || pod.isEmpty()) {
            return;
        }
        var set = statefulSet.get();
        var found = pod.get();
        if (!(Ownership.of(set).holderOf(found) instanceof Ownership.Ours)
                || !isCurrent(set)
                || found.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        if (!follows) {
            delete(store, found, EventReason.POD_REPLACED, "follows an earlier spec.");
        } else if (isStale(set, found)) {
            delete(store, found, EventReason.STALE_POD_DELETED, "was not ready and its template is out of date.");
        } else if (restartedAt(set).isPresent() && !restartedAt(set).equals(restartedAt(found))) {
            delete(store, found, EventReason.POD_REPLACED, "is to be restarted.");
        }
    }

    private void delete(StoreResource store, Pod pod, EventReason reason, String why) {
        applier.delete(pod);
        events.tell(store, reason, "Pod " + pod.getMetadata().getName() + " " + why);
    }

    /**
     * Whether it cannot work as it is while another template may: a StatefulSet waits for such a pod for ever (policy
     * OrderedReady). One that is merely slow is left alone.
     */
    private static boolean isStale(StatefulSet set, Pod pod) {
        var status = set.getStatus();
        return status.getUpdateRevision() != null
                && !status.getUpdateRevision()
                        .equals(Optional.ofNullable(pod.getMetadata().getLabels())
                                .map(labels -> labels.get(REVISION))
                                .orElse(null))
                && !PodDiagnosis.isReady(pod)
                && PodDiagnosis.of(pod).reason().weight() == Reason.Weight.BLOCKED;
    }

    /** Whether the StatefulSet's controller has seen its present template. */
    private static boolean isCurrent(StatefulSet set) {
        return set.getStatus() != null
                && set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration());
    }

    private static Optional<String> restartedAt(StatefulSet set) {
        return Optional.ofNullable(set.getSpec().getTemplate().getMetadata())
                .flatMap(metadata -> Optional.ofNullable(metadata.getAnnotations()))
                .map(notes -> notes.get(RESTARTED));
    }

    private static Optional<String> restartedAt(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations()).map(notes -> notes.get(RESTARTED));
    }
}
