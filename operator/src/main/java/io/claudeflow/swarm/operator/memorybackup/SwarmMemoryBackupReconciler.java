package io.claudeflow.swarm.operator.memorybackup;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryBackupStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.job.JobListener;
import io.claudeflow.swarm.operator.kubernetes.Bell;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.JobPlan.Kind;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Takes one backup after the other through its Job to its end, after which it never changes. */
@ControllerConfiguration(
        name = SwarmMemoryBackupReconciler.NAME,
        finalizerName = Labels.ARTIFACT_FINALIZER,
        generationAwareEventProcessing = false)
public final class SwarmMemoryBackupReconciler implements Reconciler<BackupResource>, Cleaner<BackupResource> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "swarmmemorybackup";

    private static final Duration NOT_YET = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration WHILE_GOING = Duration.ofSeconds(5);
    private static final Duration AT_REST = Duration.ofHours(24);

    private final BackupWork work;
    private final BackupRemoval removal;
    private final ObjectCache jobs;
    private final PrimaryIndex<BackupResource> index;
    private final Bell<StoreResource> stores;
    private final StartGate gate;
    private final JobListener listener;
    private final Events events;

    SwarmMemoryBackupReconciler(
            BackupWork work,
            BackupRemoval removal,
            ObjectCache jobs,
            PrimaryIndex<BackupResource> index,
            Bell<StoreResource> stores,
            StartGate gate,
            JobListener listener,
            Events events) {
        this.work = work;
        this.removal = removal;
        this.jobs = jobs;
        this.index = index;
        this.stores = stores;
        this.gate = gate;
        this.listener = listener;
        this.events = events;
    }

    @Override
    public List<EventSource<?, BackupResource>> prepareEventSources(EventSourceContext<BackupResource> context) {
        index.attach(context);
        return jobs.watch(List.of(Job.class), BackupResource.class, ObjectCache.byLabel(Labels.BACKUP), context);
    }

    @Override
    public UpdateControl<BackupResource> reconcile(BackupResource backup, Context<BackupResource> context) {
        if (!gate.isOpen()) {
            return UpdateControl.<BackupResource>noUpdate().rescheduleAfter(NOT_YET);
        }
        stores.ring(BackupReader.store(backup), backup);
        if (BackupReader.record(backup).state() != State.PENDING) {
            removal.tidy(backup);
            return UpdateControl.<BackupResource>noUpdate().rescheduleAfter(AT_REST);
        }
        var previous = BackupReader.status(backup);
        var status = work.pass(backup);
        if (previous.equals(status)) {
            return UpdateControl.<BackupResource>noUpdate().rescheduleAfter(WHILE_GOING);
        }
        tell(backup, previous, status);
        var over = status.finishedAt() != null;
        return UpdateControl.patchStatus(withStatus(backup, status)).rescheduleAfter(over ? SOON : WHILE_GOING);
    }

    @Override
    public DeleteControl cleanup(BackupResource backup, Context<BackupResource> context) {
        if (!gate.isOpen()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_YET);
        }
        if (!removal.finished(backup)) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(WHILE_GOING);
        }
        stores.ringForTheLastTime(BackupReader.store(backup), backup);
        return DeleteControl.defaultDelete();
    }

    private void tell(BackupResource backup, SwarmMemoryBackupStatus before, SwarmMemoryBackupStatus after) {
        var was = Conditions.find(before.conditions(), ConditionType.SUCCEEDED).map(Condition::reason);
        var is = Conditions.find(after.conditions(), ConditionType.SUCCEEDED).orElseThrow();
        if (was.filter(reason -> reason.equals(is.reason())).isPresent()) {
            return;
        }
        var reason = is.status() == ConditionStatus.TRUE
                ? EventReason.BACKUP_VERIFIED
                : is.status() == ConditionStatus.FALSE
                        ? EventReason.BACKUP_FAILED
                        : Reason.RUNNING.wire().equals(is.reason())
                                ? EventReason.BACKUP_STARTED
                                : EventReason.BACKUP_WAITING;
        events.tell(backup, reason, is.message() == null ? "" : is.message());
        if (after.startedAt() != null && after.finishedAt() != null) {
            listener.ended(
                    Kind.BACKUP,
                    is.status() == ConditionStatus.TRUE,
                    Duration.between(Instant.parse(after.startedAt()), Instant.parse(after.finishedAt())));
        }
    }

    /** Refused when the object has changed since it was read: what is older never replaces what is newer. */
    private static BackupResource withStatus(BackupResource backup, SwarmMemoryBackupStatus status) {
        var patch = new BackupResource();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(backup.getMetadata().getName())
                .withNamespace(backup.getMetadata().getNamespace())
                .withResourceVersion(backup.getMetadata().getResourceVersion())
                .build());
        patch.setStatus(RawJson.of(Decoded.Json.tree(status)));
        return patch;
    }
}
