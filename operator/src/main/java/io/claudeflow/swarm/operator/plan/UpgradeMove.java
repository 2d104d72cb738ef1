package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStep;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Answered;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Away;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Ended;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Going;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Held;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.NoAnswer;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.NotAsked;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Ready;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Silent;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Unpullable;
import io.claudeflow.swarm.operator.plan.UpgradeRecord.Change;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a change of version does next. Pure: a step is written down before anything of it is done, and everything that
 * is done can be done twice. Every step has an end in time, and whatever fails, the former version serves again; a
 * version that failed is not tried again until the spec names another one in between.
 */
public sealed interface UpgradeMove {
    /** A registry that does not answer for longer than this does not have the image. */
    Duration PULLING = Duration.ofMinutes(3);
    /** Opening, upgrading and checking a large file takes minutes; more than this, and it does not end. */
    Duration ROLLING = Duration.ofMinutes(30);
    /** The former version has opened this file before. */
    Duration RETURNING = Duration.ofMinutes(10);
    /** A pod ends within its grace; more than this, and something holds it. */
    Duration STOPPING = Duration.ofMinutes(5);
    /** A backup that has not begun by then is taken from the claim, without the pod. */
    Duration SILENCE = Duration.ofMinutes(1);
    /** More than the bounds of a restore's own steps together. */
    Duration RESTORING = Duration.ofHours(2);

    /** A tag that says a version number and nothing else. */
    Pattern NUMBER = Pattern.compile("v?([0-9]+[.][0-9]+[.][0-9]+)");

    /** There is nothing to do. {@code forget}: what is known of the last change does not count any more. */
    record Rest(boolean forget) implements UpgradeMove {}

    /** It waits. */
    record Stay(String message) implements UpgradeMove {}

    /** A change begins. */
    record Begin(Program from, Program to, Optional<String> backup) implements UpgradeMove {}

    /** The next step begins. */
    record Go(UpgradeStep step, Optional<String> restore, Optional<String> problem) implements UpgradeMove {}

    /** The backup before the change is asked for. */
    record AskBackup(String name) implements UpgradeMove {}

    /** The restore of that backup is asked for. */
    record AskRestore(String name, String backup) implements UpgradeMove {}

    /** Clients may reach the new version. */
    record Confirm() implements UpgradeMove {}

    /** The end. {@code problem} is empty when the new version runs. */
    record End(Optional<String> problem) implements UpgradeMove {}

    /** The next move. */
    static UpgradeMove next(UpgradeFacts facts) {
        var going = facts.record().going();
        if (going.isEmpty()) {
            return atRest(facts);
        }
        var change = going.get();
        return switch (change.step()) {
            case BACKING_UP, UNKNOWN -> backingUp(facts, change);
            case STOPPING -> stopping(facts, change);
            case ROLLING -> rolling(facts, change);
            case RETURNING -> returning(facts, change);
            case RESTORING -> restoring(facts, change);
            case FINISHED -> throw new IllegalStateException("A change that has ended does not go on");
        };
    }

    private static UpgradeMove atRest(UpgradeFacts facts) {
        var running = facts.record().running();
        var wanted = facts.plan().image().wanted();
        var failed = facts.record().change().filter(change -> change.problem().isPresent());
        if (running.isEmpty()
                || wanted.isEmpty()
                || wanted.get().text().equals(running.get().text())
                || facts.plan().storage() instanceof StorePlan.PodStorage) {
            return new Rest(failed.isPresent());
        }
        if (failed.filter(change -> change.to().text().equals(wanted.get().text()))
                .isPresent()) {
            return new Rest(false);
        }
        if (facts.busy().isPresent()) {
            return new Stay(facts.busy().get());
        }
        return new Begin(
                running.get(),
                wanted.get(),
                facts.plan().changes().backup() == SafetyBackup.SKIP ? Optional.empty() : Optional.of(freeName(facts)));
    }

    private static String freeName(UpgradeFacts facts) {
        var store = facts.plan().identity().name();
        var taken = facts.backups().stream().map(BackupRecord::name).collect(Collectors.toSet());
        var slot = new Slot(facts.now());
        while (taken.contains(slot.backupOf(store))) {
            slot = slot.next();
        }
        return slot.backupOf(store);
    }

