package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Imports of legacy data, seen from the API server. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationE2E {
    private static final String ASKING = "{migrateFromLegacy: true, legacyDataPVC: old}";
    private static final String IMPORTED = """
            {"result":"migrated","message":"21 rows found","status":"complete","found":21,"imported":21,"unchanged":0,\
            "failed":0,"seconds":1.5,"sources":[\
            {"file":"/legacy/memory-store.json","formats":["json-namespaces"],"found":18,"imported":18,"failed":0},\
            {"file":"/legacy/hive.db","formats":["hive"],"found":3,"imported":3,"failed":0}],"errors":[]}""";

    private OperatorFixture fixture;
    private Actors here;
    private JobsByHand jobs;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        fixture = OperatorFixture.start();
    }

    @AfterAll
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @BeforeEach
    void enter(TestInfo test) {
        here = fixture.enter(test);
        jobs = new JobsByHand(here, fixture.clock);
    }

    private void serve(String spec) {
        here.applyStore("s", spec);
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    private Job importing() {
        return jobs.await("import", job -> JobsByHand.arguments(job).contains("migrate"));
    }

    private Map<String, Object> migration() {
        Map<String, Object> found = here.store("s").get().get("status", "migration");
        return found == null ? Map.of() : found;
    }

    private String phase() {
        return String.valueOf(here.store("s").get().<Object>get("status", "phase"));
    }

    private boolean mountsLegacy() {
        return here.get(Pod.class, "s-0").getSpec().getVolumes().stream()
                .anyMatch(volume -> volume.getName().equals("legacy"));
    }

    @Test
    void aServingStoreImportsOnceAndTells() {
        here.claim("old");
        here.applyStore("s", ASKING);
        soon("noted").until(() -> reason(here.store("s"), "Migrated").equals("Migrating"));
        assertThat(jobs.all()).as("before the store serves").isEmpty();
        here.serve("s");

        var job = importing();
        assertThat(JobsByHand.claims(job)).containsExactly("old");
        assertThat(JobsByHand.arguments(job))
                .containsSequence("migrate", "--source", "/legacy")
                .containsSequence("--server", "http://s-api:8080")
                .containsSequence("--termination-log", "/dev/termination-log");
        soon("phase").until(() -> phase().equals("Migrating"));
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Serving");
        assertThat(mountsLegacy()).isTrue();
        jobs.end(job, true, IMPORTED);

        soon("imported").until(() -> reason(here.store("s"), "Migrated").equals("Migrated"));
        assertThat(message(here.store("s"), "Migrated")).contains("18 of /legacy/memory-store.json (json-namespaces)");
        assertThat(migration()).containsEntry("rows", 21).containsEntry("result", "Imported");
        assertThat(here.store("s").get().<Boolean>get("status", "migrationCompleted"))
                .isTrue();
        assertThat(here.store("s").get().<String>get("status", "migrationTime")).isNotEmpty();
        soon("job removed").until(() -> jobs.all().isEmpty());
        soon("phase").until(() -> phase().equals("Ready"));
        assertThat(here.events("s")).contains("MigrationStarted", "MigrationSucceeded");
        soon("silence").during(Duration.ofSeconds(5)).until(fixture::writesOfTheOperator, new Steady<>());
        assertThat(jobs.all()).as("once").isEmpty();
    }

    @Test
    void aMissingClaimStopsNothingAndHeals() {
        serve(ASKING);

        soon("named").until(() -> reason(here.store("s"), "Migrated").equals("LegacyClaimNotFound"));
        assertThat(message(here.store("s"), "Migrated")).contains("PersistentVolumeClaim old");
        assertThat(phase()).isEqualTo("Ready");
        assertThat(mountsLegacy()).isFalse();
        var before = here.get(Pod.class, "s-0").getMetadata().getUid();

        here.claim("old");

        soon("another pod")
                .until(() -> here.find(Pod.class, "s-0")
                        .filter(pod -> !pod.getMetadata().getUid().equals(before))
                        .isPresent());
        assertThat(mountsLegacy()).isTrue();
        here.servePod("s");
        jobs.end(importing(), true, IMPORTED);
        soon("imported").until(() -> reason(here.store("s"), "Migrated").equals("Migrated"));
    }

    @Test
    void aFailureLeavesTheStoreServingUntilItIsAskedAgain() {
        here.claim("old");
        serve(ASKING);
        var first = importing();
        jobs.fail(first, "Unreachable", "s-api does not answer");

        soon("failed").until(() -> reason(here.store("s"), "Migrated").equals("MigrationFailed"));
        assertThat(message(here.store("s"), "Migrated"))
                .contains("s-api does not answer")
                .contains("kubectl logs job/" + first.getMetadata().getName() + " -n " + here.namespace);
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Serving");
        assertThat(phase()).isEqualTo("Ready");
        assertThat(here.events("s")).contains("MigrationFailed");
        soon("no second try")
                .during(Duration.ofSeconds(5))
                .until(() ->
                        jobs.all().size() == 1 && JobsByHand.ended(jobs.all().getFirst()));

        here.applyStore("s", "{migrateFromLegacy: true, legacyDataPVC: old, migrationRequest: again}");

        var second = importing();
        assertThat(second.getMetadata().getName())
                .startsWith("s-migrate-2-")
                .isNotEqualTo(first.getMetadata().getName());
        jobs.end(second, true, IMPORTED);
        soon("imported").until(() -> reason(here.store("s"), "Migrated").equals("Migrated"));
        soon("both gone").until(() -> jobs.all().isEmpty());
    }

    @Test
    void whatCannotBeImportedIsTold() {
        here.claim("old");
        serve(ASKING);
        jobs.end(importing(), true, """
                {"result":"migrated","status":"with_errors","imported":17,"failed":1,"sources":[\
                {"file":"/legacy/memory-store.json","formats":["json-namespaces"],"imported":17,"failed":1}],\
                "errors":["memory-store.json default 3: no value"]}""");

        soon("told").until(() -> reason(here.store("s"), "Migrated").equals("MigratedWithErrors"));
        assertThat(message(here.store("s"), "Migrated")).contains("17 of", "1 failed", "kubectl logs job/");
        assertThat(here.store("s").get().<Boolean>get("status", "migrationCompleted"))
                .isFalse();
        assertThat(jobs.all()).as("its logs stay").hasSize(1);
    }

    @Test
    void anOperatorThatWasAwayReadsTheOutcomeAndRunsNothingTwice() {
        here.claim("old");
        serve(ASKING);
        var job = importing();
        fixture.stopOperator();
        try {
            jobs.end(job, true, IMPORTED);
        } finally {
            fixture.startOperator();
        }

        soon("imported").until(() -> reason(here.store("s"), "Migrated").equals("Migrated"));
        assertThat(migration().get("request")).asString().startsWith("1-");
        soon("removed").until(() -> jobs.all().isEmpty());
    }

    @Test
    void switchingItOffEndsItAndSwitchingItOnAsksAgain() {
        here.claim("old");
        serve(ASKING);
        var first = importing();
        here.applyStore("s", "{legacyDataPVC: old}");

        // Nobody plays the garbage collector's pods here: the Job itself goes at once.
        soon("ended").until(() -> jobs.all().isEmpty());
        soon("withdrawn").until(() -> reason(here.store("s"), "Migrated").equals("NotRequested"));
        assertThat(migration()).containsEntry("result", "Withdrawn").containsEntry("requested", false);

        here.applyStore("s", ASKING);
        var second = importing();
        assertThat(second.getMetadata().getName())
                .startsWith("s-migrate-2-")
                .isNotEqualTo(first.getMetadata().getName());
        jobs.end(second, true, IMPORTED);
        soon("imported").until(() -> reason(here.store("s"), "Migrated").equals("Migrated"));
    }

    @Test
    void theStoresOwnClaimIsRefusedAsASource() {
        here.applyStore("s", "{migrateFromLegacy: true, legacyDataPVC: s-storage}");

        soon("refused").until(() -> reason(here.store("s"), "Ready").equals("InvalidSpec"));
        assertThat(message(here.store("s"), "Ready")).contains("spec.legacyDataPVC", "s-storage");
        assertThat(List.copyOf(jobs.all())).isEmpty();
    }
}
