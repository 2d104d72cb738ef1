package io.claudeflow.swarm.operator.memorystore;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pass saw of the store {@code s} of swarm {@code w} in namespace {@code n}, written as YAML. */
final class Seen {
    static final String READY_POD = """
            metadata: {name: s-0, labels: {controller-revision-hash: s-2}}
            status: {podIP: 10.0.0.1, conditions: [{type: Ready, status: "True"}]}
            """;
    static final String BOUND_CLAIM = """
            metadata: {name: s-storage, labels: {swarm.claudeflow.io/store: s, swarm.claudeflow.io/swarm: w}}
            spec: {storageClassName: fast, resources: {requests: {storage: 10Gi}}}
            status: {phase: Bound, capacity: {storage: 10Gi}}
            """;

    static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String CURRENT_SET = """
            metadata: {name: s, generation: 2}
            status: {observedGeneration: 2, updateRevision: s-2}
            """;

    private final List<Outcome> outcomes =
            new ArrayList<>(List.of(new Outcome.Unchanged("Service s"), new Outcome.Unchanged("StatefulSet s")));
    private @Nullable Outcome claimOutcome = new Outcome.Unchanged("PersistentVolumeClaim s-storage");
    private @Nullable PersistentVolumeClaim claim = read(BOUND_CLAIM, PersistentVolumeClaim.class);
    private @Nullable StatefulSet set = read(CURRENT_SET, StatefulSet.class);
    private @Nullable Pod pod = read(READY_POD, Pod.class);
    private @Nullable StoreFigures figures;
    private MigrationSeen migration = MigrationSeen.none();
    private boolean follows = true;
    private BackupsSeen backups = BackupsSeen.none(CREATED);

    static <T> T read(String yaml, Class<T> type) {
        return YAML.unmarshal(yaml, type);
    }

    static StorePlan plan(String spec) {
        var tree = YAML.unmarshal("spec: " + spec, JsonNode.class).get("spec");
        var identity = new StoreIdentity("n", "s", "uid", "w", Optional.empty());
        var platform = new Platform("ops", "swarm-memory", "IfNotPresent", List.of(), "1");
        if (Decoded.of(tree, "spec", SwarmMemoryStoreSpec.class) instanceof Decoded.Fit<SwarmMemoryStoreSpec>(var fit)
                && new StorePlanner(platform).plan(identity, fit) instanceof PlanResult.Planned<StorePlan>(var plan)) {
            return plan;
        }
        throw new AssertionError("No plan for " + spec);
    }

    Seen outcome(Outcome outcome) {
        outcomes.removeIf(other -> other.object().equals(outcome.object()));
        outcomes.add(outcome);
        return this;
    }

    Seen claimOutcome(Outcome outcome) {
        claimOutcome = outcome;
        return this;
    }

    Seen claim(String yaml) {
        claim = read(yaml, PersistentVolumeClaim.class);
        return this;
    }

    Seen noClaim() {
        claim = null;
        return this;
    }

    Seen statefulSet(String yaml) {
        set = read(yaml, StatefulSet.class);
        return this;
    }

    Seen pod(String yaml) {
        pod = read(yaml, Pod.class);
        return this;
    }

    Seen noPod() {
        pod = null;
        return this;
    }

    Seen figures(StoreFigures now) {
        figures = now;
        return this;
    }

    Seen backups(BackupsSeen now) {
        backups = now;
        return this;
    }

    Seen migration(MigrationSeen now) {
        migration = now;
        return this;
    }

    /** The pod runs something else than the spec says. */
    Seen behind() {
        follows = false;
        return this;
    }

    StoreObservation asObservation() {
        return new StoreObservation(
                outcomes,
                Optional.ofNullable(claimOutcome),
                Optional.ofNullable(claim),
                Optional.ofNullable(set),
                Optional.ofNullable(pod),
                Optional.ofNullable(figures),
                backups,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                follows,
                RebuildSeen.none(),
                migration,
                Life.ordinary(plan("{}")));
    }
}
