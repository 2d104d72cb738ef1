package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.PodTemplate;
import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What should exist for one store: every default filled in, every quantity in canonical spelling, nothing nullable.
 *
 * @param legacyClaim claim mounted read-only at {@code /legacy}
 * @param disruptionBudget whether eviction of the pod is forbidden
 * @param bootstrap what a new store begins with; empty means with nothing
 * @param pod what users add to the pod
 * @param changes how it is changed
 */
public record StorePlan(
        StoreIdentity identity,
        Image image,
        Storage storage,
        Engine engine,
        Compute compute,
        Network network,
        Optional<String> serviceAccount,
        Optional<String> legacyClaim,
        boolean disruptionBudget,
        BackupPlan backups,
        Optional<BootstrapPlan> bootstrap,
        Lifecycle lifecycle,
        Pod pod,
        Changes changes) {

    /** The same plan with another program. */
    public StorePlan running(Program program, boolean unchecked) {
        return new StorePlan(
                identity,
                new Image(image.repository(), image.wanted(), program, unchecked, image.pullPolicy(), image.pullSecrets()),
                storage,
                engine,
                compute,
                network,
                serviceAccount,
                legacyClaim,
                disruptionBudget,
                backups,
                bootstrap,
                lifecycle,
                pod,
                changes);
    }

    /** The same plan without a schedule of backups. */
    public StorePlan unscheduled() {
        return new StorePlan(
                identity,
                image,
                storage,
                engine,
                compute,
                network,
                serviceAccount,
                legacyClaim,
                disruptionBudget,
                backups.without(),
                bootstrap,
                lifecycle,
                pod,
                changes);
    }

    /**
     * The program to run.
     *
     * @param repository of the operator's own image
     * @param wanted what the spec asks for; empty if it names nothing
     * @param program what is to run now, which during a change of version is not what is wanted
     * @param unchecked whether clients are kept away until it is checked
     */
    public record Image(
            String repository,
            Optional<Program> wanted,
            Program program,
            boolean unchecked,
            String pullPolicy,
            List<String> pullSecrets) {
        /** An image as it is. */
        public Image(String reference, String pullPolicy, List<String> pullSecrets) {
            this("", Optional.empty(), new Program.Whole(reference), false, pullPolicy, pullSecrets);
        }

        /** The image to pull. */
        public String reference() {
            return program.reference(repository);
        }
    }

    /**
     * What users add to the pod.
     *
     * @param settings further settings of the memory service
     * @param follows fields of the spec that differ from their defaults and that a pod is replaced for; of the
     *     template nothing, and not what is only derived from the spec: an operator with other ideas restarts nothing
     */
    public record Pod(
            Optional<PodTemplate> template,
            SortedMap<String, String> settings,
            Optional<PolicyFile> policies,
            SortedMap<String, String> follows) {}

    /** A key of a ConfigMap with retention policies. */
    public record PolicyFile(String configMap, String key) {}

    /**
     * How the store is changed.
     *
     * @param hibernate whether it is to sleep
     * @param backup whether data is backed up before a change of version
     */
    public record Changes(boolean hibernate, SafetyBackup backup) {}

    /** Where the database lies. */
    public sealed interface Storage {
        /** Canonical size. */
        String size();
    }

    /** A claim of its own that outlives the store. */
    public record ClaimStorage(String size, Optional<String> storageClass) implements Storage {}

    /** The pod's own disk: the data ends with the pod. */
    public record PodStorage(String size) implements Storage {}

    /**
     * Settings of the memory service, in its own units.
     *
     * @param cacheEntries entries the cache holds at most
     * @param cacheMemoryMb MiB the cache holds at most
     * @param compressionThreshold bytes above which a value is compressed
     * @param gcInterval a duration as people type it
     */
    public record Engine(
            int cacheEntries,
            int cacheMemoryMb,
            int compressionThreshold,
            String compression,
            String gcInterval,
            boolean wal,
            boolean vacuum,
            boolean mcp) {}

    /**
     * Processor time and memory of a container, canonical.
     *
     * @param cpuLimit empty means none
     * @param heapMb heap of the service in MiB
     */
    public record Compute(
            String cpuRequest, Optional<String> cpuLimit, String memoryRequest, String memoryLimit, long heapMb) {}

    /** Who may reach the pod. */
    public record Network(
            boolean enabled,
            String operatorNamespace,
            List<String> clientNamespaces,
            Map<String, String> clientLabels,
            Optional<String> metricsNamespace) {}

    /**
     * What happens later in the store's life.
     *
     * @param deleteClaims whether the claims go with it
     * @param growth how the data claim grows by itself
     * @param rebuildToShrink whether a smaller size is made by a rebuild
     */
    public record Lifecycle(
            boolean deleteClaims,
            Optional<MigrationPlan> migration,
            Optional<GrowthPlan> growth,
            boolean rebuildToShrink) {}

    /** The same without the claim of an older memory in the pod: one that does not exist keeps a pod from starting. */
    public StorePlan withoutLegacyClaim() {
        return new StorePlan(
                identity,
                image,
                storage,
                engine,
                compute,
                network,
                serviceAccount,
                Optional.empty(),
                disruptionBudget,
                backups,
                bootstrap,
                lifecycle,
                pod,
                changes);
    }
}
