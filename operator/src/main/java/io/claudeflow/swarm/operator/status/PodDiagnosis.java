package io.claudeflow.swarm.operator.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says in one finding why a pod is not ready: what the kubelet and the scheduler know, in their words. Pure. */
public final class PodDiagnosis {
    private static final Set<String> IMAGE_TROUBLE =
            Set.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError");
    private static final Set<String> ORDINARY_WAITING = Set.of("ContainerCreating", "PodInitializing");
    /** What the memory service, and the system below it, say of a volume without room. */
    private static final List<String> FULL = List.of("no space left for the database", "No space left on device");
    /** What the memory service says of a file system on which it does not start. */
    private static final String UNFIT = "lies on a network file system";

    private static final int LONGEST_TERMINATION = 1_000;
    private static final int TOO_OFTEN = 3;

    private PodDiagnosis() {}

    /** Whether the pod takes requests. */
    public static boolean isReady(Pod pod) {
        return condition(pod, "Ready").filter("True"::equals).isPresent();
    }

    /** Whether its containers would take requests and something else keeps them from it. */
    public static boolean isHeldBack(Pod pod) {
        return !isReady(pod) && condition(pod, "ContainersReady").filter("True"::equals).isPresent();
    }

    /** Whether a container has failed so often that waiting longer is of no use. */
    public static boolean isFailing(Pod pod) {
        return Stream.concat(initStatuses(pod).stream(), mainStatuses(pod).stream())
                .map(ContainerStatus::getRestartCount)
                .anyMatch(count -> count != null && count >= TOO_OFTEN);
    }

    private static Optional<String> condition(Pod pod, String type) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getConditions).orElse(List.of()).stream()
                .filter(condition -> type.equals(condition.getType()))
                .map(PodCondition::getStatus)
                .findFirst();
    }

    /** Why the pod is not ready; only asked about one that is not. */
    public static Finding of(Pod pod) {
        var name = "Pod " + pod.getMetadata().getName();
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return no(Reason.UPDATING, name + " is ending.");
        }
        return unscheduled(name, pod)
                .or(() -> containers(name, initStatuses(pod), true))
                .or(() -> containers(name, mainStatuses(pod), false))
                .orElseGet(() -> no(Reason.STARTING, name + " is starting."));
    }

    private static List<ContainerStatus> initStatuses(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getInitContainerStatuses();
    }

    private static List<ContainerStatus> mainStatuses(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
    }

    private static Optional<Finding> unscheduled(String name, Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getConditions).orElse(List.of()).stream()
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False"))
                .findFirst()
                .map(condition -> no(Reason.POD_UNSCHEDULABLE, name + " finds no node: " + condition.getMessage()));
    }

    private static Optional<Finding> containers(String pod, List<ContainerStatus> statuses, boolean init) {
        return statuses.stream()
                .flatMap(status -> container(pod, status, init).stream())
                .findFirst();
    }

    private static Optional<Finding> container(String pod, ContainerStatus status, boolean init) {
        var where = pod + ", container " + status.getName();
        var waiting = Optional.ofNullable(status.getState()).map(ContainerState::getWaiting);
        var trouble = waiting.filter(state -> state.getReason() != null && IMAGE_TROUBLE.contains(state.getReason()));
        if (trouble.isPresent()) {
            return Optional.of(no(
                    Reason.IMAGE_UNAVAILABLE,
                    where + ": " + trouble.get().getReason() + " for image " + status.getImage() + ": "
                            + trouble.get().getMessage()));
        }
        var ended = Optional.ofNullable(status.getState())
                .map(ContainerState::getTerminated)
                .filter(state -> state.getExitCode() != 0)
                .or(() -> Boolean.TRUE.equals(status.getReady())
                        ? Optional.empty()
                        : Optional.ofNullable(status.getLastState()).map(ContainerState::getTerminated))
                .filter(state -> state.getExitCode() != 0 || !init);
        if (ended.isPresent()) {
            return Optional.of(no(reason(ended.get(), init), where + " " + lastWords(ended.get())));
        }
        return waiting.filter(state -> state.getReason() != null && !ORDINARY_WAITING.contains(state.getReason()))
                .map(state -> no(
                        Reason.CONTAINER_FAILING,
                        where + ": " + state.getReason()
                                + (state.getMessage() == null ? "." : ": " + state.getMessage())));
    }

    /** The service's own published errors have reasons of their own. */
    private static Reason reason(ContainerStateTerminated ended, boolean init) {
        var words = String.valueOf(ended.getMessage());
        if (FULL.stream().anyMatch(words::contains)) {
            return Reason.DISK_FULL;
        }
        return words.contains(UNFIT) ? Reason.FILE_SYSTEM_UNFIT : init ? Reason.INIT_FAILED : Reason.CONTAINER_FAILING;
    }

    private static String lastWords(ContainerStateTerminated ended) {
        var message = Optional.ofNullable(ended.getMessage())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(PodDiagnosis::tail)
                .orElse("it left no message");
        var how = "OOMKilled".equals(ended.getReason())
                ? "was killed: it used more memory than its limit"
                : "ended with code " + ended.getExitCode();
        return how + ": " + message;
    }

    private static String tail(String text) {
        return text.length() <= LONGEST_TERMINATION
                ? text
                : "…" + text.substring(text.length() - LONGEST_TERMINATION + 1);
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.READY, reason, message);
    }
}
