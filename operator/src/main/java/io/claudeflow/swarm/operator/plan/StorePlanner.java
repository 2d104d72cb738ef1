package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.Compression;
import io.claudeflow.swarm.crd.v1alpha1.Compute;
import io.claudeflow.swarm.crd.v1alpha1.DeletionPolicy;
import io.claudeflow.swarm.crd.v1alpha1.MemoryType;
import io.claudeflow.swarm.crd.v1alpha1.NetworkPolicySettings;
import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import io.claudeflow.swarm.crd.v1alpha1.StorageAutoGrow;
import io.claudeflow.swarm.crd.v1alpha1.StorageShrink;
import io.claudeflow.swarm.crd.v1alpha1.StoreSettings;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import io.claudeflow.swarm.operator.plan.PlanResult.Planned;
import io.claudeflow.swarm.operator.plan.PlanResult.Problem;
import io.claudeflow.swarm.operator.plan.PlanResult.Rejected;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a store's spec to its plan. Pure; the defaults are those of the schema, for objects older than it. */
public final class StorePlanner {
    private static final String DEFAULT_SIZE = "10Gi";
    static final int DEFAULT_CACHE_ENTRIES = 1_000;
    static final int DEFAULT_CACHE_MB = 50;
    static final int DEFAULT_THRESHOLD = 10_240;
    static final String DEFAULT_GC_INTERVAL = "5m";
    private static final String DEFAULT_CPU = "100m";
    private static final int DEFAULT_MEMORY_MB = 256;
    private static final int DEFAULT_HEAP_MB = 96;
    private static final int MEMORY_STEP_MB = 32;
    private static final int DEFAULT_GROWTH_THRESHOLD = 80;
    private static final String DEFAULT_GROWTH_STEP = "1Gi";

    private final Platform platform;

    public StorePlanner(Platform platform) {
        this.platform = platform;
    }

