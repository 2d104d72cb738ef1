package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.DeletionFacts.DataClaim;
import io.claudeflow.swarm.operator.plan.DeletionFacts.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the deletion of a store needs next. Pure; it always comes to {@link Settle} or {@link End}, at the latest when
 * the time for the final backup is over. Data that was not saved keeps its claim, whatever the spec says.
 */
public sealed interface DeletionStep {
    int ATTEMPTS = 3;

    /** Something is going on; it is looked at again. */
    record Wait(String why) implements DeletionStep {}

    /** Ask for a final backup; one that exists is as good. */
    record Ask(String backup, String why) implements DeletionStep {}

    /** Take the pod away, so that the backup can be taken from the claim. */
    record Stop(String why) implements DeletionStep {}

    /**
     * The end: what becomes of the claims.
     *
     * @param data what becomes of the claim with the data
     * @param backups what becomes of the claim with the backups
     * @param mark what a kept claim is labelled with
     * @param saved whether nothing was lost that was to be saved
     * @param message for people
     */
    record Settle(Fate data, Fate backups, String mark, boolean saved, String message) implements DeletionStep {}

    /** The end, without anything that could be done. */
    record End(String message) implements DeletionStep {}

    /** What becomes of a claim. */
    enum Fate {
        ABSENT,
        KEEP,
        REMOVE
    }

    /** The next step. */
    static DeletionStep next(DeletionFacts facts) {
        if (facts.namespaceEnds()) {
            return new End(
                    "The namespace is being deleted: the claims go with it, and no backup can be made any more.");
        }
        if (facts.plan().isEmpty()) {
            return settled(facts, Optional.of("the spec cannot be followed"));
        }
        var backups = facts.plan().get().backups();
        if (!backups.onDelete()
                || !facts.hasData()
                || facts.finalOne(State.VERIFIED).isPresent()) {
            return settled(facts, Optional.empty());
        }
        var going = facts.finalOne(State.PENDING);
        if (facts.timeIsOver() && !facts.finals().isEmpty()) {
            return settled(
                    facts,
                    Optional.of("the final backup was not verified within " + facts.patience()
                            + going.map(backup -> " (" + backup.message().strip() + ")")
                                    .orElse("")));
        }
        if (facts.pod() == Pod.SILENT
                && facts.dataClaim() == DataClaim.BOUND
                && going.filter(BackupRecord::working).isEmpty()) {
            return new Stop("Its pod takes no requests; the final backup is taken from the claim.");
        }
        if (going.isPresent()) {
            return new Wait("SwarmMemoryBackup " + going.get().name() + " is going on: "
                    + going.get().message());
        }
        return facts.finals().size() < ATTEMPTS
                ? new Ask(
                        name(facts),
                        "the store is deleted, attempt " + (facts.finals().size() + 1))
                : settled(
                        facts,
                        facts.finalOne(State.FAILED).map(failed -> "the final backup failed: " + failed.message()));
    }

    /** The end when it has to be now; {@code problem} says why the final backup is missing. */
    static DeletionStep giveUp(DeletionFacts facts, String problem) {
        return facts.namespaceEnds() ? next(facts) : settled(facts, Optional.of(problem));
    }

    private static String name(DeletionFacts facts) {
        var store = facts.plan().orElseThrow().identity().name();
        var taken = facts.backups().stream().map(BackupRecord::name).collect(Collectors.toSet());
        var slot = new Slot(facts.deleted());
        while (taken.contains(slot.backupOf(store))) {
            slot = slot.next();
        }
        return slot.backupOf(store);
    }

    private static DeletionStep settled(DeletionFacts facts, Optional<String> problem) {
        var delete = facts.plan().map(plan -> plan.lifecycle().deleteClaims()).orElse(false);
        var remove = delete && problem.isEmpty();
        var data = facts.dataClaim() == DataClaim.NONE ? Fate.ABSENT : remove ? Fate.REMOVE : Fate.KEEP;
        var backups = !facts.backupClaim() ? Fate.ABSENT : remove && facts.copyElsewhere() ? Fate.REMOVE : Fate.KEEP;
        return new Settle(
                data,
                backups,
                problem.isPresent() ? "NoFinalBackup" : "StoreDeleted",
                problem.isEmpty(),
                told(facts, delete, problem));
    }

    private static String told(DeletionFacts facts, boolean delete, Optional<String> problem) {
        if (problem.isPresent()) {
            return "There is no final backup: " + problem.get() + "."
                    + (delete ? " spec.deletionPolicy Delete is not followed." : "");
        }
        return facts.finalOne(State.VERIFIED)
                .map(backup -> "SwarmMemoryBackup " + backup.name() + " is the final backup.")
                .orElseGet(() -> facts.plan().orElseThrow().backups().onDelete()
                        ? "There is no data to back up."
                        : "spec.backupOnDelete is false: no final backup was taken.");
    }

    /** The backups whose files go with the backup claim. */
    static List<String> lostWith(Settle settle, List<BackupRecord> backups) {
        return settle.backups() != Fate.REMOVE
                ? List.of()
                : backups.stream()
                        .filter(backup -> !backup.inObjectStorage() && backup.state() == State.VERIFIED)
                        .map(BackupRecord::name)
                        .toList();
    }
}
