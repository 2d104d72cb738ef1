package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a memory store. Figures are rounded and change at most once a minute, so that a store at rest
 * causes no writes. All moments are RFC 3339 in UTC.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SwarmMemoryStoreStatus(
        @Min(0) @JsonPropertyDescription("The generation of the spec this status was derived from.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "One-word summary of the conditions: Initializing, Ready, Error, Migrating, BackingUp, Upgrading or "
                        + "Hibernated.")
        @Nullable
        Phase phase,

        @Size(max = 32)
        @JsonPropertyDescription("Ready, StorageReady, Migrated, BackedUp and further aspects, one of each type.")
        @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("Whether the claim is bound and has the size that was asked for.") @Nullable
        Boolean storageReady,

        @Size(max = 32) @JsonPropertyDescription("Size of the database file, rounded, for example 12Mi.") @Nullable
        String databaseSize,

        @Min(0) @JsonPropertyDescription("Entries that have not expired.") @Nullable
        Long entryCount,

        @Min(0) @JsonPropertyDescription("Agents known to the swarm.") @Nullable
        Long agentCount,

        @Min(0) @JsonPropertyDescription("Tasks known to the swarm.") @Nullable
        Long taskCount,

        @Min(0) @JsonPropertyDescription("Learned patterns.") @Nullable
        Long patternCount,

        @Size(max = 16)
        @JsonPropertyDescription("Share of reads answered by the cache, in whole percent, for example 93%.")
        @Nullable
        String cacheHitRate,

        @DateTimeText @JsonPropertyDescription("When the newest verified backup was taken.") @Nullable
        String lastBackup,

        @DateTimeText @JsonPropertyDescription("When the next backup is due.") @Nullable
        String nextBackup,

        @Size(max = 63) @JsonPropertyDescription("Name of the newest verified SwarmMemoryBackup.") @Nullable
        String lastVerifiedBackup,

        @DateTimeText
        @JsonPropertyDescription("The moment of the schedule or interval that was acted on last.")
        @Nullable
        String lastScheduledBackup,

        @JsonPropertyDescription("Whether the import of legacy data has finished.") @Nullable
        Boolean migrationCompleted,

        @DateTimeText @JsonPropertyDescription("When the import of legacy data finished.") @Nullable
        String migrationTime,

        @JsonPropertyDescription("The newest import of legacy data.") @Nullable
        Migration migration,

        @JsonPropertyDescription("The newest rebuild of the data claim in a smaller size.") @Nullable
        StorageRebuild storageRebuild,

        @JsonPropertyDescription("Where clients find the store inside the cluster.") @Nullable
        Endpoints endpoints,

        @Size(max = 512)
        @JsonPropertyDescription(
                "What runs and was checked: a tag of the operator's image, or a whole image as in spec.image.")
        @Nullable
        String version,

        @JsonPropertyDescription("The last change of version; absent while there was none.") @Nullable
        UpgradeStatus upgrade,

        @JsonPropertyDescription("How far a store that is to hibernate has come; absent for one that runs.") @Nullable
        HibernationStatus hibernation) {}
