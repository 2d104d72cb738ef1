package io.claudeflow.swarm.operator.reading;

import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.plan.RebuildRecord;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.plan.UpgradeRecord;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import java.time.Instant;
import java.util.Optional;

/** From one object in the cluster to its plan; whatever is wrong with it is a finding about this object only. */
public final class StoreReader {
    /** A status that says nothing yet. */
    public static final SwarmMemoryStoreStatus NONE = new SwarmMemoryStoreStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null);

    private final StorePlanner planner;

    /** @param planner makes the plans */
    public StoreReader(StorePlanner planner) {
        this.planner = planner;
    }

    /** What came of reading a store. */
    public sealed interface Reading {}

    /** Its spec can be followed. */
    public record Followed(StorePlan plan) implements Reading {}

    /** Its spec cannot be followed; {@code finding} says why, as the condition Ready. */
    public record Refused(Finding finding) implements Reading {}

    /** The plan of {@code store}, with the program that is to run now, or why there is none. */
    public Reading read(StoreResource store) {
        return switch (spec(store)) {
            case Decoded.Misfit<SwarmMemoryStoreSpec>(var field, var problem) ->
                new Refused(Finding.no(
                        ConditionType.READY,
                        Reason.INVALID_SPEC,
                        field + " cannot be read: " + problem + ". Correct it; nothing was changed."));
            case Decoded.Fit<SwarmMemoryStoreSpec>(var spec) ->
                planned(planner.plan(identity(store), spec), UpgradeRecord.of(status(store)));
        };
    }

    private static Reading planned(PlanResult<StorePlan> result, UpgradeRecord version) {
        return switch (result) {
            case PlanResult.Planned<StorePlan>(var plan) -> new Followed(version.effective(plan));
            case PlanResult.Rejected<StorePlan> rejected -> {
                var reason = switch (rejected.problem()) {
                    case INVALID_SPEC -> Reason.INVALID_SPEC;
                    case UNSUPPORTED_TYPE -> Reason.UNSUPPORTED_TYPE;
                    case NAMESPACE_NOT_ALLOWED -> Reason.NAMESPACE_NOT_ALLOWED;
                };
                yield new Refused(Finding.no(ConditionType.READY, reason, rejected.message()));
            }
        };
    }

    /** The plan, if there is one. */
    public Optional<StorePlan> plan(StoreResource store) {
        return read(store) instanceof Followed(var plan) ? Optional.of(plan) : Optional.empty();
    }

    /** Who the store is; a spec that cannot be read leaves the defaults. */
    public static StoreIdentity identity(StoreResource store) {
        var metadata = store.getMetadata();
        var swarm = Optional.ofNullable(store.getSpec())
                .map(spec -> spec.path("swarmId").asText(""))
                .filter(text -> !text.isEmpty());
        var cluster = Optional.ofNullable(store.getSpec())
                .map(spec -> spec.path("swarmClusterRef").asText(""))
                .filter(text -> !text.isEmpty());
        return new StoreIdentity(
                metadata.getNamespace(),
                metadata.getName(),
                metadata.getUid(),
                swarm.orElse(StoreIdentity.defaultSwarm(metadata.getName())),
                cluster);
    }

    /** The status as it was written last; one that cannot be read counts as none. */
    public static SwarmMemoryStoreStatus status(StoreResource store) {
        return Decoded.of(store.getStatus(), "status", SwarmMemoryStoreStatus.class)
                        instanceof Decoded.Fit<SwarmMemoryStoreStatus>(var status)
                ? status
                : NONE;
    }

    /** The rebuild of its data claim that is written down and has not ended. */
    public static Optional<RebuildRecord> rebuilding(StoreResource store) {
        return rebuild(status(store)).filter(RebuildRecord::active);
    }

    /** What a status says of the newest rebuild. */
    public static Optional<RebuildRecord> rebuild(SwarmMemoryStoreStatus status) {
        var known = status.storageRebuild();
        if (known == null) {
            return Optional.empty();
        }
        var step = known.step();
        var since = known.since();
        var size = known.size();
        if (step == null || since == null || size == null) {
            return Optional.empty();
        }
        return Optional.of(new RebuildRecord(
                step,
                Instant.parse(since),
                size,
                Optional.ofNullable(known.backup()),
                Optional.ofNullable(known.problem())));
    }

    private static Decoded<SwarmMemoryStoreSpec> spec(StoreResource store) {
        return Decoded.of(store.getSpec(), "spec", SwarmMemoryStoreSpec.class);
    }
}
