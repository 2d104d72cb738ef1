package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.RebuildStep;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Absent;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Former;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Leaving;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Made;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the rebuild of a data claim in a smaller size does next. Pure: a step is written down before anything of it is
 * done, and everything that is done can be done twice.
 *
 * <p>The pod ends; the data is backed up from the claim and verified; a second, smaller claim is filled from that
 * backup, which proves that it fits and can be had; only then the former claim goes and one of its name comes in its
 * place, and is filled in turn. So there are never fewer than two complete copies: the backup, and the former claim
 * or the second one. Until the former claim goes every failure ends with the store on it, as it was.
 */
public sealed interface RebuildMove {
    /** A pod ends within its grace of 30 seconds; more than this, and something holds it. */
    Duration STOPPING = Duration.ofMinutes(5);
    /** A pod that has not become ready by then does not. */
    Duration STARTING = Duration.ofMinutes(10);
    /** Between two tries to fill the new claim, which is tried until it works. */
    Duration AGAIN = Duration.ofMinutes(1);
    /** The database, its log and room to work; less than this share of the claim is for the data. */
    double ROOM = 0.7;

    /** Nothing is to be done. */
    record Nothing() implements RebuildMove {}

    /** What was written down is of no interest any more. */
    record Forget() implements RebuildMove {}

    /** It cannot begin. */
    record Wait(boolean blocked, String message) implements RebuildMove {}

    /** It waits within its step. */
    record Stay(String message) implements RebuildMove {}

    /** The next step begins. */
    record Go(RebuildRecord record) implements RebuildMove {}

    /** The backup it rests on is asked for. */
    record AskBackup(String name) implements RebuildMove {}

    /** A claim is made, noted as not filled: the second one, or the one in the place of the former. */
    record Make(boolean trial, String size, String backup) implements RebuildMove {}

    /** The Job that fills a claim begins. */
    record Fill(boolean trial, BackupRecord backup) implements RebuildMove {}

    /** The claim is filled: that is to be written on it. */
    record Note(boolean trial, String backup) implements RebuildMove {}

    /** A claim is removed. */
    record Remove(boolean trial) implements RebuildMove {}

    /** The Job that failed is removed; the next look begins it again. */
    record Retry(String message) implements RebuildMove {}

    /** The end; empty problem means that the store serves on the smaller claim. */
    record End(Optional<String> problem) implements RebuildMove {}

    /** The next move. */
    static RebuildMove next(RebuildFacts facts) {
        return facts.record()
                .filter(RebuildRecord::active)
                .map(record -> step(facts, record))
                .orElseGet(() -> idle(facts));
    }

    /** No rebuild is written down: the claims may know of one all the same. */
    private static RebuildMove idle(RebuildFacts facts) {
        if (facts.data() instanceof Made(var note, var size) && !note.filled()) {
            return resumed(facts, RebuildStep.FILLING, size, note);
        }
        if (facts.trial() instanceof Made(var note, var size)) {
            if (facts.data() instanceof Absent && note.filled()) {
                return resumed(facts, RebuildStep.SWAPPING, size, note);
            }
            var keptForPeople =
                    facts.record().flatMap(RebuildRecord::problem).isPresent() && facts.data() instanceof Made;
            return keptForPeople ? new Nothing() : new Remove(true);
        }
        return facts.wanted().isEmpty()
                ? facts.record().flatMap(RebuildRecord::problem).isPresent() ? new Forget() : new Nothing()
                : begin(facts, facts.wanted().get());
    }

    private static RebuildMove resumed(RebuildFacts facts, RebuildStep step, String size, RebuildNote note) {
        return new Go(new RebuildRecord(step, facts.now(), size, Optional.of(note.backup()), Optional.empty()));
    }

