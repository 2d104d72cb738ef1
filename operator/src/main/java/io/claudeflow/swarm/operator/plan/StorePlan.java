package io.claudeflow.swarm.operator.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What should exist for one store: every default filled in, every quantity in canonical spelling, nothing nullable.
 *
 * @param legacyClaim claim mounted read-only at {@code /legacy}
 * @param disruptionBudget whether eviction of the pod is forbidden
 * @param bootstrap what a new store begins with; empty means with nothing
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
        Lifecycle lifecycle) {

    /** The program to run. */
    public record Image(String reference, String pullPolicy, List<String> pullSecrets) {}

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
                lifecycle);
    }
}
