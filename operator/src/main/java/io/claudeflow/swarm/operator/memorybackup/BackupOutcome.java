package io.claudeflow.swarm.operator.memorybackup;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryBackupStatus;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.job.JobReport;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.plan.BackupPlan.Destination;
import io.claudeflow.swarm.operator.plan.BackupPlan.InObjectStorage;
import io.claudeflow.swarm.operator.plan.BackupPlan.OnClaim;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.StorageJobs;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.claudeflow.swarm.operator.status.Rounded;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From what was seen of a backup to its status. Pure.
 *
 * @param previous the status as it is
 * @param swarm the swarm whose memory it is, once that is known
 */
record BackupOutcome(
        BackupRecord backup,
        SwarmMemoryBackupStatus previous,
        Optional<String> swarm,
        @Nullable Long generation,
        Instant now) {

    /** What was made, and where it lies. */
    private record Artifact(JobReport report, String location) {}

    /** It waits; nothing was begun. */
    SwarmMemoryBackupStatus waiting(Reason reason, String message) {
        return with(going(reason, message), null, null, null, Optional.empty());
    }

    /** Its Job runs. */
    SwarmMemoryBackupStatus running(String job, JobState.Active active) {
        var message = active.note().map(note -> "Job " + job + ": " + note).orElse("Job " + job + " is at work.");
        return with(going(Reason.RUNNING, message), job, active.started(), null, Optional.empty());
    }

    /** It can never be taken. */
    SwarmMemoryBackupStatus givenUp(Reason reason, String message) {
        return with(failed(reason, message), previous.job(), previous.startedAt(), moment(null), Optional.empty());
    }

    /** Its Job failed. */
    SwarmMemoryBackupStatus failed(String job, JobState.Failed failure) {
        var reason = switch (failure.reason()) {
            case "DeadlineExceeded" -> Reason.DEADLINE_EXCEEDED;
            case "ResultMissing" -> Reason.RESULT_MISSING;
            default -> Reason.JOB_FAILED;
        };
        var known = reason != Reason.JOB_FAILED || failure.message().startsWith("Job ");
        var message = known ? failure.message() : failure.reason() + ": " + failure.message();
        return with(failed(reason, message), job, failure.started(), moment(failure.ended()), Optional.empty());
    }

    /** Its Job ended well. */
    SwarmMemoryBackupStatus ended(String job, JobState.Done done, Destination destination) {
        var report = done.report();
        if (!"verified".equals(report.result())) {
            return failed(
                    job,
                    new JobState.Failed(
                            "ResultMissing",
                            "Job " + job + " says '" + report.result()
                                    + "' (expected: verified). The image is of another" + " version.",
                            Optional.of(report),
                            done.started(),
                            done.ended()));
        }
        var location = location(destination);
        var message = "The backup was opened, checked and compared with its manifest; it lies at " + location + ".";
        return with(
                List.of(
                        Finding.yes(ConditionType.SUCCEEDED, Reason.VERIFIED, message),
                        Finding.yes(ConditionType.VERIFIED, Reason.VERIFIED, message)),
                job,
                done.started(),
                moment(done.ended()),
                Optional.of(new Artifact(report, location)));
    }

    private String location(Destination destination) {
        var file = backup.name() + StorageJobs.SUFFIX;
        return switch (destination) {
            case OnClaim() -> "claim://" + Names.backupClaim(backup.store()) + "/" + file;
            case InObjectStorage s3 -> s3.location(file);
        };
    }

    private static List<Finding> going(Reason reason, String message) {
        return List.of(
                Finding.unknown(ConditionType.SUCCEEDED, reason, message),
                Finding.unknown(ConditionType.VERIFIED, reason, message));
    }

    private static List<Finding> failed(Reason reason, String message) {
        return List.of(
                Finding.no(ConditionType.SUCCEEDED, reason, message),
                Finding.no(ConditionType.VERIFIED, reason, message));
    }

    private String moment(@Nullable String known) {
        return Optional.ofNullable(known)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private SwarmMemoryBackupStatus with(
            List<Finding> findings,
            @Nullable String job,
            @Nullable String started,
            @Nullable String finished,
            Optional<Artifact> artifact) {
        List<Condition> conditions = Conditions.of(previous.conditions(), findings, generation, now);
        var report = artifact.map(Artifact::report);
        return new SwarmMemoryBackupStatus(
                generation,
                conditions,
                swarm.orElse(previous.swarmId()),
                started,
                finished,
                report.map(JobReport::sizeBytes).map(Rounded::size).orElse(null),
                report.map(JobReport::sizeBytes).orElse(null),
                report.map(JobReport::rows).map(TreeMap::new).orElse(null),
                report.map(JobReport::epoch).orElse(null),
                report.map(JobReport::revision).orElse(null),
                report.flatMap(JobReport::wellFormedSha256).orElse(null),
                artifact.map(Artifact::location).orElse(null),
                job);
    }
}
