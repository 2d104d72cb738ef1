package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What counts about one SwarmMemoryRestore.
 *
 * @param wanted the backup that was asked for; empty means the newest verified one
 * @param since when its step began
 * @param backup the backup that was chosen
 * @param safetyBackup the backup of what it replaces
 * @param problem what went wrong, if anything did
 */
public record RestoreRecord(
        String name,
        String uid,
        String store,
        Instant created,
        Optional<String> wanted,
        SafetyBackup safety,
        RestoreStep step,
        Instant since,
        Optional<String> backup,
        Optional<String> safetyBackup,
        Optional<String> problem) {
    /** The order in which restores of one store are done. */
    public static final Comparator<RestoreRecord> FIRST_COME =
            Comparator.comparing(RestoreRecord::created).thenComparing(RestoreRecord::name);

    private static final Set<RestoreStep> WITHOUT_POD =
            Set.of(RestoreStep.STOPPING, RestoreStep.RESTORING, RestoreStep.STOPPING_AGAIN, RestoreStep.ROLLING_BACK);

    /** Whether it has begun and not ended. */
    public boolean active() {
        return step != RestoreStep.PENDING && step != RestoreStep.FINISHED;
    }

    /** The backups it needs until it has ended, its own safety backup among them. */
    public Stream<String> holds() {
        return step == RestoreStep.FINISHED
                ? Stream.empty()
                : Stream.of(wanted, backup, safetyBackup).flatMap(Optional::stream);
    }

    /** Whether the store's pod has to be away. */
    public boolean needsPodAway() {
        return WITHOUT_POD.contains(step);
    }
}
