package io.claudeflow.swarm.operator.job;

import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far a Job has come. Read anew each time from the Job and its pods, so that nothing has to be remembered. */
public sealed interface JobState {
    int LONGEST_WORDS = 1_000;

    /** There is none. */
    record Absent() implements JobState {}

    /**
     * It has not ended.
     *
     * @param note why it does not get on, if something holds it up
     */
    record Active(Optional<String> note, @Nullable String started) implements JobState {}

    /** It ended well. */
    record Done(
            JobReport report,
            @Nullable String started,
            @Nullable String ended) implements JobState {}

    /**
     * It ended badly.
     *
     * @param reason one word: the program's own, or that of the Job
     * @param message for people
     * @param report what the program left, if it did
     */
    record Failed(
            String reason,
            String message,
            Optional<JobReport> report,
            @Nullable String started,
            @Nullable String ended) implements JobState {}

    /** The state of {@code job}, whose pods are {@code pods}. */
    static JobState of(Job job, List<Pod> pods) {
        var status = job.getStatus() == null ? new JobStatus() : job.getStatus();
        if (holds(status, "Complete")) {
            return done(job, status, pods);
        }
        if (holds(status, "Failed")) {
            return failed(job, status, pods);
        }
        var note = newestFirst(pods)
                .filter(pod -> !"Succeeded".equals(phase(pod)) && !"Running".equals(phase(pod)))
                .findFirst()
                .map(pod -> PodDiagnosis.of(pod).message());
        return new Active(note, status.getStartTime());
    }

    private static JobState done(Job job, JobStatus status, List<Pod> pods) {
        var report = lastWords(pods, true)
                .flatMap(words -> JobReport.parse(words).stream())
                .findFirst();
        if (report.isEmpty()) {
            return new Failed(
                    "ResultMissing",
                    name(job) + " has ended, but the outcome it leaves in its pod's termination message is not there"
                            + " (expected: one line of JSON). The pod was removed too early, or the image is of another"
                            + " version.",
                    Optional.empty(),
                    status.getStartTime(),
                    status.getCompletionTime());
        }
        return report.get().failed()
                ? failure(report.get(), status, status.getCompletionTime())
                : new Done(report.get(), status.getStartTime(), status.getCompletionTime());
    }

    private static JobState failed(Job job, JobStatus status, List<Pod> pods) {
        var condition = status.getConditions().stream()
                .filter(found -> "Failed".equals(found.getType()))
                .findFirst();
        var ended = condition.map(JobCondition::getLastTransitionTime).orElse(null);
        var reports = lastWords(pods, false)
                .flatMap(words -> JobReport.parse(words).stream())
                .toList();
        var complaint = reports.stream().filter(JobReport::failed).findFirst();
        if (complaint.isPresent()) {
            return failure(complaint.get(), status, ended);
        }
        var report = reports.stream().findFirst();
        var why = condition.map(JobCondition::getReason).orElse("JobFailed");
        var words = lastWords(pods, false)
                .map(text -> " Its pod's last words: " + shortened(text))
                .findFirst()
                .orElse("");
        var said =
                condition.map(JobCondition::getMessage).map(text -> ": " + text).orElse("");
        return new Failed(
                why, name(job) + " failed, " + why + said + "." + words, report, status.getStartTime(), ended);
    }

    private static JobState failure(JobReport report, JobStatus status, @Nullable String ended) {
        return new Failed(
                Optional.ofNullable(report.reason()).orElse("JobFailed"),
                Optional.ofNullable(report.message()).orElse("The program gave no reason."),
                Optional.of(report),
                status.getStartTime(),
                ended);
    }

    private static boolean holds(JobStatus status, String type) {
        return Optional.ofNullable(status.getConditions()).orElse(List.of()).stream()
                .anyMatch(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** What the pods left, the newest first; those that ended well, or all. */
    private static Stream<String> lastWords(List<Pod> pods, boolean onlyGood) {
        return newestFirst(pods)
                .filter(pod -> !onlyGood || "Succeeded".equals(phase(pod)))
                .flatMap(pod -> Optional.ofNullable(pod.getStatus().getContainerStatuses()).orElse(List.of()).stream())
                .flatMap(container -> Optional.ofNullable(container.getState())
                        .map(ContainerState::getTerminated)
                        .map(ContainerStateTerminated::getMessage)
                        .stream())
                .filter(message -> !message.isBlank());
    }

    private static Stream<Pod> newestFirst(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .sorted(Comparator.comparing((Pod pod) -> Optional.ofNullable(
                                        pod.getMetadata().getCreationTimestamp())
                                .orElse(""))
                        .reversed());
    }

    private static @Nullable String phase(Pod pod) {
        return pod.getStatus().getPhase();
    }

    private static String name(Job job) {
        return "Job " + job.getMetadata().getName();
    }

    private static String shortened(String text) {
        var flat = text.strip();
        return flat.length() <= LONGEST_WORDS ? flat : "…" + flat.substring(flat.length() - LONGEST_WORDS + 1);
    }
}
