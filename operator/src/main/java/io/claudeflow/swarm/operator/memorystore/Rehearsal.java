package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.MemoryNetworkPolicy;
import io.claudeflow.swarm.operator.desired.MemoryServices;
import io.claudeflow.swarm.operator.desired.MemoryStatefulSet;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One store from its document to its objects and status, without a cluster: what a JVM learns from at build time. */
public final class Rehearsal {
    private static final String DOCUMENT = """
            {"apiVersion": "swarm.claudeflow.io/v1alpha1", "kind": "SwarmMemoryStore",
             "metadata": {"name": "rehearsal-memory", "namespace": "default", "uid": "0", "generation": 1},
             "spec": {"storageSize": "1Gi", "cacheSize": 1000, "networkPolicy": {"enabled": true}}}
            """;

    private Rehearsal() {}

    /** Reads, plans, builds and writes; the result is of no interest. */
    public static void of(KubernetesSerialization json, Platform platform, Instant now) {
        var store = json.unmarshal(DOCUMENT, StoreResource.class);
        if (!(new StoreReader(new StorePlanner(platform)).read(store) instanceof StoreReader.Followed(var plan))
                || !(plan.storage() instanceof ClaimStorage storage)) {
            throw new IllegalStateException("The rehearsal's own store cannot be planned");
        }
        List<HasMetadata> objects = List.of(
                MemoryClaim.data(plan.identity(), storage, Optional.empty(), false, Optional.empty()),
                MemoryServices.headless(plan.identity()),
                MemoryServices.client(plan.identity()),
                MemoryNetworkPolicy.of(plan.identity(), plan.network()),
                MemoryStatefulSet.of(plan, true));
        objects.forEach(object -> json.unmarshal(json.asJson(object), object.getClass()));
        var seen = new StoreObservation(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.<StatefulSet>empty(),
                Optional.empty(),
                Optional.empty(),
                BackupsSeen.none(now),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                RebuildSeen.none(),
                MigrationSeen.none(),
                Life.ordinary(plan));
        var status = StoreStatusFactory.observed(StoreReader.NONE, plan, seen, 1L, now);
        store.setStatus(Decoded.Json.tree(status));
        json.unmarshal(json.asJson(store), StoreResource.class);
    }
}
