package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a new store needs before it starts on its claim. Pure. Whether there is anything to do stands on the claim
 * itself, beside the data: a claim that holds data is never filled again, whoever uses it.
 */
public sealed interface BootstrapStep {
    int ATTEMPTS = 3;

    /** Nothing was asked for. */
    record NotAsked() implements BootstrapStep {}

    /** Nothing is to be done; {@code message} says why. */
    record Settled(boolean filled, String message) implements BootstrapStep {}

    /** It cannot begin yet; it begins when that has changed. */
    record Wait(boolean missing, String message) implements BootstrapStep {}

    /** A fresh backup of the store that is copied is asked for. */
    record AskBackup(String name) implements BootstrapStep {}

    /** The Job that fills the claim begins. */
    record Begin(BackupRecord source) implements BootstrapStep {}

    /** The claim is filled: that is to be written on it. */
    record Filled(String note) implements BootstrapStep {}

    /** It failed, and somebody has to do something. */
    record Failed(String message) implements BootstrapStep {}

    /**
     * What is known.
     *
     * @param wanted what the store is to begin with
     * @param note what stands on the claim
     * @param claimExists whether there is a claim
     * @param created when the store was
     * @param sourceStore whether the store that is copied exists and can be followed
     * @param candidates the backup that is named, or all of the store that is named
     * @param work the Job
     */
    record Facts(
            Optional<BootstrapPlan> wanted,
            Optional<String> note,
            boolean claimExists,
            Instant created,
            boolean sourceStore,
            List<BackupRecord> candidates,
            RestoreFacts.Work work) {}

    /**
     * The next step.
     *
     * @param pending the note on a claim that is still to be filled
     */
    static BootstrapStep next(Facts facts, String pending) {
        if (facts.wanted().isEmpty()) {
            return new NotAsked();
        }
        var wanted = facts.wanted().get();
        if (!facts.claimExists()) {
            return new Wait(false, "The claim is to be made first.");
        }
        if (facts.note().isEmpty()) {
            return new Settled(
                    false,
                    "The claim was there before this store and keeps its data; " + wanted.text() + " was not used.");
        }
        if (!facts.note().get().equals(pending)) {
            return new Settled(true, "The store began with " + facts.note().get() + ".");
        }
        return switch (facts.work()) {
            case RestoreFacts.Going(var message) -> new Wait(false, message);
            case RestoreFacts.Finished() -> new Filled(source(facts, wanted));
            case RestoreFacts.Failed(var why) ->
                new Failed("The claim could not be filled with " + wanted.text() + ": " + why
                        + " Nothing was changed; once the cause is gone delete the Job, and it begins again.");
            case RestoreFacts.NotBegun() -> begin(facts, wanted);
        };
    }

    private static String source(Facts facts, BootstrapPlan wanted) {
        return chosen(facts, wanted)
                .map(backup -> "SwarmMemoryBackup " + backup.name() + " of SwarmMemoryStore " + backup.store())
                .orElseGet(wanted::text);
    }

    private static BootstrapStep begin(Facts facts, BootstrapPlan wanted) {
        var usable = chosen(facts, wanted);
        if (usable.isPresent()) {
            return new Begin(usable.get());
        }
        return switch (wanted) {
            case BootstrapPlan.FromBackup(var name) ->
                facts.candidates().stream()
                        .findFirst()
                        .<BootstrapStep>map(backup -> backup.state() == State.PENDING
                                ? new Wait(false, "SwarmMemoryBackup " + name + " is not verified yet.")
                                : new Failed("spec.bootstrap.fromBackup.name: SwarmMemoryBackup " + name
                                        + " cannot be used (expected: verified): " + backup.message()))
                        .orElseGet(() -> new Wait(
                                true,
                                "spec.bootstrap.fromBackup.name: there is no SwarmMemoryBackup " + name
                                        + " here (expected: a verified one in this namespace)."));
            case BootstrapPlan.FromNewestOf(var store) ->
                new Wait(
                        true,
                        "spec.bootstrap.fromBackup.newestOf: there is no verified backup of SwarmMemoryStore " + store
                                + " here (expected: one in this namespace).");
            case BootstrapPlan.FromStore from -> fresh(facts, from);
        };
    }

    private static Optional<BackupRecord> chosen(Facts facts, BootstrapPlan wanted) {
        var all = wanted instanceof BootstrapPlan.FromStore from ? clones(facts, from) : facts.candidates();
        return all.stream().filter(BackupRecord::usable).max(BackupRecord.OLDEST_FIRST);
    }

    /** The copy is of the store as it is now: a backup of its own is taken, and again if that fails. */
    private static BootstrapStep fresh(Facts facts, BootstrapPlan.FromStore from) {
        var clones = clones(facts, from);
        var going = clones.stream()
                .filter(backup -> backup.state() == State.PENDING)
                .findFirst();
        if (going.isPresent()) {
            return new Wait(
                    false,
                    "SwarmMemoryBackup " + going.get().name() + " of SwarmMemoryStore " + from.store()
                            + " is going on. " + going.get().message());
        }
        if (!facts.sourceStore()) {
            return new Wait(
                    true,
                    "spec.bootstrap.fromStore.name: there is no SwarmMemoryStore " + from.store()
                            + " here that can be followed (expected: a running one in this namespace).");
        }
        return clones.size() < ATTEMPTS
                ? new AskBackup(new Slot(facts.created().plusSeconds(clones.size())).backupOf(from.store()))
                : new Failed("SwarmMemoryStore " + from.store() + " could not be backed up: "
                        + clones.getLast().message() + " Delete the failed SwarmMemoryBackups of trigger Clone, and it"
                        + " is tried again.");
    }

    /** The backups that were taken for this store: they are named after its creation. */
    private static List<BackupRecord> clones(Facts facts, BootstrapPlan.FromStore from) {
        var first = new Slot(facts.created()).moment();
        return facts.candidates().stream()
                .filter(backup -> backup.trigger() == BackupTrigger.CLONE)
                .filter(backup -> Slot.ofBackup(from.store(), backup.name())
                        .filter(slot ->
                                !slot.moment().isBefore(first) && slot.moment().isBefore(first.plusSeconds(ATTEMPTS)))
                        .isPresent())
                .sorted(Comparator.comparing(BackupRecord::name))
                .toList();
    }
}