    /** The plan for {@code spec}, or the one reason why there is none. */
    public PlanResult<StorePlan> plan(StoreIdentity identity, SwarmMemoryStoreSpec spec) {
        var settings = new Settings(spec.settings());
        var type = Optional.ofNullable(spec.type()).orElse(MemoryType.SQLITE);
        if (type != MemoryType.SQLITE) {
            return rejected(
                    Problem.UNSUPPORTED_TYPE,
                    "spec.type",
                    (type == MemoryType.UNKNOWN ? "its value" : "'" + type.wire() + "'")
                            + " has no engine in this operator (expected: sqlite)");
        }
        if (spec.namespace() != null && !spec.namespace().equals(identity.namespace())) {
            return rejected(
                    Problem.NAMESPACE_NOT_ALLOWED,
                    "spec.namespace",
                    "'" + spec.namespace() + "' is not the store's own namespace (expected: '" + identity.namespace()
                            + "' or nothing). Create the store in namespace " + spec.namespace() + " instead");
        }
        if (settings.value(StoreSettings::compression, Compression.ZSTD) == Compression.UNKNOWN) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.compression",
                    "is not known to this operator (expected: zstd, gzip or none)");
        }
        if (settings.value(StoreSettings::deletionPolicy, DeletionPolicy.RETAIN) == DeletionPolicy.UNKNOWN) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.deletionPolicy",
                    "is not known to this operator (expected: Retain or Delete)");
        }
        if (settings.value(StoreSettings::storageShrink, StorageShrink.REFUSE) == StorageShrink.UNKNOWN) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.storageShrink",
                    "is not known to this operator (expected: Refuse or Rebuild)");
        }
        if (settings.value(StoreSettings::upgradeBackup, SafetyBackup.REQUIRED) == SafetyBackup.UNKNOWN) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.upgradeBackup",
                    "is not known to this operator (expected: Required, IfPossible or Skip)");
        }
        var unknown = spec.settings().podTemplate() == null
                ? Optional.<String>empty()
                : PodPlanner.unknownWord(spec.settings().podTemplate());
        if (unknown.isPresent()) {
            return rejected(Problem.INVALID_SPEC, unknown.get(), "is not known to this operator");
        }
        if (Boolean.FALSE.equals(spec.persistence()) && spec.settings().bootstrap() != null) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.bootstrap",
                    "needs a claim to fill, and spec.persistence is false (expected: persistence true, or no bootstrap)");
        }
        var legacy = settings.maybe(StoreSettings::legacyDataPVC);
        if (legacy.filter(claim -> List.of("-storage", "-backups").contains(removed(claim, identity.name())))
                .isPresent()) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.legacyDataPVC",
                    "'" + legacy.get() + "' is a claim of this store itself (expected: the claim with the data of an"
                            + " older memory)");
        }
        if (settings.maybe(StoreSettings::bootstrap)
                .flatMap(bootstrap -> Optional.ofNullable(bootstrap.fromStore()))
                .filter(from -> identity.name().equals(from.name()))
                .isPresent()) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.bootstrap.fromStore.name",
                    "'" + identity.name() + "' is this store itself, which has nothing to begin with (expected: another"
                            + " store, or fromBackup.newestOf for the data of an earlier store of this name)");
        }
        var complaint = BackupPlanner.complaint(spec.settings());
        if (complaint.isPresent()) {
            return rejected(
                    Problem.INVALID_SPEC,
                    complaint.get().field(),
                    complaint.get().message());
        }
        try {
            return new Planned<>(planned(identity, spec, settings));
        } catch (ArithmeticException | IllegalArgumentException unreadable) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.storageSize, spec.backupStorage.size or spec.resources",
                    "holds a quantity that cannot be read: " + unreadable.getMessage()
                            + " (expected: such as 10Gi, 256Mi, 500m)");
        }
    }

    private StorePlan planned(StoreIdentity identity, SwarmMemoryStoreSpec spec, Settings settings) {
        var size = Amount.ofBytes(Optional.ofNullable(spec.storageSize()).orElse(new Quantity(DEFAULT_SIZE)));
        var storageClass = settings.maybe(StoreSettings::storageClass);
        var cacheMb = settings.value(StoreSettings::cacheMemoryMB, DEFAULT_CACHE_MB);
        return new StorePlan(
                identity,
                image(settings),
                Boolean.FALSE.equals(spec.persistence())
                        ? new StorePlan.PodStorage(size)
                        : new StorePlan.ClaimStorage(size, storageClass),
                new StorePlan.Engine(
                        settings.value(StoreSettings::cacheSize, DEFAULT_CACHE_ENTRIES),
                        cacheMb,
                        settings.value(StoreSettings::compressionThreshold, DEFAULT_THRESHOLD),
                        settings.value(StoreSettings::compression, Compression.ZSTD)
                                .wire(),
                        settings.value(StoreSettings::gcInterval, DEFAULT_GC_INTERVAL),
                        settings.value(StoreSettings::enableWAL, true),
                        settings.value(StoreSettings::enableVacuum, true),
                        settings.value(StoreSettings::mcpMode, true)),
                compute(settings, cacheMb),
                network(settings.maybe(StoreSettings::networkPolicy)),
                settings.maybe(StoreSettings::serviceAccountName),
                settings.maybe(StoreSettings::legacyDataPVC),
                settings.maybe(StoreSettings::podDisruptionBudget)
                        .map(budget -> Boolean.TRUE.equals(budget.enabled()))
                        .orElse(false),
                BackupPlanner.plan(identity, settings.all(), new StorePlan.ClaimStorage(size, storageClass)),
                BackupPlanner.bootstrap(settings.all().bootstrap()),
                new StorePlan.Lifecycle(
                        settings.value(StoreSettings::deletionPolicy, DeletionPolicy.RETAIN) == DeletionPolicy.DELETE,
                        migration(settings),
                        settings.maybe(StoreSettings::storageAutoGrow).flatMap(StorePlanner::growth),
                        settings.value(StoreSettings::storageShrink, StorageShrink.REFUSE) == StorageShrink.REBUILD),
                PodPlanner.plan(settings.all()),
                new StorePlan.Changes(
                        settings.value(StoreSettings::hibernate, false),
                        settings.value(StoreSettings::upgradeBackup, SafetyBackup.REQUIRED)));
    }

    private static Optional<GrowthPlan> growth(StorageAutoGrow grow) {
        return Optional.ofNullable(grow.maximum())
                .map(maximum -> new GrowthPlan(
                        Optional.ofNullable(grow.threshold()).orElse(DEFAULT_GROWTH_THRESHOLD),
                        Amount.ofBytes(Optional.ofNullable(grow.step()).orElse(new Quantity(DEFAULT_GROWTH_STEP))),
                        Amount.ofBytes(maximum)));
    }

    private static Optional<MigrationPlan> migration(Settings settings) {
        return settings.value(StoreSettings::migrateFromLegacy, false)
                ? settings.maybe(StoreSettings::legacyDataPVC)
                        .map(claim -> new MigrationPlan(claim, settings.maybe(StoreSettings::migrationRequest)))
                : Optional.empty();
    }

    private StorePlan.Image image(Settings settings) {
        var wanted = settings.maybe(StoreSettings::image)
                .<Program>map(Program.Whole::new)
                .or(() -> settings.maybe(StoreSettings::version).map(Program.Tagged::new));
        return new StorePlan.Image(
                platform.imageRepository(),
                wanted,
                wanted.orElseGet(() -> new Program.Tagged(platform.version())),
                false,
                platform.imagePullPolicy(),
                settings.value(StoreSettings::imagePullSecrets, platform.imagePullSecrets()));
    }

    /**
     * 256 MiB with a heap of 96 carry the default cache of 50 MiB. Beyond that each MiB of cache asks for two more of
     * both: its entries, and as much again so that the collector has room. The container's memory is rounded up to
     * 32 MiB; request and limit are the same, so that a full node never takes memory from a store.
     */
    private static StorePlan.Compute compute(Settings settings, int cacheMb) {
        var more = 2L * Math.max(0, cacheMb - DEFAULT_CACHE_MB);
        var rounded = (DEFAULT_MEMORY_MB + more + MEMORY_STEP_MB - 1) / MEMORY_STEP_MB * MEMORY_STEP_MB;
        var computed = Amount.ofBytes(new Quantity(rounded + "Mi"));
        var resources = settings.maybe(StoreSettings::resources);
        var requests = resources.flatMap(both -> Optional.ofNullable(both.requests()));
        var limits = resources.flatMap(both -> Optional.ofNullable(both.limits()));
        var memoryRequest = requests.flatMap(StorePlanner::memory);
        var memoryLimit = limits.flatMap(StorePlanner::memory);
        return new StorePlan.Compute(
                requests.flatMap(StorePlanner::cpu).orElse(DEFAULT_CPU),
                limits.flatMap(StorePlanner::cpu),
                memoryRequest.orElse(memoryLimit.orElse(computed)),
                memoryLimit.orElse(larger(computed, memoryRequest.orElse(computed))),
                DEFAULT_HEAP_MB + more);
    }

    private static String removed(String text, String start) {
        return text.startsWith(start) ? text.substring(start.length()) : "";
    }

    private static String larger(String one, String other) {
        return Amount.bytes(new Quantity(one)).compareTo(Amount.bytes(new Quantity(other))) >= 0 ? one : other;
    }

    private static Optional<String> cpu(Compute compute) {
        return Optional.ofNullable(compute.cpu()).map(Amount::ofCores);
    }

    private static Optional<String> memory(Compute compute) {
        return Optional.ofNullable(compute.memory()).map(Amount::ofBytes);
    }

    private StorePlan.Network network(Optional<NetworkPolicySettings> settings) {
        return new StorePlan.Network(
                settings.map(policy -> !Boolean.FALSE.equals(policy.enabled())).orElse(true),
                platform.operatorNamespace(),
                settings.flatMap(policy -> Optional.ofNullable(policy.allowedNamespaces())).orElse(List.of()).stream()
                        .distinct()
                        .sorted()
                        .toList(),
                new TreeMap<>(settings.flatMap(policy -> Optional.ofNullable(policy.clientPodLabels()))
                        .orElse(Map.of())),
                settings.flatMap(policy -> Optional.ofNullable(policy.metricsNamespace())));
    }

    private static PlanResult<StorePlan> rejected(Problem problem, String field, String message) {
        return new Rejected<>(problem, field, field + ": " + message + ".");
    }

    /** The settings of a spec, of which every one may be absent. */
    private record Settings(StoreSettings all) {
        <T> Optional<T> maybe(Function<StoreSettings, @Nullable T> field) {
            return Optional.ofNullable(field.apply(all));
        }

        <T> T value(Function<StoreSettings, @Nullable T> field, T fallback) {
            return maybe(field).orElse(fallback);
        }
    }
}
