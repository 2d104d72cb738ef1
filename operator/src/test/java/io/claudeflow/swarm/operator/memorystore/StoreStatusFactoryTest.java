package io.claudeflow.swarm.operator.memorystore;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.Migration;
import io.claudeflow.swarm.crd.v1alpha1.Phase;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.claudeflow.swarm.operator.status.Rounded;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreStatusFactoryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void shouldBeReadyWhenThePodServesTheWantedTemplate() {
        var status = status("{}", new Seen());

        assertThat(status.phase()).isEqualTo(Phase.READY);
        assertThat(status.storageReady()).isTrue();
        assertThat(status.observedGeneration()).isEqualTo(4L);
        assertThat(ready(status).reason()).isEqualTo("Serving");
        assertThat(status.endpoints()).isNotNull().satisfies(endpoints -> {
            assertThat(endpoints.http()).isEqualTo("http://s-api.n.svc:8080");
            assertThat(endpoints.grpc()).isEqualTo("s-api.n.svc:9090");
            assertThat(endpoints.metrics()).isEqualTo("http://s-api.n.svc:9091/metrics");
        });
    }

    @Test
    void shouldNotBeReadyWhenThePodFollowsAnEarlierSpec() {
        assertThat(ready(status("{}", new Seen().behind())).reason()).isEqualTo("Updating");
    }

    @Test
    void shouldStayReadyWhenOnlyTheTemplateChangedAndThePodFollowsTheSpec() {
        var seen = new Seen().outcome(new Outcome.Updated("StatefulSet s", ".spec"));

        assertThat(ready(status("{}", seen)).reason()).isEqualTo("Serving");
    }

    @Test
    void shouldNameTheHolderWhenAnObjectIsSomebodyElses() {
        var status = status("{}", new Seen().outcome(new Outcome.Foreign("Service s-api", "SwarmMemoryStore s-api")));

        assertThat(status.phase()).isEqualTo(Phase.ERROR);
        assertThat(ready(status).reason()).isEqualTo("ObjectNotOwned");
        assertThat(ready(status).message())
                .contains("Service s-api in namespace n belongs to SwarmMemoryStore s-api")
                .contains("It was left alone");
    }

    @Test
    void shouldRepeatTheApiServersWordsWhenItRefuses() {
        var seen = new Seen().outcome(new Outcome.Refused("StatefulSet s", 403, "exceeded quota: pods=1", false));

        assertThat(ready(status("{}", seen)).reason()).isEqualTo("ApiRefused");
        assertThat(ready(status("{}", seen)).message())
                .contains("StatefulSet s: exceeded quota: pods=1 (runbook: docs/runbooks/ApiRefused.md)");
    }

    @Test
    void shouldTellHowToHandOverAClaimThatIsSomebodyElses() {
        var seen = new Seen().claimOutcome(new Outcome.Foreign("PersistentVolumeClaim s-storage", "nobody"));
        var status = status("{}", seen);

        assertThat(status.storageReady()).isFalse();
        assertThat(ready(status).reason()).isEqualTo("ObjectNotOwned");
        assertThat(ready(status).message()).contains("kubectl label pvc s-storage -n n --overwrite");
    }

    @Test
    void shouldWaitForStorageWhenThePodOnlyWaitsForItsClaim() {
        var seen = new Seen()
                .claim(Seen.BOUND_CLAIM.replace("Bound", "Pending"))
                .pod("metadata: {name: s-0}\nstatus: {conditions: [{type: PodScheduled, status: 'False',"
                        + " message: unbound claims}]}");
        var status = status("{}", seen);

        assertThat(status.phase()).isEqualTo(Phase.INITIALIZING);
        assertThat(ready(status).reason()).isEqualTo("StoragePending");
        assertThat(ready(status).message()).contains("storage class fast").contains("unbound claims");
    }

    @Test
    void shouldSayThatTheDataEndsWithThePodWhenItIsNotPersistent() {
        var status = status("{persistence: false}", new Seen().noClaim());

        assertThat(condition(status, ConditionType.STORAGE_READY).reason()).isEqualTo("Ephemeral");
        assertThat(condition(status, ConditionType.STORAGE_READY).message()).contains("ends with the pod");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storageSize: 5Gi  | 10Gi | 10Gi | ShrinkRefused",
                "storageSize: 20Gi | 20Gi | 10Gi | Resizing",
                "storageClass: slow | 10Gi | 10Gi | StorageClassChangeRefused"
            })
    void shouldExplainWhyTheClaimIsNotAsAskedFor(String spec, String asked, String has, String reason) {
        var claim = Seen.BOUND_CLAIM
                .replace("requests: {storage: 10Gi}", "requests: {storage: " + asked + "}")
                .replace("capacity: {storage: 10Gi}", "capacity: {storage: " + has + "}");
        var status = status("{" + spec + "}", new Seen().claim(claim));

        assertThat(condition(status, ConditionType.STORAGE_RESIZED).reason()).isEqualTo(reason);
        assertThat(ready(status).reason()).isEqualTo("Serving");
    }

    @Test
    void shouldBeMigratingAndReadyWhileAnImportGoesOn() {
        var known = new Migration(
                "1-0a",
                true,
                "old",
                "s-migrate-1-0a",
                null,
                "2026-11-21T10:00:00Z",
                null,
                null,
                null,
                null,
                null,
                null);
        var going = new MigrationSeen(
                Optional.of(known), Finding.no(ConditionType.MIGRATED, Reason.MIGRATING, "Job imports."));

        var status = status("{migrateFromLegacy: true, legacyDataPVC: old}", new Seen().migration(going));

        assertThat(status.phase()).isEqualTo(Phase.MIGRATING);
        assertThat(ready(status).reason()).isEqualTo("Serving");
        assertThat(status.migration()).isEqualTo(known);
        assertThat(status.migrationCompleted()).isFalse();
        assertThat(status.migrationTime()).isNull();
    }

    @Test
    void shouldShowRoundedFiguresAndKeepThemWhenTheServiceIsSilent() {
        var first = status("{}", new Seen().figures(figures(12_345, 0.931, 12_700_000)));

        assertThat(first.entryCount()).isEqualTo(12_300L);
        assertThat(first.cacheHitRate()).isEqualTo("93%");
        assertThat(first.databaseSize()).isEqualTo("12Mi");

        var silent = StoreStatusFactory.observed(first, Seen.plan("{}"), new Seen().asObservation(), 4L, NOW);
        assertThat(silent).isEqualTo(first);
    }

    @Test
    void shouldBeTheSameStatusWhenFiguresChangeLessThanTheyAreRounded() {
        var first = status("{}", new Seen().figures(figures(12_345, 0.931, 12_700_000)));
        var seen = new Seen().figures(figures(12_348, 0.929, 12_710_000)).asObservation();

        assertThat(StoreStatusFactory.observed(first, Seen.plan("{}"), seen, 4L, NOW.plusSeconds(60)))
                .isEqualTo(first);
    }

    @Test
    void shouldKeepWhatIsKnownWhenTheSpecCannotBeFollowed() {
        var first = status("{}", new Seen().figures(figures(5, 0.5, 4096)));
        var finding = Finding.no(ConditionType.READY, Reason.INVALID_SPEC, "spec.cacheSize cannot be read");

        var rejected = StoreStatusFactory.rejected(first, finding, 5L, NOW);

        assertThat(rejected.phase()).isEqualTo(Phase.ERROR);
        assertThat(rejected.entryCount()).isEqualTo(5L);
        assertThat(rejected.endpoints()).isEqualTo(first.endpoints());
        assertThat(condition(rejected, ConditionType.STORAGE_READY))
                .isEqualTo(condition(first, ConditionType.STORAGE_READY));
        assertThat(rejected.observedGeneration()).isEqualTo(5L);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 510", "1024, 1Ki", "1234, 1.2Ki", "12700000, 12Mi", "126000000, 120Mi", "1073741824, 1Gi"
    })
    void size_bytes_isTwoDigitsAndASuffix(long bytes, String text) {
        assertThat(Rounded.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "999, 999", "1234, 1230", "12345, 12300", "1999999, 2000000"})
    void count_exact_isThreeDigits(long exact, long rounded) {
        assertThat(Rounded.count(exact)).isEqualTo(rounded);
    }

    private static StoreFigures figures(long entries, double hitRate, long bytes) {
        return new StoreFigures(
                entries, 0, 0, 0, new StoreFigures.Cache(hitRate), new StoreFigures.Database(bytes, 0, 0, 0), "1");
    }

    private static SwarmMemoryStoreStatus status(String spec, Seen seen) {
        return StoreStatusFactory.observed(StoreReader.NONE, Seen.plan(spec), seen.asObservation(), 4L, NOW);
    }

    private static Condition ready(SwarmMemoryStoreStatus status) {
        return condition(status, ConditionType.READY);
    }

    private static Condition condition(SwarmMemoryStoreStatus status, ConditionType type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
