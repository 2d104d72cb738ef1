package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.Migration;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the import of legacy data.
 *
 * @param status what is written down of the newest request; empty if there never was one
 * @param finding the condition Migrated
 */
record MigrationSeen(Optional<Migration> status, Finding finding) {

    /** Nobody ever asked for one. */
    static MigrationSeen none() {
        return new MigrationSeen(
                Optional.empty(),
                Finding.no(ConditionType.MIGRATED, Reason.NOT_REQUESTED, "spec.migrateFromLegacy is false."));
    }

    /** Whether something is going to happen of which no event tells. */
    static boolean goesOn(@Nullable List<Condition> conditions) {
        return Conditions.find(conditions, ConditionType.MIGRATED)
                .map(Condition::reason)
                .filter(reason -> Reason.MIGRATING.wire().equals(reason)
                        || Reason.LEGACY_CLAIM_NOT_FOUND.wire().equals(reason))
                .isPresent();
    }
}