    private static RebuildMove begin(RebuildFacts facts, String size) {
        var failed = facts.record()
                .filter(record -> record.problem().isPresent())
                .filter(record -> Amount.compare(record.size(), size) == 0)
                .isPresent();
        if (failed) {
            return new Nothing();
        }
        if (facts.first().isPresent()) {
            return new Wait(false, facts.first().get() + " goes first.");
        }
        if (!(facts.pod() instanceof RestoreFacts.Ready) || facts.used().isEmpty()) {
            return new Wait(false, "It begins when the store serves and says how large its data is.");
        }
        if (facts.used().get() > Amount.bytes(size).doubleValue() * ROOM) {
            return new Wait(
                    true,
                    "spec.storageSize: " + size + " is too small for a database of "
                            + facts.used().get() + " bytes (expected: at least "
                            + (long) Math.ceil(facts.used().get() / ROOM) + " bytes). Nothing was changed.");
        }
        return new Go(new RebuildRecord(RebuildStep.STOPPING, facts.now(), size, Optional.empty(), Optional.empty()));
    }

    private static RebuildMove step(RebuildFacts facts, RebuildRecord record) {
        return switch (record.step()) {
            case STOPPING -> stopping(facts);
            case BACKING_UP -> backingUp(facts, record);
            case TRYING -> trying(facts, record);
            case SWAPPING -> swapping(facts, record);
            case FILLING -> filling(facts, record);
            case STARTING -> starting(facts);
            case RESUMING -> resuming(facts, record);
            case FINISHED, UNKNOWN -> new Nothing();
        };
    }

    private static RebuildMove stopping(RebuildFacts facts) {
        if (facts.wanted().isEmpty() || facts.first().isPresent()) {
            return new Forget();
        }
        if (!(facts.pod() instanceof RestoreFacts.Away)) {
            return facts.inStep().compareTo(STOPPING) >= 0
                    ? back(facts, "The pod did not end within " + STOPPING + ".")
                    : new Stay("The pod is ending.");
        }
        return facts.backups().stream().anyMatch(BackupRecord::working)
                ? new Stay("A backup that has begun is ending.")
                : go(facts, RebuildStep.BACKING_UP, Optional.of(freeName(facts)), Optional.empty());
    }

    private static String freeName(RebuildFacts facts) {
        var taken = facts.backups().stream().map(BackupRecord::name).collect(Collectors.toSet());
        var slot = new Slot(facts.now());
        while (taken.contains(slot.backupOf(facts.store()))) {
            slot = slot.next();
        }
        return slot.backupOf(facts.store());
    }

    private static RebuildMove backingUp(RebuildFacts facts, RebuildRecord record) {
        var name = record.backup().orElse("");
        var backup = facts.backup(name);
        if (backup.isEmpty()) {
            return name.isEmpty() ? back(facts, "The name of its backup was lost.") : new AskBackup(name);
        }
        return switch (backup.get().state()) {
            case PENDING ->
                new Stay("SwarmMemoryBackup " + name + " is going on. "
                        + backup.get().message());
            case FAILED ->
                back(
                        facts,
                        "SwarmMemoryBackup " + name + " failed: " + backup.get().message());
            case VERIFIED ->
                facts.wanted().isEmpty()
                        ? back(facts, "A smaller size is not wanted any more.")
                        : go(facts, RebuildStep.TRYING, record.backup(), Optional.empty());
        };
    }

    private static RebuildMove trying(RebuildFacts facts, RebuildRecord record) {
        var backup = usable(facts, record);
        if (backup.isEmpty()) {
            return back(facts, gone(record));
        }
        return switch (facts.trial()) {
            case Absent() -> new Make(true, record.size(), backup.get().name());
            case Leaving() -> new Stay("A second claim of an earlier try is going.");
            case Former() ->
                back(facts, "The name of the second claim is taken (expected: no claim, or this store's own).");
            case Made(var note, var size)
            when !note.backup().equals(backup.get().name()) -> new Remove(true);
            case Made(var note, var size)
            when note.filled() -> go(facts, RebuildStep.SWAPPING, record.backup(), Optional.empty());
            case Made made ->
                switch (facts.work()) {
                    case RestoreFacts.NotBegun() -> new Fill(true, backup.get());
                    case RestoreFacts.Going(var message) -> new Stay(message);
                    case RestoreFacts.Finished() -> new Note(true, backup.get().name());
                    case RestoreFacts.Failed(var why) ->
                        back(facts, "The data could not be put on a claim of " + record.size() + ": " + why);
                };
        };
    }

