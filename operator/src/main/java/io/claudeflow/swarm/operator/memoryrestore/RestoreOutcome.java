package io.claudeflow.swarm.operator.memoryrestore;

import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryRestoreStatus;
import io.claudeflow.swarm.operator.job.JobReport;
import io.claudeflow.swarm.operator.plan.RestoreMove;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.claudeflow.swarm.operator.status.Rounded;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a move to the status. Pure.
 *
 * @param previous the status as it is
 * @param swarm of the store, once that is known
 * @param job the Job of the step, if it is there
 * @param report what the Job of the step left, if it ended well
 */
record RestoreOutcome(
        RestoreRecord restore,
        SwarmMemoryRestoreStatus previous,
        Optional<String> swarm,
        Optional<String> job,
        Optional<JobReport> report,
        @Nullable Long generation,
        Instant now) {
    private static final int LONGEST_PROBLEM = 4_000;

    SwarmMemoryRestoreStatus staying(RestoreMove.Stay stay) {
        var reason = switch (stay.hindrance()) {
            case NO_STORE -> Reason.STORE_NOT_FOUND;
            case STORE_UNREADABLE, STORE_BUSY -> Reason.WAITING_FOR_STORE;
            case ANOTHER_RESTORE -> Reason.WAITING_FOR_TURN;
            case NO_BACKUP -> Reason.BACKUP_NOT_FOUND;
            case BACKUP_GOING, SAFETY_BACKUP -> Reason.BACKING_UP;
            case POD, JOB -> Reason.RUNNING;
        };
        return with(
                Finding.unknown(ConditionType.SUCCEEDED, reason, stay.message()),
                restore.step(),
                job.orElse(previous.job()));
    }

    SwarmMemoryRestoreStatus going(RestoreMove.Go go) {
        var message = "Step " + go.step().wire() + " begins."
                + go.problem().map(text -> " " + text).orElse("");
        var status = with(
                Finding.unknown(ConditionType.SUCCEEDED, Reason.RUNNING, message),
                go.step(),
                job.orElse(previous.job()));
        return new SwarmMemoryRestoreStatus(
                status.observedGeneration(),
                status.conditions(),
                status.swarmId(),
                status.step(),
                moment(),
                go.backup().orElse(status.backup()),
                go.safetyBackup().orElse(status.safetyBackup()),
                go.problem()
                        .map(text -> Optional.ofNullable(status.problem())
                                .map(before -> before + " " + text)
                                .orElse(text))
                        .map(RestoreOutcome::shortened)
                        .orElse(status.problem()),
                status.startedAt() == null ? moment() : status.startedAt(),
                status.finishedAt(),
                status.size(),
                status.sizeBytes(),
                status.rows(),
                status.epoch(),
                status.revision(),
                status.sha256(),
                status.job());
    }

    SwarmMemoryRestoreStatus begun(String job) {
        return with(
                Finding.unknown(ConditionType.SUCCEEDED, Reason.RUNNING, "Job " + job + " is at work."),
                restore.step(),
                job);
    }

    SwarmMemoryRestoreStatus hindered(Reason reason, String message) {
        return with(
                Finding.unknown(ConditionType.SUCCEEDED, reason, message), restore.step(), job.orElse(previous.job()));
    }

    SwarmMemoryRestoreStatus ended(RestoreMove.End end) {
        var finding = switch (end.result()) {
            case RESTORED -> Finding.yes(ConditionType.SUCCEEDED, Reason.RESTORED, end.message());
            case ROLLED_BACK -> Finding.no(ConditionType.SUCCEEDED, Reason.ROLLED_BACK, end.message());
            case NOTHING_CHANGED, FORMER_DATA, NOT_SERVING ->
                Finding.no(ConditionType.SUCCEEDED, Reason.RESTORE_FAILED, end.message());
        };
        var status = with(finding, RestoreStep.FINISHED, job.orElse(previous.job()));
        return new SwarmMemoryRestoreStatus(
                status.observedGeneration(),
                status.conditions(),
                status.swarmId(),
                status.step(),
                moment(),
                status.backup(),
                status.safetyBackup(),
                status.problem(),
                status.startedAt() == null ? moment() : status.startedAt(),
                moment(),
                status.size(),
                status.sizeBytes(),
                status.rows(),
                status.epoch(),
                status.revision(),
                status.sha256(),
                status.job());
    }

    private SwarmMemoryRestoreStatus with(Finding finding, RestoreStep step, @Nullable String job) {
        var bytes = report.map(JobReport::sizeBytes);
        return new SwarmMemoryRestoreStatus(
                generation,
                Conditions.of(previous.conditions(), List.of(finding), generation, now),
                swarm.orElse(previous.swarmId()),
                step,
                previous.stepSince() == null ? moment() : previous.stepSince(),
                previous.backup(),
                previous.safetyBackup(),
                previous.problem(),
                previous.startedAt(),
                previous.finishedAt(),
                bytes.map(Rounded::size).orElse(previous.size()),
                bytes.orElse(previous.sizeBytes()),
                report.map(JobReport::rows).orElse(previous.rows()),
                report.map(JobReport::epoch).orElse(previous.epoch()),
                report.map(JobReport::revision).orElse(previous.revision()),
                report.flatMap(JobReport::wellFormedSha256).orElse(previous.sha256()),
                job);
    }

    private String moment() {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_PROBLEM ? text : text.substring(0, LONGEST_PROBLEM - 1) + "…";
    }
}
