package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.soon;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Plays the kubelet for the pods of stores, readiness gates included. */
final class PodsByHand {
    private final Actors here;

    PodsByHand(Actors here) {
        this.here = here;
    }

    /** The pod of a store once it runs an image with that tag. */
    Pod await(String store, String tag) {
        soon("pod of " + store + " with " + tag)
                .until(() -> here.find(Pod.class, store + "-0")
                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                        .filter(pod -> image(pod).endsWith(":" + tag))
                        .isPresent());
        return here.get(Pod.class, store + "-0");
    }

    static String image(Pod pod) {
        return pod.getSpec().getContainers().getFirst().getImage();
    }

    /** Whether clients are kept away from it until the operator has checked it. */
    static boolean isGated(Pod pod) {
        return pod.getSpec().getReadinessGates() != null
                && !pod.getSpec().getReadinessGates().isEmpty();
    }

    /** Its containers take requests; it is ready unless a gate holds it back. */
    void answer(String store) {
        edit(store, PodsByHand::answering);
    }

    /** A copy of a pod that takes requests; it is ready unless a gate holds it back. */
    static Pod answering(Pod pod) {
        var gates = Optional.ofNullable(pod.getSpec().getReadinessGates()).orElse(List.of());
        var open = gates.stream().allMatch(gate -> holds(pod, gate.getConditionType()));
        return with(started(pod), condition("ContainersReady", true), condition("Ready", open));
    }

    /** As {@link #answer}, again when the operator has opened the gate. */
    void answerAndWaitForTheGate(String store) {
        answer(store);
        soon("gate of " + store).until(() -> holds(here.get(Pod.class, store + "-0"), "swarm.claudeflow.io/checked"));
        answer(store);
    }

    void cannotPull(String store) {
        edit(
                store,
                pod -> containers(
                        started(pod),
                        status("memory")
                                .withNewState()
                                .withNewWaiting("no such image", "ImagePullBackOff")
                                .endState()
                                .build()));
    }

    void fails(String store, String words) {
        edit(store, pod -> failing(pod, words));
    }

    /** A copy of a pod whose init container fails again and again with these last words. */
    static Pod failing(Pod pod, String words) {
        var failed = status("init-db")
                .withRestartCount(3)
                .withNewState()
                .withNewTerminated()
                .withExitCode(1)
                .withMessage(words)
                .endTerminated()
                .endState()
                .build();
        var copy = started(pod);
        copy.getStatus().setInitContainerStatuses(List.of(failed));
        return with(copy, condition("Ready", false));
    }

    private static ContainerStatusBuilder status(String container) {
        return new ContainerStatusBuilder()
                .withName(container)
                .withImage("i")
                .withImageID("i")
                .withReady(false)
                .withRestartCount(0);
    }

    private static Pod containers(Pod pod, ContainerStatus status) {
        pod.getStatus().setContainerStatuses(List.of(status));
        return with(pod, condition("Ready", false));
    }

    private void edit(String store, UnaryOperator<Pod> change) {
        soon("pod of " + store)
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> here.client
                                .pods()
                                .inNamespace(here.namespace)
                                .withName(store + "-0")
                                .editStatus(change)
                        != null);
    }

    private static Pod started(Pod pod) {
        var copy = new PodBuilder(pod).build();
        if (copy.getStatus() == null) {
            copy.setStatus(new PodStatus());
        }
        copy.getStatus().setPhase("Running");
        copy.getStatus().setPodIP("127.0.0.1");
        return copy;
    }

    private static Pod with(Pod pod, PodCondition... conditions) {
        var all = new ArrayList<>(
                Optional.ofNullable(pod.getStatus().getConditions()).orElse(List.of()));
        for (var condition : conditions) {
            all.removeIf(other -> other.getType().equals(condition.getType()));
            all.add(condition);
        }
        pod.getStatus().setConditions(all);
        return pod;
    }

    private static PodCondition condition(String type, boolean holds) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .build();
    }

    static boolean holds(Pod pod, String type) {
        return pod.getStatus() != null
                && Optional.ofNullable(pod.getStatus().getConditions()).orElse(List.of()).stream()
                        .anyMatch(
                                condition -> condition.getType().equals(type) && "True".equals(condition.getStatus()));
    }
}
