package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryBackupStatus;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStep;
import io.claudeflow.swarm.operator.desired.Follows;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.UpgradeFacts;
import io.claudeflow.swarm.operator.plan.UpgradeRecord;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.RestoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Sees how a change of version stands. A pod that is held back is asked about itself; nothing else is asked anew. */
final class UpgradeFactsReader {
    /** How a program says that a file is too new for it; waiting does not help then. */
    private static final String TOO_NEW = "this program knows";

    private final PrimaryIndex<BackupResource> backups;
    private final PrimaryIndex<RestoreResource> restores;
    private final MemoryServiceClient services;
    private final Clock clock;

    UpgradeFactsReader(
            PrimaryIndex<BackupResource> backups,
            PrimaryIndex<RestoreResource> restores,
            MemoryServiceClient services,
            Clock clock) {
        this.backups = backups;
        this.restores = restores;
        this.services = services;
        this.clock = clock;
    }

    UpgradeFacts read(
            UpgradeRecord record,
            StorePlan plan,
            List<BackupRecord> own,
            Optional<StatefulSet> set,
            Optional<Pod> pod,
            Optional<String> busy) {
        var namespace = plan.identity().namespace();
        var change = record.going();
        var backup = change.flatMap(UpgradeRecord.Change::backup).flatMap(name -> backups.get(namespace, name));
        return new UpgradeFacts(
                record,
                plan,
                clock.instant(),
                busy,
                backup.map(BackupReader::record),
                backup.map(BackupReader::status).flatMap(UpgradeFactsReader::position),
                change.flatMap(UpgradeRecord.Change::restore)
                        .map(name -> restored(namespace, name))
                        .orElseGet(UpgradeFacts.NotAsked::new),
                own,
                pod(record, plan, set, pod));
    }

    private static Optional<UpgradeFacts.Position> position(SwarmMemoryBackupStatus status) {
        return status.epoch() == null || status.revision() == null
                ? Optional.empty()
                : Optional.of(new UpgradeFacts.Position(status.epoch(), status.revision()));
    }

    private UpgradeFacts.Restored restored(String namespace, String name) {
        return restores.get(namespace, name)
                .<UpgradeFacts.Restored>map(found -> {
                    var status = RestoreReader.status(found);
                    var succeeded = Conditions.find(status.conditions(), ConditionType.SUCCEEDED);
                    var note = "SwarmMemoryRestore " + name + ": "
                            + succeeded.map(condition -> condition.message()).orElse("it begins.");
                    return RestoreReader.record(found).step() == RestoreStep.FINISHED
                            ? new UpgradeFacts.Ended(
                                    succeeded
                                            .filter(condition -> condition.status() == ConditionStatus.TRUE)
                                            .isPresent(),
                                    note,
                                    Optional.ofNullable(status.revision()))
                            : new UpgradeFacts.Going(note);
                })
                .orElseGet(UpgradeFacts.NotAsked::new);
    }

    private UpgradeFacts.Pod pod(UpgradeRecord record, StorePlan plan, Optional<StatefulSet> set, Optional<Pod> pod) {
        if (pod.isEmpty()) {
            var comes = set.filter(found -> found.getSpec().getReplicas() > 0).isPresent();
            return comes ? new UpgradeFacts.Silent("The pod is starting.", false) : new UpgradeFacts.Away();
        }
        var found = pod.get();
        if (found.getMetadata().getDeletionTimestamp() != null) {
            return new UpgradeFacts.Silent("The former pod is ending.", false);
        }
        var matters = record.going()
                .filter(change -> change.step() == UpgradeStep.ROLLING || change.step() == UpgradeStep.RETURNING)
                .isPresent();
        if (matters && Follows.of(found).filter(Follows.key(plan)::equals).isEmpty()) {
            return new UpgradeFacts.Silent("The former pod is replaced.", false);
        }
        if (PodDiagnosis.isReady(found)) {
            return new UpgradeFacts.Ready();
        }
        if (plan.image().unchecked() && PodDiagnosis.isHeldBack(found)) {
            return new UpgradeFacts.Held(asked(found));
        }
        var diagnosis = PodDiagnosis.of(found);
        return diagnosis.reason() == Reason.IMAGE_UNAVAILABLE
                ? new UpgradeFacts.Unpullable(diagnosis.message())
                : new UpgradeFacts.Silent(
                        diagnosis.message(),
                        PodDiagnosis.isFailing(found) || diagnosis.message().contains(TOO_NEW));
    }

    private UpgradeFacts.Answer asked(Pod pod) {
        return switch (services.figures(pod.getStatus().getPodIP())) {
            case MemoryServiceClient.Unanswered(var problem) ->
                new UpgradeFacts.NoAnswer(Names.MEMORY_CONTAINER + ": " + problem);
            case MemoryServiceClient.Answered(var figures) ->
                new UpgradeFacts.Answered(
                        Optional.ofNullable(figures.version()),
                        Optional.ofNullable(figures.epoch()),
                        Optional.ofNullable(figures.revision()));
        };
    }
}
