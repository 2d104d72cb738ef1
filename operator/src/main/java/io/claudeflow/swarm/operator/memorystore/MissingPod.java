package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a StatefulSet that should have a pod has none: its name is taken, or the API server refuses it. */
record MissingPod(ObjectApplier applier, Clock clock) {
    /** A pod is there long before; asking earlier would only cost requests. */
    private static final Duration AWHILE = Duration.ofSeconds(10);

    /** What stands in the way; empty when nothing is known to. */
    Optional<Finding> why(Optional<StatefulSet> statefulSet, Optional<Pod> pod) {
        return pod.isPresent()
                ? Optional.empty()
                : statefulSet.filter(this::shouldHaveOne).flatMap(this::why);
    }

    private boolean shouldHaveOne(StatefulSet set) {
        return set.getMetadata().getDeletionTimestamp() == null
                && set.getSpec().getReplicas() > 0
                && set.getStatus() != null
                && set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration())
                && Instant.parse(set.getMetadata().getCreationTimestamp())
                        .plus(AWHILE)
                        .isBefore(clock.instant());
    }

    private Optional<Finding> why(StatefulSet set) {
        var name = set.getMetadata().getName() + "-0";
        var holder = applier.fetched(Pod.class, set.getMetadata().getNamespace(), name)
                .map(Ownership.of(set)::holderOf);
        return holder.isPresent()
                ? holder.filter(Ownership.Other.class::isInstance)
                        .map(Ownership.Other.class::cast)
                        .map(other -> no(
                                Reason.OBJECT_NOT_OWNED,
                                "Pod " + name + " belongs to " + other.name()
                                        + " (expected: nothing of that name, or the pod of StatefulSet "
                                        + set.getMetadata().getName()
                                        + "). It was left alone. Remove it; the store's own pod is made then."))
                : applier.complaintAbout(set)
                        .map(words -> no(Reason.API_REFUSED, "The API server refused Pod " + name + ": " + words));
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.READY, reason, message);
    }
}
