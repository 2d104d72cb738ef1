package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.PodTemplate;
import io.claudeflow.swarm.operator.plan.BackupPlan.InObjectStorage;
import io.claudeflow.swarm.operator.plan.StorePlan.Compute;
import io.claudeflow.swarm.operator.plan.StorePlan.Image;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of work on a store's data: one run of the memory service's program, in a pod of its own.
 *
 * @param store whose data it is
 * @param name deterministic: the same work never runs twice at once
 * @param owner the object the Job goes with
 * @param arguments of the program
 * @param mounts what of the cluster's storage it sees
 * @param objectStorage what it reads or writes there, if anything
 * @param deadline after which it is ended, whatever it does
 * @param retries how often it is begun again after a failure
 * @param annotations notes for the operator itself
 * @param placement the pod template whose choice of nodes holds for it, too
 */
public record JobPlan(
        StoreIdentity store,
        String name,
        Kind kind,
        Owner owner,
        Image image,
        Compute compute,
        Optional<String> serviceAccount,
        List<String> arguments,
        List<Mount> mounts,
        Optional<InObjectStorage> objectStorage,
        Duration deadline,
        int retries,
        Map<String, String> annotations,
        Optional<PodTemplate> placement) {

    /** One that may run anywhere. */
    public JobPlan(
            StoreIdentity store,
            String name,
            Kind kind,
            Owner owner,
            Image image,
            Compute compute,
            Optional<String> serviceAccount,
            List<String> arguments,
            List<Mount> mounts,
            Optional<InObjectStorage> objectStorage,
            Duration deadline,
            int retries,
            Map<String, String> annotations) {
        this(
                store,
                name,
                kind,
                owner,
                image,
                compute,
                serviceAccount,
                arguments,
                mounts,
                objectStorage,
                deadline,
                retries,
                annotations,
                Optional.empty());
    }

    /** The same on the nodes that {@code template} chooses: what binds a volume to a node binds its Jobs, too. */
    JobPlan on(Optional<PodTemplate> template) {
        return new JobPlan(
                store,
                name,
                kind,
                owner,
                image,
                compute,
                serviceAccount,
                arguments,
                mounts,
                objectStorage,
                deadline,
                retries,
                annotations,
                template);
    }

    /** The same with other notes. */
    public JobPlan with(Map<String, String> notes) {
        return new JobPlan(
                store,
                name,
                kind,
                owner,
                image,
                compute,
                serviceAccount,
                arguments,
                mounts,
                objectStorage,
                deadline,
                retries,
                notes,
                placement);
    }

    /** What a Job is for. */
    public enum Kind {
        BACKUP("backup"),
        PRUNE("prune"),
        RESTORE("restore"),
        BOOTSTRAP("bootstrap"),
        MIGRATE("migrate");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** As it is written in labels. */
        public String wire() {
            return wire;
        }
    }

    /** The object a Job goes with. */
    public record Owner(String kind, String name, String uid) {}

    /**
     * A piece of storage in the pod.
     *
     * @param claim name of a claim; empty for room that ends with the pod
     */
    public record Mount(String volume, String path, Optional<String> claim, boolean readOnly) {}
}
