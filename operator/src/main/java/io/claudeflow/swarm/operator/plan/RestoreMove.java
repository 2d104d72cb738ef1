package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Away;
import io.claudeflow.swarm.operator.plan.RestoreFacts.BusyStore;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Failed;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Finished;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Going;
import io.claudeflow.swarm.operator.plan.RestoreFacts.KnownStore;
import io.claudeflow.swarm.operator.plan.RestoreFacts.NoStore;
import io.claudeflow.swarm.operator.plan.RestoreFacts.NotBegun;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Ready;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Silent;
import io.claudeflow.swarm.operator.plan.RestoreFacts.UnreadableStore;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a restore does next. Pure: a step is written down before anything of it is done, and everything that is done can
 * be done twice, so that a restore goes on where an operator left it. Whatever fails, the former data serves again.
 */
public sealed interface RestoreMove {
    /** A pod ends within its grace of 30 seconds; more than this, and something holds it. */
    Duration STOPPING = Duration.ofMinutes(5);
    /** A pod that has not become ready by then does not. */
    Duration STARTING = Duration.ofMinutes(10);
    /** A backup that has not begun by then is taken from the claim, without the pod. */
    Duration SILENCE = Duration.ofMinutes(1);

    /** It waits; {@code hindrance} says for what. */
    record Stay(Hindrance hindrance, String message) implements RestoreMove {}

    /** The next step begins. */
    record Go(RestoreStep step, Optional<String> backup, Optional<String> safetyBackup, Optional<String> problem)
            implements RestoreMove {}

    /** The backup of what is replaced is asked for. */
    record AskSafetyBackup(StorePlan plan, String name) implements RestoreMove {}

    /** The Job of the step begins: with {@code backup}, or the former data again. */
    record Begin(StorePlan plan, BackupRecord backup, boolean undo) implements RestoreMove {}

    /** The Job is ended before anything else is done. */
    record Cancel(String message) implements RestoreMove {}

    /** The end. */
    record End(Result result, String message) implements RestoreMove {}

    /** What a restore waits for. */
    enum Hindrance {
        NO_STORE,
        STORE_UNREADABLE,
        STORE_BUSY,
        ANOTHER_RESTORE,
        NO_BACKUP,
        BACKUP_GOING,
        SAFETY_BACKUP,
        POD,
        JOB
    }

    /** How a restore ended. */
    enum Result {
        RESTORED,
        /** The restored data is in place and does not serve. */
        NOT_SERVING,
        NOTHING_CHANGED,
        FORMER_DATA,
        ROLLED_BACK
    }

    /** The way back when the Job of the present step cannot begin, because of {@code problem}. */
    static Go without(String problem) {
        return new Go(RestoreStep.RESUMING, Optional.empty(), Optional.empty(), Optional.of(problem));
    }

    /** The next move. */
    static RestoreMove next(RestoreFacts facts) {
        return switch (facts.store()) {
            case NoStore() ->
                facts.restore().active()
                        ? new End(
                                Result.NOTHING_CHANGED,
                                "SwarmMemoryStore " + facts.restore().store() + " is gone.")
                        : new Stay(
                                Hindrance.NO_STORE,
                                "spec.storeRef.name: there is no SwarmMemoryStore "
                                        + facts.restore().store() + " here (expected: one in this namespace).");
            case UnreadableStore(var why) ->
                new Stay(
                        Hindrance.STORE_UNREADABLE,
                        "SwarmMemoryStore " + facts.restore().store() + " cannot be followed: " + why);
            case BusyStore(var why) -> new Stay(Hindrance.STORE_BUSY, why);
            case KnownStore(var plan, var leaving) -> leaving ? leaving(facts) : step(facts, plan);
        };
    }

    /** Its Job goes first: the final backup of the store is taken from the claim it works on. */
    private static RestoreMove leaving(RestoreFacts facts) {
        return facts.work() instanceof Going
                ? new Cancel("SwarmMemoryStore " + facts.restore().store() + " is being deleted; the Job is ended.")
                : new End(
                        Result.NOTHING_CHANGED,
                        "SwarmMemoryStore " + facts.restore().store() + " is being deleted.");
    }

    private static RestoreMove step(RestoreFacts facts, StorePlan plan) {
        return switch (facts.restore().step()) {
            case PENDING, UNKNOWN -> pending(facts, plan);
            case SAFETY_BACKUP -> safetyBackup(facts, plan);
            case STOPPING -> stopping(facts);
            case RESTORING -> restoring(facts, plan);
            case STARTING -> starting(facts);
            case STOPPING_AGAIN -> stoppingAgain(facts);
            case ROLLING_BACK -> rollingBack(facts, plan);
            case RESUMING, FINISHED -> resuming(facts);
        };
    }