    private static UpgradeMove backingUp(UpgradeFacts facts, Change change) {
        if (isOvertaken(facts, change)) {
            return new Rest(true);
        }
        if (change.backup().isEmpty()) {
            return go(UpgradeStep.ROLLING);
        }
        if (facts.backup().isEmpty()) {
            return new AskBackup(change.backup().get());
        }
        var backup = facts.backup().get();
        var silent = !(facts.pod() instanceof Ready);
        return backup.state() == State.PENDING
                        && silent
                        && !backup.working()
                        && facts.inStep().compareTo(SILENCE) >= 0
                ? go(UpgradeStep.STOPPING)
                : backedUp(facts, backup);
    }

    /** Whether the pod may be given up for the new version. */
    private static UpgradeMove backedUp(UpgradeFacts facts, BackupRecord backup) {
        return switch (backup.state()) {
            case VERIFIED -> go(UpgradeStep.ROLLING);
            case FAILED ->
                facts.plan().changes().backup() == SafetyBackup.IF_POSSIBLE
                        ? go(UpgradeStep.ROLLING)
                        : new End(Optional.of("The data could not be backed up, SwarmMemoryBackup " + backup.name()
                                + ": " + backup.message()
                                + " Nothing was changed. To go on without it set spec.upgradeBackup to IfPossible."));
            case PENDING -> new Stay("SwarmMemoryBackup " + backup.name() + " is going on: " + backup.message());
        };
    }

    private static UpgradeMove stopping(UpgradeFacts facts, Change change) {
        if (isOvertaken(facts, change)) {
            return new Rest(true);
        }
        if (!(facts.pod() instanceof Away) && facts.inStep().compareTo(STOPPING) >= 0) {
            return new End(Optional.of("The pod did not end within " + STOPPING + "; nothing was changed."));
        }
        return facts.backup()
                .map(backup -> backedUp(facts, backup))
                .orElseGet(() -> new AskBackup(change.backup().orElseThrow()));
    }

    private static UpgradeMove rolling(UpgradeFacts facts, Change change) {
        if (isOvertaken(facts, change)) {
            return returnWith("spec asks for something else now.");
        }
        return switch (facts.pod()) {
            case Ready() -> new End(Optional.empty());
            case Held(var answer) -> checked(facts, change, answer);
            case Unpullable(var why) -> facts.inStep().compareTo(PULLING) >= 0 ? returnWith(why) : patience(facts, why);
            case Silent(var why, var hopeless) -> hopeless ? returnWith(why) : patience(facts, why);
            case Away() -> patience(facts, "The pod is not there yet.");
        };
    }

    private static UpgradeMove patience(UpgradeFacts facts, String why) {
        return facts.inStep().compareTo(ROLLING) >= 0
                ? returnWith("The pod was not ready within " + ROLLING + ": " + why)
                : new Stay(why);
    }

    /** The init container has opened, upgraded and checked the file, and the container has read from it. */
    private static UpgradeMove checked(UpgradeFacts facts, Change change, UpgradeFacts.Answer answer) {
        return switch (answer) {
            case NoAnswer(var why) -> patience(facts, why);
            case Answered(var version, var epoch, var revision) ->
                misfit(change, version)
                        .or(() -> lost(facts, epoch, revision))
                        .<UpgradeMove>map(UpgradeMove::returnWith)
                        .orElseGet(Confirm::new);
        };
    }

    private static Optional<String> misfit(Change change, Optional<String> version) {
        if (!(change.to() instanceof Program.Tagged(var tag)) || version.isEmpty()) {
            return Optional.empty();
        }
        var number = NUMBER.matcher(tag);
        return number.matches() && !number.group(1).equals(version.get())
                ? Optional.of("The image with tag " + tag + " reports version " + version.get() + ".")
                : Optional.empty();
    }

