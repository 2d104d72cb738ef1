package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.BackupTimes;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import java.time.Instant;

/** Whether a verified backup exists, and none is missing that was due. Pure. */
final class BackedUpFinding {
    private BackedUpFinding() {}

    static Finding of(StorePlan plan, BackupsSeen seen, Instant now) {
        var good = seen.newestVerified();
        var known = good.map(BackedUpFinding::described).orElse("No verified backup exists.");
        var refusal = seen.refusal().filter(text -> !text.isEmpty());
        if (refusal.isPresent()) {
            return no(Reason.API_REFUSED, refusal.get() + " " + known);
        }
        var going = seen.going();
        if (going.isPresent()) {
            var hindrance = going.get().hindrance().map(Reason::byWire);
            var message = "SwarmMemoryBackup " + going.get().name()
                    + (hindrance.isPresent() ? " waits: " : " is going on: ")
                    + going.get().message() + " " + known;
            if (good.isEmpty()) {
                return no(hindrance.orElse(Reason.BACKING_UP), message);
            }
            var reason = hindrance.isPresent() ? Reason.BACKED_UP : Reason.BACKING_UP;
            return isOverdue(plan, seen, good.get(), now)
                    ? no(Reason.BACKUP_OVERDUE, message)
                    : Finding.yes(ConditionType.BACKED_UP, reason, message);
        }
        var failed = seen.failedSince();
        if (failed.isPresent()) {
            return no(
                    Reason.BACKUP_FAILED,
                    "SwarmMemoryBackup " + failed.get().name() + " failed: "
                            + failed.get().message() + " " + known + upcoming(seen));
        }
        return good.map(backup -> isOverdue(plan, seen, backup, now)
                        ? no(
                                Reason.BACKUP_OVERDUE,
                                known + " More than one has been due since ("
                                        + plan.backups().times().text() + ") and was not taken." + upcoming(seen))
                        : Finding.yes(ConditionType.BACKED_UP, Reason.BACKED_UP, known + upcoming(seen)))
                .orElseGet(() -> none(plan, seen));
    }

    private static Finding none(StorePlan plan, BackupsSeen seen) {
        var lost = seen.newestLost();
        if (lost.isPresent()) {
            return no(
                    Reason.NO_BACKUP,
                    "There is no PersistentVolumeClaim "
                            + Names.backupClaim(lost.get().store())
                            + " any more, on which the verified backups lay; SwarmMemoryBackup "
                            + lost.get().name() + " was the newest. The next one makes the claim anew."
                            + upcoming(seen));
        }
        return plan.backups().times() instanceof BackupTimes.Never
                ? no(
                        Reason.NO_BACKUP,
                        "No backup was asked for, none exists (expected: backupInterval, backupSchedule, or the"
                                + " annotation swarm.claudeflow.io/backup-requested).")
                : no(Reason.NO_BACKUP, "No verified backup exists yet." + upcoming(seen));
    }

    /** One missed moment is being made up for; two mean that something is wrong. */
    private static boolean isOverdue(StorePlan plan, BackupsSeen seen, BackupRecord good, Instant now) {
        var times = plan.backups().times();
        return times.latest(seen.created(), now)
                .flatMap(last -> times.latest(seen.created(), last.minusMillis(1)))
                .filter(before -> before.isAfter(good.moment()))
                .isPresent();
    }

    private static String described(BackupRecord backup) {
        return "SwarmMemoryBackup " + backup.name() + " of " + backup.moment() + " is verified.";
    }

    private static String upcoming(BackupsSeen seen) {
        return seen.next().map(next -> " The next one is due at " + next + ".").orElse("");
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.BACKED_UP, reason, message);
    }
}