    private static RestoreMove pending(RestoreFacts facts, StorePlan plan) {
        if (plan.storage() instanceof StorePlan.PodStorage) {
            return new End(
                    Result.NOTHING_CHANGED,
                    "spec.persistence of SwarmMemoryStore " + plan.identity().name()
                            + " is false (expected: true): there is no claim to restore to.");
        }
        if (facts.turn().isPresent()) {
            return new Stay(
                    Hindrance.ANOTHER_RESTORE,
                    "SwarmMemoryRestore " + facts.turn().get() + " of the same store goes first.");
        }
        var unusable = facts.source().flatMap(source -> unusable(source, plan));
        if (unusable.isPresent()) {
            return unusable.get();
        }
        return facts.source()
                .<RestoreMove>map(source -> new Go(
                        facts.restore().safety() == SafetyBackup.SKIP
                                ? RestoreStep.STOPPING
                                : RestoreStep.SAFETY_BACKUP,
                        Optional.of(source.name()),
                        facts.restore().safety() == SafetyBackup.SKIP
                                ? Optional.empty()
                                : Optional.of(freeName(facts, plan)),
                        Optional.empty()))
                .orElseGet(() -> new Stay(Hindrance.NO_BACKUP, missing(facts, plan)));
    }

    private static String missing(RestoreFacts facts, StorePlan plan) {
        return facts.restore()
                .wanted()
                .map(name -> "spec.backup: there is no SwarmMemoryBackup " + name
                        + " here (expected: a verified one in this namespace).")
                .orElseGet(() -> "SwarmMemoryStore " + plan.identity().name()
                        + " has no verified backup (expected: one, or spec.backup).");
    }

    private static Optional<RestoreMove> unusable(BackupRecord source, StorePlan plan) {
        if (source.state() == State.PENDING) {
            return Optional.of(
                    new Stay(Hindrance.BACKUP_GOING, "SwarmMemoryBackup " + source.name() + " is not verified yet."));
        }
        if (!source.usable()) {
            return Optional.of(new End(
                    Result.NOTHING_CHANGED,
                    "SwarmMemoryBackup " + source.name() + " cannot be restored (expected: verified): "
                            + source.message()));
        }
        return source.swarm().equals(plan.identity().swarm())
                ? Optional.empty()
                : Optional.of(new End(
                        Result.NOTHING_CHANGED,
                        "SwarmMemoryBackup " + source.name() + " is of swarm " + source.swarm() + " (expected: "
                                + plan.identity().swarm() + "). To begin a store with another swarm's data use"
                                + " spec.bootstrap.fromBackup."));
    }

    private static String freeName(RestoreFacts facts, StorePlan plan) {
        var taken = facts.ownBackups().stream().map(BackupRecord::name).collect(Collectors.toSet());
        var slot = new Slot(facts.now());
        while (taken.contains(slot.backupOf(plan.identity().name()))) {
            slot = slot.next();
        }
        return slot.backupOf(plan.identity().name());
    }

    private static RestoreMove safetyBackup(RestoreFacts facts, StorePlan plan) {
        if (facts.safety().isEmpty()) {
            return new AskSafetyBackup(plan, facts.restore().safetyBackup().orElseThrow());
        }
        var backup = facts.safety().get();
        return switch (backup.state()) {
            case VERIFIED -> go(RestoreStep.STOPPING);
            case FAILED ->
                facts.restore().safety() == SafetyBackup.IF_POSSIBLE
                        ? go(RestoreStep.STOPPING)
                        : new End(Result.NOTHING_CHANGED, noSafety(backup));
            case PENDING ->
                !backup.working()
                                && !(facts.pod() instanceof Ready)
                                && facts.inStep().compareTo(SILENCE) >= 0
                        ? go(RestoreStep.STOPPING)
                        : new Stay(Hindrance.SAFETY_BACKUP, waits(backup));
        };
    }

    private static RestoreMove stopping(RestoreFacts facts) {
        if (facts.turn().isPresent()) {
            return new Stay(
                    Hindrance.ANOTHER_RESTORE,
                    "SwarmMemoryRestore " + facts.turn().get() + " goes first.");
        }
        if (!(facts.pod() instanceof Away)) {
            return facts.inStep().compareTo(STOPPING) >= 0
                    ? go(RestoreStep.RESUMING, "The pod did not end within " + STOPPING + ".")
                    : new Stay(Hindrance.POD, "The pod is ending.");
        }
        return facts.safety()
                .filter(backup -> backup.state() != State.VERIFIED)
                .map(backup -> backup.state() == State.PENDING
                                && (backup.working() || facts.inStep().compareTo(STOPPING) < 0)
                        ? new Stay(Hindrance.SAFETY_BACKUP, waits(backup))
                        : facts.restore().safety() == SafetyBackup.IF_POSSIBLE
                                ? go(RestoreStep.RESTORING)
                                : go(RestoreStep.RESUMING, noSafety(backup)))
                .orElseGet(() -> go(RestoreStep.RESTORING));
    }

