package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.plan.StorePlan.PodStorage;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** What the pod mounts: the database, and the claim of an older memory when there is one. */
final class MemoryVolumes {
    static final String DATABASE = "/data/memory/swarm-memory.db";

    /** Where the ConfigMap with policies is mounted: as a folder, so that its changes arrive. */
    static final String POLICIES = "/etc/swarm/policies";

    private static final String POLICY_VOLUME = "policies";
    private static final String DATA = "data";
    private static final String LEGACY = "legacy";

    private MemoryVolumes() {}

    static List<Volume> volumes(StorePlan plan) {
        var volumes = new ArrayList<Volume>();
        volumes.add(
                switch (plan.storage()) {
                    case ClaimStorage claim ->
                        claimed(DATA, Names.claim(plan.identity().name())).build();
                    case PodStorage pod ->
                        new VolumeBuilder()
                                .withName(DATA)
                                .withNewEmptyDir()
                                .withSizeLimit(new Quantity(pod.size()))
                                .endEmptyDir()
                                .build();
                });
        plan.legacyClaim()
                .ifPresent(claim -> volumes.add(claimed(LEGACY, claim)
                        .editPersistentVolumeClaim()
                        .withReadOnly(true)
                        .endPersistentVolumeClaim()
                        .build()));
        plan.pod()
                .policies()
                .ifPresent(file -> volumes.add(new VolumeBuilder()
                        .withName(POLICY_VOLUME)
                        .withNewConfigMap()
                        .withName(file.configMap())
                        .endConfigMap()
                        .build()));
        return volumes;
    }

    static List<VolumeMount> mounts(StorePlan plan) {
        var mounts = new ArrayList<VolumeMount>();
        mounts.add(
                new VolumeMountBuilder().withName(DATA).withMountPath("/data").build());
        plan.legacyClaim()
                .ifPresent(claim -> mounts.add(new VolumeMountBuilder()
                        .withName(LEGACY)
                        .withMountPath("/legacy")
                        .withReadOnly(true)
                        .build()));
        plan.pod()
                .policies()
                .ifPresent(file -> mounts.add(new VolumeMountBuilder()
                        .withName(POLICY_VOLUME)
                        .withMountPath(POLICIES)
                        .withReadOnly(true)
                        .build()));
        return mounts;
    }

    private static VolumeBuilder claimed(String volume, String claim) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim();
    }
}
