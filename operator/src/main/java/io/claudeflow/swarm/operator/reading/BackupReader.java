package io.claudeflow.swarm.operator.reading;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.StoreRef;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryBackupSpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryBackupStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Reason;
import io.claudeflow.swarm.operator.status.Runbooks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** From a SwarmMemoryBackup to what counts about it; one that cannot be read counts as one that does nothing. */
public final class BackupReader {
    /** A status that says nothing yet. */
    public static final SwarmMemoryBackupStatus NONE =
            new SwarmMemoryBackupStatus(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final SwarmMemoryBackupSpec UNREADABLE = new SwarmMemoryBackupSpec(null, null, null, null);

    private BackupReader() {}

    /** What is wanted; all empty when it cannot be read. */
    public static SwarmMemoryBackupSpec spec(BackupResource backup) {
        var tree = Optional.ofNullable(backup.getSpec()).map(RawJson::tree).orElse(null);
        return Decoded.of(tree, "spec", SwarmMemoryBackupSpec.class)
                        instanceof Decoded.Fit<SwarmMemoryBackupSpec>(var spec)
                ? spec
                : UNREADABLE;
    }

    /** The status as it was written last. */
    public static SwarmMemoryBackupStatus status(BackupResource backup) {
        var tree = Optional.ofNullable(backup.getStatus()).map(RawJson::tree).orElse(null);
        return Decoded.of(tree, "status", SwarmMemoryBackupStatus.class)
                        instanceof Decoded.Fit<SwarmMemoryBackupStatus>(var status)
                ? status
                : NONE;
    }

    /** Name of the store it is of; empty text when it names none. */
    public static String store(BackupResource backup) {
        return Optional.ofNullable(spec(backup).storeRef()).map(StoreRef::name).orElse("");
    }

    /** What counts about it. */
    public static BackupRecord record(BackupResource backup) {
        var spec = spec(backup);
        var status = status(backup);
        var metadata = backup.getMetadata();
        var notes = Optional.ofNullable(metadata.getAnnotations()).orElse(Map.of());
        var labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
        var succeeded = Conditions.find(status.conditions(), ConditionType.SUCCEEDED);
        var state = state(succeeded.map(Condition::status).orElse(ConditionStatus.UNKNOWN));
        return new BackupRecord(
                metadata.getName(),
                Optional.ofNullable(spec.storeRef()).map(StoreRef::name).orElse(""),
                Optional.ofNullable(status.swarmId())
                        .orElseGet(() ->
                                Optional.ofNullable(labels.get(Labels.SWARM)).orElse("")),
                Optional.ofNullable(spec.trigger()).orElse(BackupTrigger.MANUAL),
                state,
                Instant.parse(metadata.getCreationTimestamp()),
                Optional.ofNullable(status.finishedAt()).map(Instant::parse),
                succeeded.map(Condition::message).map(Runbooks::without).orElse(""),
                succeeded.map(Condition::reason).filter(reason -> state == State.PENDING && Reason.blocks(reason)),
                succeeded
                        .map(Condition::reason)
                        .filter(Reason.RUNNING.wire()::equals)
                        .isPresent(),
                Optional.ofNullable(spec.destination())
                        .map(destination -> destination.s3() != null)
                        .orElse(false),
                notes.containsKey(Labels.ARTIFACT_REMOVED),
                metadata.getDeletionTimestamp() != null);
    }

    private static State state(ConditionStatus succeeded) {
        return switch (succeeded) {
            case TRUE -> State.VERIFIED;
            case FALSE -> State.FAILED;
            case UNKNOWN -> State.PENDING;
        };
    }
}