    /** A new version that began with an empty file, or an older one, has lost what the backup has. */
    private static Optional<String> lost(UpgradeFacts facts, Optional<Long> epoch, Optional<Long> revision) {
        var saved = facts.saved();
        if (saved.isEmpty() || epoch.isEmpty() || revision.isEmpty()) {
            return Optional.empty();
        }
        var behind = epoch.get() < saved.get().epoch()
                || (epoch.get() == saved.get().epoch()
                        && revision.get() < saved.get().revision());
        return behind
                ? Optional.of("It serves epoch " + epoch.get() + ", revision " + revision.get()
                        + " (expected: at least " + saved.get().epoch() + ", "
                        + saved.get().revision()
                        + ", which is in the backup).")
                : Optional.empty();
    }

    private static UpgradeMove returning(UpgradeFacts facts, Change change) {
        return switch (facts.pod()) {
            case Ready() ->
                new End(Optional.of(
                        change.problem().orElse("") + " " + change.from().text() + " serves again, nothing was lost."));
            case Held held -> new Stay("The former version starts.");
            case Away() -> refused(facts, change, "The pod did not come back.", false);
            case Unpullable(var why) -> refused(facts, change, why, false);
            case Silent(var why, var hopeless) -> refused(facts, change, why, hopeless);
        };
    }

    /** The former version does not serve what the new one left. */
    private static UpgradeMove refused(UpgradeFacts facts, Change change, String why, boolean hopeless) {
        if (!hopeless && facts.inStep().compareTo(RETURNING) < 0) {
            return new Stay(why);
        }
        return facts.backup().filter(BackupRecord::usable).isPresent()
                ? new Go(
                        UpgradeStep.RESTORING,
                        Optional.of(restoreName(facts, change)),
                        Optional.of(change.from().text() + " does not serve it: " + why))
                : new End(Optional.of(
                        change.problem().orElse("") + " " + change.from().text() + " does not serve it either: " + why
                                + " There is no backup from before the change."));
    }

    private static String restoreName(UpgradeFacts facts, Change change) {
        var store = facts.plan().identity().name();
        return Slot.ofBackup(store, change.backup().orElse(""))
                .map(slot -> store + "-upgrade-" + slot.text())
                .orElseGet(() -> store + "-upgrade-" + new Slot(facts.now()).text());
    }

    private static UpgradeMove restoring(UpgradeFacts facts, Change change) {
        return switch (facts.restore()) {
            case NotAsked() ->
                facts.inStep().compareTo(RESTORING) >= 0
                        ? new End(Optional.of(change.problem().orElse("") + " The backup could not be put back."))
                        : new AskRestore(
                                change.restore().orElseThrow(), change.backup().orElseThrow());
            case Going(var note) ->
                facts.inStep().compareTo(RESTORING) >= 0
                        ? new End(Optional.of(change.problem().orElse("") + " The backup was not put back within "
                                + RESTORING + ": " + note))
                        : new Stay(note);
            case Ended(var well, var note, var revision) ->
                new End(Optional.of(change.problem().orElse("") + " "
                        + (well
                                ? change.from().text() + " serves " + restored(facts, change, revision) + " again."
                                : "The backup could not be put back: " + note)));
        };
    }

    /** A snapshot that the new version left, or the backup. */
    private static String restored(UpgradeFacts facts, Change change, Optional<Long> revision) {
        var backup = "the data of SwarmMemoryBackup " + change.backup().orElse("");
        return facts.saved()
                .flatMap(saved -> revision.filter(reached -> reached > saved.revision()))
                .map(reached -> backup + " and what was written after it, up to revision " + reached + ",")
                .orElse(backup);
    }

    private static boolean isOvertaken(UpgradeFacts facts, Change change) {
        return !facts.plan()
                .image()
                .wanted()
                .map(wanted -> wanted.text().equals(change.to().text()))
                .orElse(false);
    }

    private static UpgradeMove returnWith(String problem) {
        return new Go(UpgradeStep.RETURNING, Optional.empty(), Optional.of(problem));
    }

    private static UpgradeMove go(UpgradeStep step) {
        return new Go(step, Optional.empty(), Optional.empty());
    }
}
