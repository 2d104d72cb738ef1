package io.claudeflow.swarm.operator.memorystore;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.MigratedSource;
import io.claudeflow.swarm.crd.v1alpha1.Migration;
import io.claudeflow.swarm.crd.v1alpha1.MigrationResult;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.plan.MigrationPlan;
import io.claudeflow.swarm.operator.plan.MigrationRequest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the last words of an import to what people read, through the Job and its pod as they are in a cluster. */
class MigrationOutcomeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:30Z");
    private static final String COMPLETE = "{type: Complete, status: \"True\"}";
    private static final String FAILED =
            "{type: Failed, status: \"True\", reason: %s, message: m, lastTransitionTime: \"2026-11-21T10:00:20Z\"}";

    private static Migration running() {
        var open = MigrationOutcome.opened(
                new MigrationRequest(1, "0123abcd"), new MigrationPlan("old", Optional.empty()));
        return MigrationOutcome.begun(open, "s-migrate-1-0123abcd", Instant.parse("2026-11-21T10:00:00Z"));
    }

    private static Migration ended(String condition, String phase, String words) {
        var job = Seen.read("""
                metadata: {name: s-migrate-1-0123abcd}
                status: {startTime: "2026-11-21T10:00:01Z", completionTime: "2026-11-21T10:00:10Z", conditions: [%s]}
                """.formatted(condition), Job.class);
        var pod = Seen.read("""
                metadata: {name: p, creationTimestamp: "2026-11-21T10:00:01Z"}
                status: {phase: %s, containerStatuses: [{name: work, state: {terminated: {exitCode: 1}}}]}
                """.formatted(phase), Pod.class);
        pod.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getTerminated()
                .setMessage(words);
        return MigrationOutcome.ended(running(), "s-migrate-1-0123abcd", JobState.of(job, List.of(pod)), NOW);
    }

    private static String message(Migration migration) {
        return MigrationOutcome.finding(Seen.plan("{}").identity(), migration).message();
    }

    private static String reason(Migration migration) {
        return MigrationOutcome.finding(Seen.plan("{}").identity(), migration)
                .reason()
                .wire();
    }

    @Test
    void shouldTellTheRowsOfEverySource() {
        var migration = ended(COMPLETE, "Succeeded", """
                {"result":"imported","rows":21,"errors":0,"seconds":2.4,"message":"done","sources":[\
                {"path":"/legacy/memory-store.json","format":"json-namespaces","rows":18,"errors":0},\
                {"path":"/legacy/hive.db","format":"hive","rows":3,"errors":0}]}""");

        assertThat(migration.result()).isEqualTo(MigrationResult.IMPORTED);
        assertThat(migration.rows()).isEqualTo(21);
        assertThat(migration.seconds()).isEqualTo(2);
        assertThat(migration.finishedAt()).isEqualTo("2026-11-21T10:00:10Z");
        assertThat(migration.sources())
                .containsExactly(
                        new MigratedSource("/legacy/memory-store.json", "json-namespaces", 18L, 0L),
                        new MigratedSource("/legacy/hive.db", "hive", 3L, 0L));
        assertThat(reason(migration)).isEqualTo("Migrated");
        assertThat(message(migration))
                .isEqualTo("21 rows were imported from PersistentVolumeClaim old in 2 s: 18 of"
                        + " /legacy/memory-store.json (json-namespaces); 3 of /legacy/hive.db (hive).");
    }

    @Test
    void shouldNotCallItDoneWhenRowsWereLeftOut() {
        var words = """
                {"result":"imported","rows":18,"errors":[{"row":1},{"row":2}],"sources":[\
                {"file":"/legacy/a.json","imported":18,"failed":2}]}""";
        var failing = words.replace("imported\",\"rows", "with-errors\",\"rows");

        for (var migration : List.of(
                ended(COMPLETE, "Succeeded", words),
                ended(FAILED.formatted("BackoffLimitExceeded"), "Failed", failing))) {
            assertThat(migration.result()).isEqualTo(MigrationResult.IMPORTED_WITH_ERRORS);
            assertThat(migration.errors()).isEqualTo(2);
            assertThat(reason(migration)).isEqualTo("MigratedWithErrors");
            assertThat(message(migration))
                    .contains("18 rows were imported", "18 of /legacy/a.json, 2 failed", "2 rows could not be imported")
                    .contains("kubectl logs job/s-migrate-1-0123abcd -n n");
        }
    }

    @Test
    void shouldUnderstandTheWordsOfTheProgram() {
        var migration = ended(COMPLETE, "Succeeded", """
                {"result":"migrated","message":"20 rows found","status":"with_errors","dryRun":false,"found":20,\
                "imported":15,"unchanged":3,"skipped":0,"expired":1,"conflicts":0,"failed":1,"seconds":0.6,"sources":[\
                {"file":"/legacy/memory-store.json","formats":["json-namespaces"],"found":18,"imported":15,\
                "unchanged":3,"failed":0},{"file":"/legacy/.hive-mind/hive.db","formats":["a","b"],"imported":0,\
                "failed":1}],"errors":["hive.db agents 3 x: no name","broken.json: no JSON"]}""");

        assertThat(migration.result()).isEqualTo(MigrationResult.IMPORTED_WITH_ERRORS);
        assertThat(migration.rows()).isEqualTo(18);
        assertThat(migration.errors())
                .as("a file that cannot be read is one too")
                .isEqualTo(2);
        assertThat(migration.sources())
                .containsExactly(
                        new MigratedSource("/legacy/memory-store.json", "json-namespaces", 18L, 0L),
                        new MigratedSource("/legacy/.hive-mind/hive.db", "a, b", 0L, 1L));
    }

    @Test
    void shouldSayWhatToDoWhenTheClaimHoldsNothingKnown() {
        var migration = ended(
                FAILED.formatted("BackoffLimitExceeded"),
                "Failed",
                "{\"result\":\"failed\",\"reason\":\"NothingFound\",\"message\":\"no source\"}");

        assertThat(migration.result()).isEqualTo(MigrationResult.NOTHING_FOUND);
        assertThat(reason(migration)).isEqualTo("NothingToMigrate");
        assertThat(message(migration)).contains("PersistentVolumeClaim old holds nothing", "spec.migrationRequest");
    }

    @Test
    void shouldRepeatWhyItFailed() {
        var migration = ended(
                FAILED.formatted("BackoffLimitExceeded"),
                "Failed",
                "{\"result\":\"failed\",\"reason\":\"Unreachable\",\"message\":\"s-api does not answer.\"}");

        assertThat(migration.result()).isEqualTo(MigrationResult.FAILED);
        assertThat(reason(migration)).isEqualTo("MigrationFailed");
        assertThat(message(migration)).contains("s-api does not answer. The store serves what it has.");
    }

    @Test
    void shouldNameTheDeadline() {
        var migration = ended(FAILED.formatted("DeadlineExceeded"), "Failed", "");

        assertThat(migration.result()).isEqualTo(MigrationResult.FAILED);
        assertThat(message(migration)).contains("DeadlineExceeded", "kubectl logs job/s-migrate-1-0123abcd");
    }

    @Test
    void shouldNotGuessWhatALostJobDid() {
        var migration = MigrationOutcome.lost(running(), NOW);

        assertThat(migration.result()).isEqualTo(MigrationResult.FAILED);
        assertThat(migration.finishedAt()).isEqualTo("2026-11-21T10:00:30Z");
        assertThat(message(migration)).contains("was removed before its outcome was read");
    }

    @Test
    void shouldKeepAResultWhenTheSpecStopsAsking() {
        var done = ended(COMPLETE, "Succeeded", "{\"result\":\"imported\",\"rows\":1,\"errors\":0}");

        assertThat(MigrationOutcome.closed(done, NOW.plusSeconds(60)))
                .isEqualTo(new Migration(
                        done.request(),
                        false,
                        "old",
                        done.job(),
                        MigrationResult.IMPORTED,
                        done.startedAt(),
                        done.finishedAt(),
                        1L,
                        0L,
                        done.seconds(),
                        List.of(),
                        null));
        assertThat(MigrationOutcome.closed(running(), NOW).result()).isEqualTo(MigrationResult.WITHDRAWN);
    }
}
