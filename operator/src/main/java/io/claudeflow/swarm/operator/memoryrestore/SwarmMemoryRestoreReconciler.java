package io.claudeflow.swarm.operator.memoryrestore;

import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryRestoreStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.job.JobListener;
import io.claudeflow.swarm.operator.kubernetes.Bell;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.plan.JobPlan.Kind;
import io.claudeflow.swarm.operator.reading.RestoreReader;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Takes one restore after the other through its steps to its end, after which it never changes. */
@ControllerConfiguration(
        name = SwarmMemoryRestoreReconciler.NAME,
        finalizerName = Labels.RESTORE_FINALIZER,
        generationAwareEventProcessing = false)
public final class SwarmMemoryRestoreReconciler implements Reconciler<RestoreResource>, Cleaner<RestoreResource> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "swarmmemoryrestore";

    private static final Duration NOT_YET = Duration.ofMillis(500);
    private static final Duration WHILE_GOING = Duration.ofSeconds(2);
    private static final Duration AT_REST = Duration.ofHours(24);
    /** Beyond this a restore that is deleted in the middle is given up. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final RestoreWork work;
    private final ObjectApplier applier;
    private final ObjectCache jobs;
    private final PrimaryIndex<RestoreResource> index;
    private final Bell<StoreResource> stores;
    private final StartGate gate;
    private final JobListener listener;
    private final Events events;
    private final Clock clock;

    SwarmMemoryRestoreReconciler(
            RestoreWork work,
            ObjectApplier applier,
            ObjectCache jobs,
            PrimaryIndex<RestoreResource> index,
            Bell<StoreResource> stores,
            StartGate gate,
            JobListener listener,
            Events events,
            Clock clock) {
        this.work = work;
        this.applier = applier;
        this.jobs = jobs;
        this.index = index;
        this.stores = stores;
        this.gate = gate;
        this.listener = listener;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, RestoreResource>> prepareEventSources(EventSourceContext<RestoreResource> context) {
        index.attach(context);
        return jobs.watch(List.of(Job.class), RestoreResource.class, ObjectCache.byLabel(Labels.RESTORE), context);
    }

    @Override
    public UpdateControl<RestoreResource> reconcile(RestoreResource restore, Context<RestoreResource> context) {
        if (!gate.isOpen()) {
            return UpdateControl.<RestoreResource>noUpdate().rescheduleAfter(NOT_YET);
        }
        stores.ring(RestoreReader.store(restore), restore);
        if (RestoreReader.record(restore).step() == RestoreStep.FINISHED) {
            work.tidy(restore);
            return UpdateControl.<RestoreResource>noUpdate().rescheduleAfter(AT_REST);
        }
        var previous = RestoreReader.status(restore);
        var status = work.pass(restore);
        if (previous.equals(status)) {
            return UpdateControl.<RestoreResource>noUpdate().rescheduleAfter(WHILE_GOING);
        }
        tell(restore, previous, status);
        return UpdateControl.patchStatus(withStatus(restore, status)).rescheduleAfter(WHILE_GOING);
    }

    /** A restore that is deleted in the middle goes on to its end first: the store is not left without its pod. */
    @Override
    public DeleteControl cleanup(RestoreResource restore, Context<RestoreResource> context) {
        if (!gate.isOpen()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_YET);
        }
        var deleted = Instant.parse(restore.getMetadata().getDeletionTimestamp());
        if (RestoreReader.record(restore).active()
                && clock.instant().isBefore(deleted.plus(PATIENCE))
                && !applier.namespaceEnds(restore.getMetadata().getNamespace())) {
            stores.ring(RestoreReader.store(restore), restore);
            var previous = RestoreReader.status(restore);
            var status = work.pass(restore);
            if (!previous.equals(status)) {
                tell(restore, previous, status);
                applier.patchStatus(withStatus(restore, status));
            }
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(WHILE_GOING);
        }
        stores.ringForTheLastTime(RestoreReader.store(restore), restore);
        return DeleteControl.defaultDelete();
    }

    private void tell(RestoreResource restore, SwarmMemoryRestoreStatus before, SwarmMemoryRestoreStatus after) {
        if (Objects.equals(before.step(), after.step()) || after.step() == null) {
            return;
        }
        var is = Conditions.find(after.conditions(), ConditionType.SUCCEEDED).orElseThrow();
        if (after.step() != RestoreStep.FINISHED) {
            var reason = after.step() == RestoreStep.PENDING ? EventReason.RESTORE_WAITING : EventReason.RESTORE_STEP;
            events.tell(restore, reason, after.step().wire() + ": " + is.message());
            return;
        }
        var good = is.status() == ConditionStatus.TRUE;
        events.tell(
                restore,
                good ? EventReason.RESTORE_SUCCEEDED : EventReason.RESTORE_FAILED,
                is.reason() + ": " + is.message());
        if (after.startedAt() != null && after.finishedAt() != null) {
            listener.ended(
                    Kind.RESTORE,
                    good,
                    Duration.between(Instant.parse(after.startedAt()), Instant.parse(after.finishedAt())));
        }
    }

    /** Refused when the object has changed since it was read: what is older never replaces what is newer. */
    private static RestoreResource withStatus(RestoreResource restore, SwarmMemoryRestoreStatus status) {
        var patch = new RestoreResource();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(restore.getMetadata().getName())
                .withNamespace(restore.getMetadata().getNamespace())
                .withResourceVersion(restore.getMetadata().getResourceVersion())
                .build());
        patch.setStatus(RawJson.of(Decoded.Json.tree(status)));
        return patch;
    }
}
