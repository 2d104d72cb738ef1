package io.claudeflow.swarm.operator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStateTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String COMPLETE = """
            metadata: {name: j}
            status:
              startTime: "2026-11-21T10:00:00Z"
              completionTime: "2026-11-21T10:00:07Z"
              conditions: [{type: SuccessCriteriaMet, status: "True"}, {type: Complete, status: "True"}]
            """;
    private static final String FAILED = """
            metadata: {name: j}
            status:
              startTime: "2026-11-21T10:00:00Z"
              conditions:
                - {type: Failed, status: "True", reason: %s, message: %s, lastTransitionTime: "2026-11-21T10:09:00Z"}
            """;

    @Test
    void shouldReportWhatTheProgramReportedWhenTheJobIsComplete() {
        var state = JobState.of(job(COMPLETE), pods(pod(1, "Succeeded", """
                {"result":"verified","name":"b","file":"/backups/b.db","sizeBytes":8192,"sha256":"ab","epoch":1,\
                "revision":42,"rows":{"memory_store":3},"seconds":0.5,"pruned":["a"],"of another version":true}""")));

        assertThat(state).isInstanceOfSatisfying(JobState.Done.class, done -> {
            assertThat(done.report().result()).isEqualTo("verified");
            assertThat(done.report().revision()).isEqualTo(42);
            assertThat(done.report().rows()).containsEntry("memory_store", 3L);
            assertThat(done.report().pruned()).containsExactly("a");
            assertThat(done.ended()).isEqualTo("2026-11-21T10:00:07Z");
        });
    }

    @Test
    void shouldReadTheLastLineOfTheNewestPodWhenThereAreMore() {
        var state = JobState.of(
                job(COMPLETE),
                pods(
                        pod(1, "Failed", "{\"result\":\"failed\",\"reason\":\"Busy\"}"),
                        pod(2, "Succeeded", "a log line\n{\"result\":\"verified\",\"revision\":7}\n")));

        assertThat(state)
                .isInstanceOfSatisfying(
                        JobState.Done.class,
                        done -> assertThat(done.report().revision()).isEqualTo(7));
    }

    @Test
    void shouldNotBelieveAJobWithoutAReport() {
        for (var words : List.of("", "all is well", "{\"size\":1}", "{\"result\":")) {
            assertThat(JobState.of(job(COMPLETE), pods(pod(1, "Succeeded", words))))
                    .as(words)
                    .isInstanceOfSatisfying(
                            JobState.Failed.class,
                            failure -> assertThat(failure.reason()).isEqualTo("ResultMissing"));
        }
        assertThat(JobState.of(job(COMPLETE), List.of())).isInstanceOf(JobState.Failed.class);
    }

    @Test
    void shouldNotBelieveAReportOfFailureThatEndedWithCodeZero() {
        var words = "{\"result\":\"failed\",\"reason\":\"Corrupt\",\"message\":\"row 3 is missing\"}";

        assertThat(JobState.of(job(COMPLETE), pods(pod(1, "Succeeded", words))))
                .isInstanceOfSatisfying(JobState.Failed.class, failure -> {
                    assertThat(failure.reason()).isEqualTo("Corrupt");
                    assertThat(failure.message()).isEqualTo("row 3 is missing");
                });
    }

    @Test
    void shouldRepeatTheProgramsReasonWhenTheJobFailed() {
        var words = "{\"result\":\"failed\",\"reason\":\"NoSpace\",\"message\":\"12 MiB are missing\"}";

        assertThat(JobState.of(
                        job(FAILED.formatted("BackoffLimitExceeded", "has failed")), pods(pod(1, "Failed", words))))
                .isInstanceOfSatisfying(JobState.Failed.class, failure -> {
                    assertThat(failure.reason()).isEqualTo("NoSpace");
                    assertThat(failure.message()).isEqualTo("12 MiB are missing");
                    assertThat(failure.started()).isEqualTo("2026-11-21T10:00:00Z");
                    assertThat(failure.ended()).isEqualTo("2026-11-21T10:09:00Z");
                });
    }

    @Test
    void shouldRepeatKubernetesWhenTheProgramSaysNothing() {
        var late = JobState.of(job(FAILED.formatted("DeadlineExceeded", "was active too long")), List.of());
        var killed = JobState.of(
                job(FAILED.formatted("BackoffLimitExceeded", "has failed")), pods(pod(1, "Failed", "panic: oh")));

        assertThat(late).isInstanceOfSatisfying(JobState.Failed.class, failure -> {
            assertThat(failure.reason()).isEqualTo("DeadlineExceeded");
            assertThat(failure.message()).contains("Job j failed", "was active too long");
        });
        assertThat(killed)
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failure -> assertThat(failure.message()).contains("panic: oh"));
    }

    @Test
    void shouldSayWhatHoldsAnActiveJobUp() {
        var missing = """
                metadata: {name: j-x, creationTimestamp: "2026-11-21T10:00:00Z"}
                status:
                  phase: Pending
                  containerStatuses:
                    - name: work
                      state: {waiting: {reason: CreateContainerConfigError, message: secret "k" not found}}
                """;

        assertThat(JobState.of(job("metadata: {name: j}"), pods(missing)))
                .isInstanceOfSatisfying(
                        JobState.Active.class,
                        active -> assertThat(active.note()).get().asString().contains("secret \"k\" not found"));
        assertThat(JobState.of(job("metadata: {name: j}"), pods(pod(1, "Running", ""))))
                .isInstanceOfSatisfying(
                        JobState.Active.class,
                        active -> assertThat(active.note()).isEmpty());
    }

    private static Job job(String yaml) {
        return YAML.unmarshal(yaml, Job.class);
    }

    private static List<Pod> pods(String... yaml) {
        return Arrays.stream(yaml).map(text -> YAML.unmarshal(text, Pod.class)).toList();
    }

    private static String pod(int number, String phase, String words) {
        var message = words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        var state =
                phase.equals("Running") ? "{running: {}}" : "{terminated: {exitCode: 0, message: \"" + message + "\"}}";
        return "metadata: {name: j-" + number + ", creationTimestamp: \"2026-11-21T10:00:0" + number + "Z\"}\n"
                + "status: {phase: " + phase + ", containerStatuses: [{name: work, state: " + state + "}]}\n";
    }
}
