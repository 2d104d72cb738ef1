package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.status.Finding;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a store in one pass.
 *
 * @param outcomes what became of every wanted object but the claim
 * @param claimOutcome what became of the claim; empty when none is wanted
 * @param claim the claim as it was before this pass
 * @param figures what its service last told about itself
 * @param backups its backups, and what was done about them
 * @param bootstrap how it stands with what the store is to begin with; empty if nothing was asked for
 * @param restore the restore that replaces its data now
 * @param away why the pod does not serve, when that is on purpose or something is missing
 * @param follows whether the pod runs what the plan says
 * @param rebuild how it stands with the rebuild of the data claim
 * @param migration how it stands with an import of legacy data
 * @param life what was decided about its version and sleep
 */
record StoreObservation(
        List<Outcome> outcomes,
        Optional<Outcome> claimOutcome,
        Optional<PersistentVolumeClaim> claim,
        Optional<StatefulSet> statefulSet,
        Optional<Pod> pod,
        Optional<StoreFigures> figures,
        BackupsSeen backups,
        Optional<Finding> bootstrap,
        Optional<RestoreRecord> restore,
        Optional<Finding> away,
        boolean follows,
        RebuildSeen rebuild,
        MigrationSeen migration,
        Life life) {

    /** The same with what became of an import. */
    StoreObservation with(MigrationSeen now) {
        return new StoreObservation(
                outcomes,
                claimOutcome,
                claim,
                statefulSet,
                pod,
                figures,
                backups,
                bootstrap,
                restore,
                away,
                follows,
                rebuild,
                now,
                life);
    }
}
