package io.claudeflow.swarm.operator.reading;

import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.plan.RestoreFacts;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a store's pod is, asked of the API server and not of a cache: what is done next must not meet a running pod. */
public record PodWatch(ObjectApplier applier) {
    private static final int TOO_OFTEN = 3;

    /** The pod of a store. */
    public RestoreFacts.Pod of(String namespace, String store) {
        var pod = applier.fetched(Pod.class, namespace, Names.pod(store));
        if (pod.isEmpty()) {
            var comes = applier.fetched(StatefulSet.class, namespace, Names.statefulSet(store))
                    .filter(set -> set.getSpec().getReplicas() > 0)
                    .isPresent();
            return comes ? new RestoreFacts.Silent("The pod is starting.", false) : new RestoreFacts.Away();
        }
        return pod.get().getMetadata().getDeletionTimestamp() == null && PodDiagnosis.isReady(pod.get())
                ? new RestoreFacts.Ready()
                : new RestoreFacts.Silent(PodDiagnosis.of(pod.get()).message(), isFailing(pod.get()));
    }

    private static boolean isFailing(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> Stream.concat(
                        Optional.ofNullable(status.getInitContainerStatuses()).orElse(List.of()).stream(),
                        Optional.ofNullable(status.getContainerStatuses()).orElse(List.of()).stream()))
                .map(ContainerStatus::getRestartCount)
                .anyMatch(count -> count != null && count >= TOO_OFTEN);
    }
}