    /** The one step that destroys something: only with the backup and the second claim both proven. */
    private static RebuildMove swapping(RebuildFacts facts, RebuildRecord record) {
        var name = record.backup().orElse("");
        return switch (facts.data()) {
            case Former() -> {
                if (usable(facts, record).isEmpty()) {
                    yield back(facts, gone(record));
                }
                if (facts.wanted().isEmpty()) {
                    yield back(facts, "A smaller size is not wanted any more.");
                }
                yield facts.trial() instanceof Made(var note, var size)
                                && note.filled()
                                && note.backup().equals(name)
                        ? new Remove(false)
                        : back(facts, "The second claim is gone.");
            }
            case Leaving() ->
                new Stay(
                        "The former claim is going. A pod that mounts it holds it back, also one that has ended: kubectl"
                                + " describe pvc names it.");
            case Absent() -> new Make(false, record.size(), name);
            case Made made -> go(facts, RebuildStep.FILLING, record.backup(), Optional.empty());
        };
    }

    private static RebuildMove filling(RebuildFacts facts, RebuildRecord record) {
        if (facts.data() instanceof Made(var note, var size) && note.filled()) {
            return go(facts, RebuildStep.STARTING, record.backup(), Optional.empty());
        }
        if (!(facts.data() instanceof Made)) {
            return go(facts, RebuildStep.SWAPPING, record.backup(), Optional.empty());
        }
        return switch (facts.work()) {
            case RestoreFacts.NotBegun() ->
                usable(facts, record)
                        .<RebuildMove>map(backup -> new Fill(false, backup))
                        .orElseGet(() -> new Stay(gone(record) + " A complete copy lies on the second claim."));
            case RestoreFacts.Going(var message) -> new Stay(message);
            case RestoreFacts.Finished() -> new Note(false, record.backup().orElse(""));
            case RestoreFacts.Failed(var why) ->
                facts.inStep().compareTo(AGAIN) < 0 ? new Stay("It is tried again: " + why) : new Retry(why);
        };
    }

    private static RebuildMove starting(RebuildFacts facts) {
        return switch (facts.pod()) {
            case RestoreFacts.Ready() -> facts.trial() instanceof Made ? new Remove(true) : new End(Optional.empty());
            case RestoreFacts.Silent(var why, var failing) ->
                failing || facts.inStep().compareTo(STARTING) >= 0 ? unserving(why) : new Stay(why);
            case RestoreFacts.Away() ->
                facts.inStep().compareTo(STARTING) >= 0
                        ? unserving("The pod did not come back within " + STARTING + ".")
                        : new Stay("The pod is starting.");
        };
    }

    private static RebuildMove unserving(String why) {
        return new End(Optional.of("The store does not serve on the smaller claim: " + why
                + " The second claim is kept, with a complete copy, and so is the backup."));
    }

    private static RebuildMove resuming(RebuildFacts facts, RebuildRecord record) {
        return facts.trial() instanceof Made ? new Remove(true) : new End(record.problem());
    }

    private static Optional<BackupRecord> usable(RebuildFacts facts, RebuildRecord record) {
        return record.backup().flatMap(facts::backup).filter(BackupRecord::usable);
    }

    private static String gone(RebuildRecord record) {
        return "SwarmMemoryBackup " + record.backup().orElse("") + " is gone (expected: a verified one that exists).";
    }

    private static RebuildMove back(RebuildFacts facts, String problem) {
        return go(facts, RebuildStep.RESUMING, facts.record().flatMap(RebuildRecord::backup), Optional.of(problem));
    }

    private static RebuildMove go(
            RebuildFacts facts, RebuildStep step, Optional<String> backup, Optional<String> problem) {
        var size = facts.record().map(RebuildRecord::size).or(facts::wanted).orElse("");
        return new Go(new RebuildRecord(step, facts.now(), size, backup, problem));
    }
}
