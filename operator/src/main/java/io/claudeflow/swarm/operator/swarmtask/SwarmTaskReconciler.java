package io.claudeflow.swarm.operator.swarmtask;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.SwarmTaskStatus;
import io.claudeflow.swarm.crd.v1alpha1.TaskPhase;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.reading.TaskReader;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.resource.TaskResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.Objects;

/** Records one task after the other in its memory and mirrors what becomes of it, until it is over. */
@ControllerConfiguration(name = SwarmTaskReconciler.NAME, finalizerName = Labels.TASK_FINALIZER)
public final class SwarmTaskReconciler implements Reconciler<TaskResource>, Cleaner<TaskResource> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "swarmtask";

    private static final Duration NOT_YET = Duration.ofMillis(500);
    private static final Duration WHILE_LEAVING = Duration.ofSeconds(5);
    private static final Duration AT_REST = Duration.ofHours(24);

    private final TaskWork work;
    private final TaskCancellation cancellation;
    private final StartGate gate;
    private final Events events;

    SwarmTaskReconciler(TaskWork work, TaskCancellation cancellation, StartGate gate, Events events) {
        this.work = work;
        this.cancellation = cancellation;
        this.gate = gate;
        this.events = events;
    }

    @Override
    public UpdateControl<TaskResource> reconcile(TaskResource task, Context<TaskResource> context) {
        if (!gate.isOpen()) {
            return UpdateControl.<TaskResource>noUpdate().rescheduleAfter(NOT_YET);
        }
        var previous = TaskReader.status(task);
        if (TaskOutcome.isOver(previous.phase())) {
            return UpdateControl.<TaskResource>noUpdate().rescheduleAfter(AT_REST);
        }
        var pass = work.pass(task);
        tell(task, previous, pass.status());
        var control = previous.equals(pass.status())
                ? UpdateControl.<TaskResource>noUpdate()
                : UpdateControl.patchStatus(withStatus(task, pass.status()));
        return control.rescheduleAfter(pass.again());
    }

    @Override
    public DeleteControl cleanup(TaskResource task, Context<TaskResource> context) {
        if (!gate.isOpen()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_YET);
        }
        return cancellation.finished(task)
                ? DeleteControl.defaultDelete()
                : DeleteControl.noFinalizerRemoval().rescheduleAfter(WHILE_LEAVING);
    }

    private void tell(TaskResource task, SwarmTaskStatus before, SwarmTaskStatus after) {
        var was = Conditions.find(before.conditions(), ConditionType.READY).map(Condition::reason);
        Conditions.find(after.conditions(), ConditionType.READY)
                .filter(is -> was.filter(reason -> reason.equals(is.reason())).isEmpty())
                .filter(is -> Reason.byWire(String.valueOf(is.reason())).weight() == Reason.Weight.BLOCKED)
                .ifPresent(is -> events.tell(task, EventReason.BLOCKED, is.reason() + ": " + is.message()));
        var phase = after.phase();
        if (phase != null && phase != before.phase()) {
            tell(task, after, phase);
        } else if (phase == TaskPhase.IN_PROGRESS && !Objects.equals(before.claimedBy(), after.claimedBy())) {
            tell(task, after, phase);
        }
    }

    private void tell(TaskResource task, SwarmTaskStatus status, TaskPhase phase) {
        var by = status.claimedBy() == null ? "an agent" : status.claimedBy();
        switch (phase) {
            case IN_PROGRESS -> events.tell(task, EventReason.TASK_CLAIMED, "Claimed by " + by + ".");
            case COMPLETED -> events.tell(task, EventReason.TASK_COMPLETED, "Completed by " + by + ".");
            case FAILED -> events.tell(task, EventReason.TASK_FAILED, "The attempt of " + by + " failed.");
            case CANCELLED -> events.tell(task, EventReason.TASK_CANCELLED, "Cancelled in the memory.");
            case PENDING, ASSIGNED, BLOCKED, UNKNOWN -> {}
        }
    }

    private static TaskResource withStatus(TaskResource task, SwarmTaskStatus status) {
        var patch = new TaskResource();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(task.getMetadata().getName())
                .withNamespace(task.getMetadata().getNamespace())
                .build());
        patch.setStatus(RawJson.of(Decoded.Json.tree(status)));
        return patch;
    }
}
