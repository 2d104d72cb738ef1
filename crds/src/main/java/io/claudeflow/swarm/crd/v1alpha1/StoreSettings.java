package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a memory store that a SwarmCluster can pass on. In a SwarmMemoryStore they are fields of the spec
 * and have defaults; in a SwarmCluster they are {@code spec.memory.sqliteConfig}, without defaults, so that the
 * cluster sets only what its author wrote.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.LEGACY_CLAIM_NAMED,
        message = Rules.LEGACY_CLAIM_NAMED_MESSAGE,
        fieldPath = ".legacyDataPVC",
        reason = "FieldValueRequired")
@ValidationRule(value = Rules.ONE_SCHEDULE, message = Rules.ONE_SCHEDULE_MESSAGE, fieldPath = ".backupSchedule")
public record StoreSettings(
        @Size(max = 253)
        @Pattern(Patterns.OPTIONAL_DNS_SUBDOMAIN)
        @JsonPropertyDescription(
                "StorageClass of the data claim; empty text asks for a volume without a class. Fixed at "
                        + "creation. Default: the cluster's default class.")
        @Nullable
        String storageClass,

        @JsonPropertyDescription(
                "Let the data claim grow by itself when it fills. Default: it grows with storageSize only.")
        @Nullable
        StorageAutoGrow storageAutoGrow,

        @Default("Refuse")
        @JsonPropertyDescription(
                "What a smaller storageSize does: Refuse keeps the claim; Rebuild stops the store, takes a verified "
                        + "backup and rebuilds the claim from it in the smaller size. Default Refuse.")
        @Nullable
        StorageShrink storageShrink,

        @Size(min = 1, max = 128)
        @Pattern(Patterns.IMAGE_TAG)
        @JsonPropertyDescription("Tag of the memory service's image. Default: the operator's own version.")
        @Nullable
        String version,

        @Size(min = 1, max = 512)
        @Pattern(Patterns.IMAGE)
        @JsonPropertyDescription(
                "Image of the memory service with its tag or digest; replaces the operator's choice and version.")
        @Nullable
        String image,

        @Size(max = 16)
        @JsonPropertyDescription("Names of Secrets to pull the image with; at most 16. Default none.")
        @Nullable
        List<@Size(min = 1, max = 253) @Pattern(Patterns.DNS_SUBDOMAIN) String> imagePullSecrets,

        @Size(min = 1, max = 253)
        @Pattern(Patterns.DNS_SUBDOMAIN)
        @JsonPropertyDescription(
                "ServiceAccount of the pod; the memory service needs no rights. Default: the namespace's default.")
        @Nullable
        String serviceAccountName,

        @JsonPropertyDescription("Processor time and memory of the pod. Default: computed from cacheMemoryMB.")
        @Nullable
        ComputeResources resources,

        @Min(1)
        @Max(10_000_000)
        @Default("1000")
        @JsonPropertyDescription("Entries the cache holds at most, 1 to 10,000,000. Default 1000.")
        @Nullable
        Integer cacheSize,

        @Min(1)
        @Max(65_536)
        @Default("50")
        @JsonPropertyDescription("Memory the cache uses at most, in MiB, 1 to 65,536. Default 50.")
        @Nullable
        Integer cacheMemoryMB,

        @Min(1)
        @Max(16_777_216)
        @Default("10240")
        @JsonPropertyDescription("Values of more bytes than this are compressed when that makes them smaller; 1 to "
                + "16,777,216. Default 10240.")
        @Nullable
        Integer compressionThreshold,

        @Default("zstd")
        @JsonPropertyDescription(
                "How values above the threshold are compressed: zstd, gzip or none. Stored values stay "
                        + "readable after a change. Default zstd.")
        @Nullable
        Compression compression,

        @DurationText
        @Default("5m")
        @JsonPropertyDescription("How often expired entries are deleted; they are invisible from the "
                + "moment they expire. At least 1s. Default 5m.")
        @Nullable
        String gcInterval,

        @DurationText(atLeast = DurationText.Shortest.MINUTE)
        @JsonPropertyDescription("How often a verified backup is taken, at least 1m. Default: never.")
        @Nullable
        String backupInterval,

        @Min(1)
        @Max(1_000)
        @Default("7")
        @JsonPropertyDescription("Verified backups that are kept, 1 to 1,000; the newest is never removed. Default 7.")
        @Nullable
        Integer backupRetention,

        @JsonPropertyDescription(
                "When verified backups are taken, by the clock. Default: never. Not together with " + "backupInterval.")
        @Nullable
        BackupSchedule backupSchedule,

        @DurationText(atLeast = DurationText.Shortest.MINUTE)
        @JsonPropertyDescription(
                "Backups older than this are removed when the next one is verified, however few there are; "
                        + "never the newest verified one. At least 1m. Default: no limit.")
        @Nullable
        String backupMaxAge,

        @JsonPropertyDescription(
                "Older backups that are kept beyond backupRetention, for days, weeks and months. Default: " + "none.")
        @Nullable
        BackupKeep backupKeep,

        @JsonPropertyDescription("The claim that backups are kept on.") @Nullable
        BackupStorage backupStorage,

        @JsonPropertyDescription("Where backups go. Default: the store's backup claim.") @Nullable
        BackupDestination backupDestination,

        @Default("true")
        @JsonPropertyDescription("Take a final backup before a deleted store goes. Default true.")
        @Nullable
        Boolean backupOnDelete,

        @Default("Retain")
        @JsonPropertyDescription(
                "What becomes of the claims when the store is deleted: Retain keeps them for a store of "
                        + "the same name and swarm; Delete removes the data claim once the final backup is "
                        + "verified or backupOnDelete is false, and the backup claim only when the final backup "
                        + "lies in object storage. Default Retain.")
        @Nullable
        DeletionPolicy deletionPolicy,

        @Default("false")
        @JsonPropertyDescription("Import the data of an older memory from legacyDataPVC once the store serves. Done "
                + "once; set to false and to true again, or change migrationRequest, to ask again. Default false.")
        @Nullable
        Boolean migrateFromLegacy,

        @Size(min = 1, max = 253)
        @Pattern(Patterns.DNS_SUBDOMAIN)
        @JsonPropertyDescription("Claim with the data of an older memory, mounted read-only at /legacy. Required with "
                + "migrateFromLegacy. Default none.")
        @Nullable
        String legacyDataPVC,

        @Size(min = 1, max = 63)
        @Pattern(Patterns.LABEL_VALUE)
        @JsonPropertyDescription("Any word; another one asks for the import again. Default none.")
        @Nullable
        String migrationRequest,

        @JsonPropertyDescription(
                "The data a new store begins with. Counts at creation; can be removed later, not changed. "
                        + "Default: an empty memory.")
        @Nullable
        Bootstrap bootstrap,

        @Default("true")
        @JsonPropertyDescription("Serve the Model Context Protocol beside HTTP and gRPC. Default true.")
        @Nullable
        Boolean mcpMode,

        @Default("true")
        @JsonPropertyDescription(
                "Use SQLite's write-ahead log; false uses a rollback journal: the same guarantees, but "
                        + "readers wait for the writer. Default true.")
        @Nullable
        Boolean enableWAL,

        @Default("true")
        @JsonPropertyDescription(
                "Give free pages back to the file system step by step (incremental auto-vacuum). Fixed "
                        + "when the database file is created. Default true.")
        @Nullable
        Boolean enableVacuum,

        @Default("{}") @JsonPropertyDescription("Who may reach the store over the network.") @Nullable
        NetworkPolicySettings networkPolicy,

        @Default("{}") @JsonPropertyDescription("Whether voluntary disruptions of the pod are held back.") @Nullable
        PodDisruptionBudgetSettings podDisruptionBudget,

        @Default("false")
        @JsonPropertyDescription(
                "Put the store to sleep: a verified backup, then no pod; the claim stays. false wakes it. Default false.")
        @Nullable
        Boolean hibernate,

        @Default("Required")
        @JsonPropertyDescription(
                "Whether the data is backed up before a change of version or image: Required changes nothing without "
                        + "a verified backup, IfPossible tries, Skip does not. Default Required.")
        @Nullable
        SafetyBackup upgradeBackup,

        @JsonPropertyDescription("What is added to the pod. Default: nothing.") @Nullable
        PodTemplate podTemplate,

        @JsonPropertyDescription("The file of retention policies. Default: the ones the memory service ships.")
        @Nullable
        PolicySource policies,

        @JsonPropertyDescription("Further settings of the memory service. Default: the service's own.") @Nullable
        ServiceOptions service) {}
