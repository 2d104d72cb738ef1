package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStatus;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStep;
import io.claudeflow.swarm.operator.desired.Follows;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.RequestedBackup;
import io.claudeflow.swarm.operator.desired.RequestedRestore;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.plan.Program;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.UpgradeMove;
import io.claudeflow.swarm.operator.plan.UpgradeRecord;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the version of a store, one step a pass. Keeps no state: where it stands is in the store's status. */
final class Upgrader {
    private final ObjectApplier applier;
    private final ObjectCache cache;
    private final UpgradeFactsReader reader;
    private final Events events;
    private final Clock clock;
    private final String offered;

    /** @param offered the version this operator brings */
    Upgrader(
            ObjectApplier applier,
            ObjectCache cache,
            UpgradeFactsReader reader,
            Events events,
            Clock clock,
            String offered) {
        this.applier = applier;
        this.cache = cache;
        this.reader = reader;
        this.events = events;
        this.clock = clock;
        this.offered = offered;
    }

    /**
     * What came of a pass.
     *
     * @param plan with the program that is to run now
     * @param version what runs and was checked
     * @param steady whether a pod that runs is left alone for now
     */
    record Seen(
            StorePlan plan,
            @Nullable String version,
            @Nullable UpgradeStatus status,
            List<Finding> findings,
            Optional<Finding> away,
            boolean running,
            boolean steady,
            boolean soon) {}

    /**
     * Does what is due.
     *
     * @param plan as the status has it
     * @param busy what the store is doing that goes first, for people
     */
    Seen pass(
            StoreResource store,
            StorePlan plan,
            SwarmMemoryStoreStatus previous,
            BackupsSeen backups,
            Optional<String> busy) {
        var set = cache.get(
                StatefulSet.class,
                plan.identity().namespace(),
                Names.statefulSet(plan.identity().name()));
        var pod = cache.get(
                Pod.class,
                plan.identity().namespace(),
                Names.pod(plan.identity().name()));
        var record = record(plan, previous, set, pod);
        var effective = record.effective(plan);
        var facts = reader.read(record, effective, backups.backups(), set, pod, busy);
        var move = UpgradeMove.next(facts);
        var acted = acted(effective, pod, move);
        var status = status(previous.upgrade(), move);
        var version = version(effective, record, move, pod);
        tell(store, previous.upgrade(), status, move);
        var going = record.going();
        return new Seen(
                effective,
                version.map(Program::text).orElse(null),
                status,
                UpgradeFindings.of(facts, move, status, acted, offered),
                going.flatMap(change -> UpgradeFindings.away(change, move)),
                going.filter(change -> change.step() == UpgradeStep.STOPPING).isEmpty(),
                going.filter(change -> change.step() == UpgradeStep.BACKING_UP).isPresent()
                        || move instanceof UpgradeMove.Begin,
                going.isPresent() || move instanceof UpgradeMove.Begin);
    }

    /** A store of an operator that did not write the version down runs what its StatefulSet says. */
    private static UpgradeRecord record(
            StorePlan plan, SwarmMemoryStoreStatus previous, Optional<StatefulSet> set, Optional<Pod> pod) {
        var record = UpgradeRecord.of(previous);
        var served = previous.databaseSize() != null
                || pod.filter(PodDiagnosis::isReady).isPresent();
        if (record.running().isPresent() || !served) {
            return record;
        }
        var found = set.flatMap(one -> one.getSpec().getTemplate().getSpec().getContainers().stream()
                        .filter(container -> Names.MEMORY_CONTAINER.equals(container.getName()))
                        .findFirst())
                .map(container -> Program.of(
                        container.getImage(),
                        plan.image()
                                .wanted()
                                .filter(Program.Whole.class::isInstance)
                                .isPresent()));
        return new UpgradeRecord(found, record.change());
    }

    private static Optional<Program> version(
            StorePlan effective, UpgradeRecord record, UpgradeMove move, Optional<Pod> pod) {
        if (move instanceof UpgradeMove.End(var problem) && problem.isEmpty()) {
            return record.change().map(UpgradeRecord.Change::to);
        }
        var serves = pod.filter(PodDiagnosis::isReady)
                .filter(ready ->
                        Follows.of(ready).filter(Follows.key(effective)::equals).isPresent())
                .isPresent();
        return record.going().isEmpty() && serves
                ? Optional.of(effective.image().program())
                : record.running();
    }

    /** What stood in the way of what was to be done, if anything did. */
    private Optional<String> acted(StorePlan plan, Optional<Pod> pod, UpgradeMove move) {
        return switch (move) {
            case UpgradeMove.AskBackup(var name) ->
                refusal(applier.create(RequestedBackup.of(
                        plan.identity(),
                        name,
                        BackupTrigger.UPGRADE,
                        "before a change of version",
                        plan.backups().destination())));
            case UpgradeMove.AskRestore(var name, var backup) ->
                refusal(applier.create(RequestedRestore.of(plan.identity(), name, backup)));
            case UpgradeMove.Confirm() -> {
                pod.ifPresent(found -> applier.confirm(found, Labels.CHECKED, clock.instant()));
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static Optional<String> refusal(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? Optional.of("The API server refused " + refused.object() + ": " + refused.message())
                : Optional.empty();
    }

    private @Nullable UpgradeStatus status(@Nullable UpgradeStatus before, UpgradeMove move) {
        return switch (move) {
            case UpgradeMove.Rest(var forget) -> forget ? null : before;
            case UpgradeMove.Begin(var from, var to, var backup) ->
                new UpgradeStatus(
                        from.text(),
                        to.text(),
                        UpgradeStep.BACKING_UP,
                        now(),
                        now(),
                        null,
                        backup.orElse(null),
                        null,
                        null);
            case UpgradeMove.Go(var step, var restore, var problem) ->
                changed(before, step, restore, joined(before, problem));
            case UpgradeMove.End(var problem) -> changed(before, UpgradeStep.FINISHED, Optional.empty(), problem);
            default -> before;
        };
    }

    private static Optional<String> joined(@Nullable UpgradeStatus before, Optional<String> problem) {
        var known = Optional.ofNullable(before).map(UpgradeStatus::problem);
        return problem.map(text -> known.map(first -> first + " " + text).orElse(text))
                .or(() -> known);
    }

    private @Nullable UpgradeStatus changed(
            @Nullable UpgradeStatus before, UpgradeStep step, Optional<String> restore, Optional<String> problem) {
        return before == null
                ? null
                : new UpgradeStatus(
                        before.from(),
                        before.to(),
                        step,
                        now(),
                        before.startedAt(),
                        step == UpgradeStep.FINISHED ? now() : null,
                        before.backup(),
                        restore.orElse(before.restore()),
                        problem.map(UpgradeFindings::shortened).orElse(null));
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void tell(
            StoreResource store, @Nullable UpgradeStatus before, @Nullable UpgradeStatus after, UpgradeMove move) {
        if (after == null || after.step() == null || (before != null && after.step() == before.step())) {
            return;
        }
        var what = after.from() + " -> " + after.to() + ": ";
        if (move instanceof UpgradeMove.End(var problem)) {
            events.tell(
                    store,
                    problem.isPresent() ? EventReason.UPGRADE_FAILED : EventReason.UPGRADE_SUCCEEDED,
                    what + problem.orElse("checked and in service."));
        } else {
            events.tell(
                    store,
                    EventReason.UPGRADE_STEP,
                    what + after.step().wire() + (after.problem() == null ? "." : ". " + after.problem()));
        }
    }
}
