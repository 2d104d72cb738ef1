package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.Durations;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The pod of a store. What a running pod is replaced for is not decided here but by {@link Follows}.
 *
 * <p>Fields are written only with values that differ from zero: the API server drops zeros, and the pod would look
 * changed for ever.
 */
final class MemoryPod {
    /** {@code kubectl exec} and {@code kubectl logs} pick this container. */
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    /** More than the service's own SHUTDOWN_TIMEOUT, so that it is never killed while it closes the database. */
    private static final long GRACE_SECONDS = 30;
    private static final long MORE_SECONDS = 10;
    /** A check of a large database after an unclean stop takes minutes. */
    private static final int START_SECONDS = 900;

    private MemoryPod() {}

    static PodTemplateSpec of(StorePlan plan) {
        var pod = own(plan);
        return plan.pod()
                .template()
                .map(template -> PodOverrides.onto(pod, template))
                .orElse(pod);
    }

    private static PodTemplateSpec own(StorePlan plan) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.of(plan.identity()))
                .addToAnnotations(DEFAULT_CONTAINER, Names.MEMORY_CONTAINER)
                .addToAnnotations(Labels.FOLLOWS, Follows.key(plan))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withServiceAccountName(plan.serviceAccount().orElse(null))
                .withReadinessGates(plan.image().unchecked() ? List.of(new PodReadinessGate(Labels.CHECKED)) : List.of())
                .withTerminationGracePeriodSeconds(grace(plan))
                .withSecurityContext(PodSecurity.pod())
                .withImagePullSecrets(plan.image().pullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList())
                .withInitContainers(init(plan))
                .withContainers(memory(plan))
                .withVolumes(MemoryVolumes.volumes(plan))
                .endSpec()
                .build();
    }

    private static long grace(StorePlan plan) {
        return Optional.ofNullable(plan.pod().settings().get("SHUTDOWN_TIMEOUT"))
                .flatMap(Durations::parse)
                .map(timeout -> Math.max(GRACE_SECONDS, timeout.toSeconds() + MORE_SECONDS))
                .orElse(GRACE_SECONDS);
    }

    private static Container init(StorePlan plan) {
        return container(plan, Names.INIT_CONTAINER, "init").build();
    }

    private static Container memory(StorePlan plan) {
        return container(plan, Names.MEMORY_CONTAINER, "serve")
                .withPorts(ports())
                .withStartupProbe(probe("/livez", 1, 5, START_SECONDS))
                .withReadinessProbe(probe("/readyz", 5, 3, 3))
                .withLivenessProbe(probe("/livez", 10, 5, 6))
                .build();
    }

    private static ContainerBuilder container(StorePlan plan, String name, String command) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(plan.image().reference())
                .withImagePullPolicy(plan.image().pullPolicy())
                .withCommand("swarm-memory", command)
                .withEnv(MemoryEnvironment.of(plan))
                .withResources(resources(plan.compute()))
                .withSecurityContext(PodSecurity.container())
                // What the program says at last reaches the pod's status, and from there the store's.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(MemoryVolumes.mounts(plan));
    }

    private static List<ContainerPort> ports() {
        return Arrays.stream(Ports.values())
                .map(port -> new ContainerPortBuilder()
                        .withName(port.wire())
                        .withContainerPort(port.number())
                        .withProtocol("TCP")
                        .build())
                .toList();
    }

    private static ResourceRequirements resources(StorePlan.Compute compute) {
        var resources = new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(compute.cpuRequest()))
                .addToRequests("memory", new Quantity(compute.memoryRequest()))
                .addToLimits("memory", new Quantity(compute.memoryLimit()));
        compute.cpuLimit().ifPresent(limit -> resources.addToLimits("cpu", new Quantity(limit)));
        return resources.build();
    }

    private static Probe probe(String path, int periodSeconds, int timeoutSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(Ports.HTTP.wire())
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(timeoutSeconds)
                .withFailureThreshold(failures)
                .build();
    }
}