    private static RestoreMove restoring(RestoreFacts facts, StorePlan plan) {
        return switch (facts.work()) {
            case NotBegun() ->
                facts.pod() instanceof Away && !backupAtWork(facts)
                        ? facts.source()
                                .filter(BackupRecord::usable)
                                .<RestoreMove>map(source -> new Begin(plan, source, false))
                                .orElseGet(() -> go(
                                        RestoreStep.RESUMING,
                                        "SwarmMemoryBackup "
                                                + facts.restore().backup().orElse("")
                                                + " is gone (expected: a verified one that exists)."))
                        : new Stay(Hindrance.POD, "The pod, or a backup that is being taken, is ending.");
            case Going(var note) -> new Stay(Hindrance.JOB, note);
            case Finished() -> go(RestoreStep.STARTING);
            case Failed(var why) -> go(RestoreStep.RESUMING, why);
        };
    }

    /** One that is taken from the claim, or still believes in the pod. */
    private static boolean backupAtWork(RestoreFacts facts) {
        return facts.ownBackups().stream().anyMatch(BackupRecord::working);
    }

    private static RestoreMove starting(RestoreFacts facts) {
        return switch (facts.pod()) {
            case Ready() ->
                new End(
                        Result.RESTORED,
                        "SwarmMemoryBackup " + facts.restore().backup().orElse("") + " is restored and serves.");
            case Silent(var why, var failing) ->
                failing || facts.inStep().compareTo(STARTING) >= 0
                        ? unserving(facts, "The restored data does not serve: " + why)
                        : new Stay(Hindrance.POD, why);
            case Away() ->
                facts.inStep().compareTo(STARTING) >= 0
                        ? unserving(facts, "The pod did not come back within " + STARTING + ".")
                        : new Stay(Hindrance.POD, "The pod is starting.");
        };
    }

    private static RestoreMove unserving(RestoreFacts facts, String why) {
        return facts.safety().filter(BackupRecord::usable).isPresent()
                ? go(RestoreStep.STOPPING_AGAIN, why)
                : new End(
                        Result.NOT_SERVING,
                        why + " There is no safety backup to go back to; the former database lies beside the new one"
                                + " on the data claim.");
    }

    private static RestoreMove stoppingAgain(RestoreFacts facts) {
        if (facts.pod() instanceof Away) {
            return go(RestoreStep.ROLLING_BACK);
        }
        return facts.inStep().compareTo(STOPPING) >= 0
                ? go(RestoreStep.RESUMING, "The pod did not end, so the former data was not put back.")
                : new Stay(Hindrance.POD, "The pod is ending.");
    }

    private static RestoreMove rollingBack(RestoreFacts facts, StorePlan plan) {
        return switch (facts.work()) {
            case NotBegun() ->
                facts.pod() instanceof Away
                        ? facts.safety()
                                .filter(BackupRecord::usable)
                                .<RestoreMove>map(safety -> new Begin(plan, safety, true))
                                .orElseGet(() -> go(RestoreStep.RESUMING, "The safety backup is gone."))
                        : new Stay(Hindrance.POD, "The pod is ending.");
            case Going(var note) -> new Stay(Hindrance.JOB, note);
            case Finished() -> go(RestoreStep.RESUMING);
            case Failed(var why) -> go(RestoreStep.RESUMING, "The former data could not be put back: " + why);
        };
    }

    private static RestoreMove resuming(RestoreFacts facts) {
        var problem = facts.restore().problem().orElse("");
        if (!(facts.pod() instanceof Ready) && facts.inStep().compareTo(STARTING) < 0) {
            return new Stay(Hindrance.POD, "The pod is starting. " + problem);
        }
        var rolledBack = facts.work() instanceof Finished;
        var serves = facts.pod() instanceof Ready
                ? " The former data serves again."
                : " The pod is not ready; kubectl describe swarmmemorystore says why.";
        return new End(rolledBack ? Result.ROLLED_BACK : Result.FORMER_DATA, problem + serves);
    }

    private static String waits(BackupRecord backup) {
        return "SwarmMemoryBackup " + backup.name() + " of the present data is going on. " + backup.message();
    }

    private static String noSafety(BackupRecord backup) {
        return "The present data could not be backed up, SwarmMemoryBackup " + backup.name() + ": " + backup.message()
                + " To go on without it create another restore with spec.safetyBackup IfPossible or Skip.";
    }

    private static RestoreMove go(RestoreStep step) {
        return new Go(step, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static RestoreMove go(RestoreStep step, String problem) {
        return new Go(step, Optional.empty(), Optional.empty(), Optional.of(problem));
    }
}
