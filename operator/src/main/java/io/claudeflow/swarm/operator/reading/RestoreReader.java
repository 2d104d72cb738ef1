package io.claudeflow.swarm.operator.reading;

import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import io.claudeflow.swarm.crd.v1alpha1.StoreRef;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryRestoreSpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryRestoreStatus;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import java.time.Instant;
import java.util.Optional;

/** From a SwarmMemoryRestore to what counts about it; one that cannot be read counts as one that does nothing. */
public final class RestoreReader {
    /** A status that says nothing yet. */
    public static final SwarmMemoryRestoreStatus NONE = new SwarmMemoryRestoreStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final SwarmMemoryRestoreSpec UNREADABLE = new SwarmMemoryRestoreSpec(null, null, null);

    private RestoreReader() {}

    private static SwarmMemoryRestoreSpec spec(RestoreResource restore) {
        var tree = Optional.ofNullable(restore.getSpec()).map(RawJson::tree).orElse(null);
        return Decoded.of(tree, "spec", SwarmMemoryRestoreSpec.class)
                        instanceof Decoded.Fit<SwarmMemoryRestoreSpec>(var spec)
                ? spec
                : UNREADABLE;
    }

    /** The status as it was written last. */
    public static SwarmMemoryRestoreStatus status(RestoreResource restore) {
        var tree = Optional.ofNullable(restore.getStatus()).map(RawJson::tree).orElse(null);
        return Decoded.of(tree, "status", SwarmMemoryRestoreStatus.class)
                        instanceof Decoded.Fit<SwarmMemoryRestoreStatus>(var status)
                ? status
                : NONE;
    }

    /** Name of the store it is for; empty text when it names none. */
    public static String store(RestoreResource restore) {
        return Optional.ofNullable(spec(restore).storeRef()).map(StoreRef::name).orElse("");
    }

    /** What counts about it. */
    public static RestoreRecord record(RestoreResource restore) {
        var spec = spec(restore);
        var status = status(restore);
        var created = Instant.parse(restore.getMetadata().getCreationTimestamp());
        return new RestoreRecord(
                restore.getMetadata().getName(),
                restore.getMetadata().getUid(),
                Optional.ofNullable(spec.storeRef()).map(StoreRef::name).orElse(""),
                created,
                Optional.ofNullable(spec.backup()),
                Optional.ofNullable(spec.safetyBackup()).orElse(SafetyBackup.REQUIRED),
                Optional.ofNullable(status.step()).orElse(RestoreStep.PENDING),
                Optional.ofNullable(status.stepSince()).map(Instant::parse).orElse(created),
                Optional.ofNullable(status.backup()),
                Optional.ofNullable(status.safetyBackup()),
                Optional.ofNullable(status.problem()));
    }
}
