package io.claudeflow.swarm.operator;

import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterSpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import io.claudeflow.swarm.operator.desired.ClusterStore;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.MemoryDisruptionBudget;
import io.claudeflow.swarm.operator.desired.MemoryJob;
import io.claudeflow.swarm.operator.desired.MemoryNetworkPolicy;
import io.claudeflow.swarm.operator.desired.MemoryServices;
import io.claudeflow.swarm.operator.desired.MemoryStatefulSet;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.plan.ClusterPlan;
import io.claudeflow.swarm.operator.plan.ClusterPlanner;
import io.claudeflow.swarm.operator.plan.JobPlan;
import io.claudeflow.swarm.operator.plan.MigrationPlan;
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StorageJobs;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the operator makes of stores and clusters: see {@link Golden}.
 */
class GoldenTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Platform PLATFORM =
            new Platform("swarm-system", "registry.example.com/swarm-memory", "IfNotPresent", List.of(), "0.1.0");

    @TestFactory
    Stream<DynamicTest> storesBecomeTheirObjects() {
        return Golden.cases("store-plans", folder -> {
            var store = YAML.unmarshal(Golden.read(folder.resolve("in.yaml")), StoreResource.class);
            return switch (storePlan(store)) {
                case PlanResult.Planned<StorePlan>(var plan) -> objects(plan);
                case PlanResult.Rejected<StorePlan> rejected -> Map.of("rejected", rejection(rejected));
            };
        });
    }

    @TestFactory
    Stream<DynamicTest> clustersBecomeTheirStore() {
        return Golden.cases("cluster-plans", folder -> {
            var cluster = YAML.unmarshal(Golden.read(folder.resolve("in.yaml")), ClusterResource.class);
            var spec = fit(Decoded.of(cluster.getSpec(), "spec", SwarmClusterSpec.class));
            var metadata = cluster.getMetadata();
            return switch (ClusterPlanner.plan(metadata.getNamespace(), metadata.getName(), spec)) {
                case PlanResult.Planned<ClusterPlan>(var plan) -> {
                    var out = new TreeMap<String, String>();
                    out.put("ignored", YAML.asYaml(plan.ignored()));
                    plan.store().ifPresent(store -> out.put("store", YAML.asYaml(ClusterStore.of(cluster, store))));
                    yield out;
                }
                case PlanResult.Rejected<ClusterPlan> rejected -> Map.of("rejected", rejection(rejected));
            };
        });
    }

    @TestFactory
    Stream<DynamicTest> importsBecomeTheirJob() {
        return Golden.cases("migration-plans", folder -> {
            var store = YAML.unmarshal(Golden.read(folder.resolve("in.yaml")), StoreResource.class);
            return switch (storePlan(store)) {
                case PlanResult.Planned<StorePlan>(var plan) ->
                    plan.lifecycle()
                            .migration()
                            .map(wanted -> Map.of("job", YAML.asYaml(MemoryJob.of(job(plan, wanted)))))
                            .orElse(Map.of());
                case PlanResult.Rejected<StorePlan> rejected -> Map.of("rejected", rejection(rejected));
            };
        });
    }

    private static JobPlan job(StorePlan plan, MigrationPlan wanted) {
        var store = plan.identity();
        return StorageJobs.of(plan, Names.storage(store.name()))
                .migrate(
                        Names.migrateJob(store.name(), "1-0123abcd"),
                        new JobPlan.Owner("SwarmMemoryStore", store.name(), store.uid()),
                        wanted.claim());
    }

    private static PlanResult<StorePlan> storePlan(StoreResource store) {
        var spec = fit(Decoded.of(store.getSpec(), "spec", SwarmMemoryStoreSpec.class));
        var metadata = store.getMetadata();
        var identity = new StoreIdentity(
                metadata.getNamespace(),
                metadata.getName(),
                metadata.getUid(),
                Optional.ofNullable(spec.swarmId()).orElse(StoreIdentity.defaultSwarm(metadata.getName())),
                Optional.ofNullable(spec.swarmClusterRef()));
        return new StorePlanner(PLATFORM).plan(identity, spec);
    }

    private static Map<String, String> objects(StorePlan plan) {
        var out = new TreeMap<String, HasMetadata>();
        var store = plan.identity();
        if (plan.storage() instanceof ClaimStorage claim) {
            out.put(
                    "claim",
                    MemoryClaim.data(
                            store, claim, Optional.empty(), plan.bootstrap().isPresent(), Optional.empty()));
        }
        out.put("service-headless", MemoryServices.headless(store));
        out.put("service-client", MemoryServices.client(store));
        out.put("statefulset", MemoryStatefulSet.of(plan, true));
        if (plan.network().enabled()) {
            out.put("networkpolicy", MemoryNetworkPolicy.of(store, plan.network()));
        }
        if (plan.disruptionBudget()) {
            out.put("disruptionbudget", MemoryDisruptionBudget.of(store));
        }
        var text = new TreeMap<String, String>();
        out.forEach((name, object) -> text.put(name, YAML.asYaml(object)));
        return text;
    }

    private static String rejection(PlanResult.Rejected<?> rejected) {
        return YAML.asYaml(new TreeMap<>(Map.of(
                "problem", rejected.problem().name(), "field", rejected.field(), "message", rejected.message())));
    }

    private static <T> T fit(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Fit<T>(var value) -> value;
            case Decoded.Misfit<T>(var field, var problem) -> throw new AssertionError(field + ": " + problem);
        };
    }
}
