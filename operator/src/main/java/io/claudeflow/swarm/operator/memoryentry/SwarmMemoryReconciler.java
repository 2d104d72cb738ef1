package io.claudeflow.swarm.operator.memoryentry;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.reading.EntryReader;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.EntryResource;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;

/** Writes one declared entry after the other through to its memory and keeps it in step. */
@ControllerConfiguration(name = SwarmMemoryReconciler.NAME, finalizerName = Labels.ENTRY_FINALIZER)
public final class SwarmMemoryReconciler implements Reconciler<EntryResource>, Cleaner<EntryResource> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "swarmmemory";

    private static final Duration NOT_YET = Duration.ofMillis(500);
    private static final Duration WHILE_LEAVING = Duration.ofSeconds(5);

    private final EntryWork work;
    private final EntryRemoval removal;
    private final PrimaryIndex<EntryResource> index;
    private final StartGate gate;
    private final Events events;

    SwarmMemoryReconciler(
            EntryWork work, EntryRemoval removal, PrimaryIndex<EntryResource> index, StartGate gate, Events events) {
        this.work = work;
        this.removal = removal;
        this.index = index;
        this.gate = gate;
        this.events = events;
    }

    @Override
    public List<EventSource<?, EntryResource>> prepareEventSources(EventSourceContext<EntryResource> context) {
        index.attach(context);
        return List.of();
    }

    @Override
    public UpdateControl<EntryResource> reconcile(EntryResource entry, Context<EntryResource> context) {
        if (!gate.isOpen()) {
            return UpdateControl.<EntryResource>noUpdate().rescheduleAfter(NOT_YET);
        }
        var previous = EntryReader.status(entry);
        var pass = work.pass(entry);
        tell(entry, previous, pass.status());
        var control = previous.equals(pass.status())
                ? UpdateControl.<EntryResource>noUpdate()
                : UpdateControl.patchStatus(withStatus(entry, pass.status()));
        return control.rescheduleAfter(pass.again());
    }

    @Override
    public DeleteControl cleanup(EntryResource entry, Context<EntryResource> context) {
        if (!gate.isOpen()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_YET);
        }
        return removal.finished(entry)
                ? DeleteControl.defaultDelete()
                : DeleteControl.noFinalizerRemoval().rescheduleAfter(WHILE_LEAVING);
    }

    private void tell(EntryResource entry, SwarmMemoryStatus before, SwarmMemoryStatus after) {
        var was = Conditions.find(before.conditions(), ConditionType.READY).map(Condition::reason);
        Conditions.find(after.conditions(), ConditionType.READY)
                .filter(is -> was.filter(reason -> reason.equals(is.reason())).isEmpty())
                .filter(is -> Reason.byWire(String.valueOf(is.reason())).weight() == Reason.Weight.BLOCKED)
                .ifPresent(is -> events.tell(entry, EventReason.BLOCKED, is.reason() + ": " + is.message()));
    }

    private static EntryResource withStatus(EntryResource entry, SwarmMemoryStatus status) {
        var patch = new EntryResource();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(entry.getMetadata().getName())
                .withNamespace(entry.getMetadata().getNamespace())
                .build());
        patch.setStatus(RawJson.of(Decoded.Json.tree(status)));
        return patch;
    }
}
