package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.BackupPlan.InObjectStorage;
import io.claudeflow.swarm.operator.plan.JobPlan;
import io.claudeflow.swarm.operator.plan.JobPlan.Mount;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One piece of work on a store's data. Its pod prefers the node of the store's pod: what binds a volume to a node does
 * it there, so that a later Job can mount both claims at once.
 */
public final class MemoryJob {
    /** Only container of the pod; its termination message is the outcome. */
    public static final String CONTAINER = "work";

    /** Exit codes of the program: wrong arguments or settings; nothing there to work on. */
    private static final List<Integer> FINAL = List.of(2, 3);

    private static final String TRUST = "trust";
    private static final String TRUST_PATH = "/trust";
    private static final String NAME = "app.kubernetes.io/name";
    private static final String JOB = "swarm-memory-job";

    private MemoryJob() {}

    /** The Job for {@code plan}. */
    public static Job of(JobPlan plan) {
        return new JobBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(plan.name())
                        .withNamespace(plan.store().namespace())
                        .withLabels(labels(plan))
                        .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR)
                        .addToLabels(ownerLabel(plan))
                        .withAnnotations(plan.annotations())
                        .withOwnerReferences(StoreMeta.controller(
                                plan.owner().kind(),
                                plan.owner().name(),
                                plan.owner().uid()))
                        .build())
                .withNewSpec()
                .withActiveDeadlineSeconds(plan.deadline().toSeconds())
                .withBackoffLimit(plan.retries())
                .withPodFailurePolicy(noFurtherAttempt())
                .withTemplate(pod(plan))
                .endSpec()
                .build();
    }

    /** After what the next attempt would end with, too, somebody waits for the outcome. */
    private static PodFailurePolicy noFurtherAttempt() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(CONTAINER)
                .withOperator("In")
                .withValues(FINAL)
                .endOnExitCodes()
                .endRule()
                .build();
    }

    /** The same for an object storage whose authorities stand in the Secret with its credentials. */
    public static Job trustingItsSecret(JobPlan plan) {
        var s3 = plan.objectStorage().orElseThrow();
        return new JobBuilder(of(plan))
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addNewEnv()
                .withName("S3_CA_FILE")
                .withValue(TRUST_PATH + "/" + InObjectStorage.AUTHORITIES)
                .endEnv()
                .addNewVolumeMount()
                .withName(TRUST)
                .withMountPath(TRUST_PATH)
                .withReadOnly(true)
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName(TRUST)
                .withNewSecret()
                .withSecretName(s3.secret())
                .addNewItem(InObjectStorage.AUTHORITIES, null, InObjectStorage.AUTHORITIES)
                .endSecret()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /**
     * Not the labels of the store's pod: the Services would send clients to this one. Not {@link Labels#MANAGED_BY}
     * either: pods of Jobs are looked at when they matter, not watched.
     */
    private static Map<String, String> labels(JobPlan plan) {
        var labels = new TreeMap<>(Map.of(
                NAME,
                JOB,
                "app.kubernetes.io/instance",
                plan.store().name(),
                "app.kubernetes.io/component",
                plan.kind().wire(),
                "app.kubernetes.io/part-of",
                "swarm",
                Labels.STORE,
                plan.store().name(),
                Labels.SWARM,
                plan.store().swarm()));
        plan.store().cluster().ifPresent(cluster -> labels.put(Labels.CLUSTER, cluster));
        return labels;
    }

    private static Map<String, String> ownerLabel(JobPlan plan) {
        return switch (plan.owner().kind()) {
            case "SwarmMemoryBackup" -> Map.of(Labels.BACKUP, plan.owner().name());
            case "SwarmMemoryRestore" -> Map.of(Labels.RESTORE, plan.owner().name());
            default -> Map.of();
        };
    }

    /** The labels that select the pods of a store's Jobs. */
    static Map<String, String> selecting(String store) {
        return new TreeMap<>(Map.of(NAME, JOB, Labels.STORE, store));
    }

    private static PodTemplateSpec pod(JobPlan plan) {
        var pod = anywhere(plan);
        return plan.placement()
                .map(template -> PodOverrides.onNodesOf(pod, template))
                .orElse(pod);
    }

    private static PodTemplateSpec anywhere(JobPlan plan) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels(plan))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withServiceAccountName(plan.serviceAccount().orElse(null))
                .withSecurityContext(PodSecurity.pod())
                .withImagePullSecrets(plan.image().pullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList())
                .withAffinity(nearTheStore(plan.store()))
                .withContainers(container(plan))
                .withVolumes(plan.mounts().stream().map(MemoryJob::volume).toList())
                .endSpec()
                .build();
    }

    private static Affinity nearTheStore(StoreIdentity store) {
        return new AffinityBuilder()
                .withNewPodAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withNewLabelSelector()
                .withMatchLabels(Labels.selecting(store.name()))
                .endLabelSelector()
                .withTopologyKey("kubernetes.io/hostname")
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAffinity()
                .build();
    }

    private static Container container(JobPlan plan) {
        var command = new ArrayList<>(List.of("swarm-memory"));
        command.addAll(plan.arguments());
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(plan.image().reference())
                .withImagePullPolicy(plan.image().pullPolicy())
                .withCommand(command)
                .withEnv(environment(plan))
                .withResources(resources(plan))
                .withSecurityContext(PodSecurity.container())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(plan.mounts().stream().map(MemoryJob::mounted).toList())
                .build();
    }

    private static List<EnvVar> environment(JobPlan plan) {
        var variables = new ArrayList<EnvVar>();
        variables.add(new EnvVar("SWARM_ID", plan.store().swarm(), null));
        plan.objectStorage().ifPresent(s3 -> {
            variables.add(new EnvVar("S3_ENDPOINT", s3.endpoint(), null));
            variables.add(new EnvVar("S3_REGION", s3.region(), null));
            variables.add(new EnvVar("S3_PATH_STYLE", String.valueOf(s3.pathStyle()), null));
            variables.add(credential(s3, InObjectStorage.ACCESS_KEY));
            variables.add(credential(s3, InObjectStorage.SECRET_KEY));
        });
        return variables;
    }

    private static EnvVar credential(InObjectStorage s3, String key) {
        return new EnvVarBuilder()
                .withName(key)
                .withNewValueFrom()
                .withNewSecretKeyRef()
                .withName(s3.secret())
                .withKey(key)
                .endSecretKeyRef()
                .endValueFrom()
                .build();
    }

    private static ResourceRequirements resources(JobPlan plan) {
        var compute = plan.compute();
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(compute.cpuRequest()))
                .addToRequests("memory", new Quantity(compute.memoryRequest()))
                .addToLimits("memory", new Quantity(compute.memoryLimit()))
                .build();
    }

    private static Volume volume(Mount mount) {
        var volume = new VolumeBuilder().withName(mount.volume());
        return mount.claim()
                .map(claim -> volume.withNewPersistentVolumeClaim()
                        .withClaimName(claim)
                        .withReadOnly(mount.readOnly() ? true : null)
                        .endPersistentVolumeClaim()
                        .build())
                .orElseGet(() -> volume.withNewEmptyDir().endEmptyDir().build());
    }

    private static VolumeMount mounted(Mount mount) {
        return new VolumeMountBuilder()
                .withName(mount.volume())
                .withMountPath(mount.path())
                .withReadOnly(mount.readOnly() ? true : null)
                .build();
    }
}
