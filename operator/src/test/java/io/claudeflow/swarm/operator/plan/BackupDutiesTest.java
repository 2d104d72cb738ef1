package io.claudeflow.swarm.operator.plan;

import static io.claudeflow.swarm.operator.plan.BackupsOfAStore.slot;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import io.claudeflow.swarm.operator.plan.BackupDuties.Create;
import io.claudeflow.swarm.operator.plan.BackupDuties.Forget;
import io.claudeflow.swarm.operator.plan.BackupDuties.Identify;
import io.claudeflow.swarm.operator.plan.BackupDuties.Settle;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupDutiesTest {
    private static final Instant CREATED = Instant.parse("2026-11-20T10:00:00Z");
    private static final String EVERY_SIX = "{backupInterval: 6h}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2026-11-20T15:59:59Z | -                    | -                    | the first moment is to come",
                "2026-11-20T16:00:00Z | -                    | 2026-11-20T16:00:00Z | it has come",
                "2026-11-20T16:00:00Z | 2026-11-20T16:00:00Z | -                    | it was acted on",
                "2026-11-20T21:00:00Z | -                    | 2026-11-20T16:00:00Z | it was missed: late",
                "2026-11-22T11:00:00Z | 2026-11-20T16:00:00Z | 2026-11-22T10:00:00Z | many were missed: once",
                "2026-11-22T11:00:00Z | 2026-11-22T10:00:00Z | -                    | nothing is due"
            })
    void interval_isCountedFromTheStoresCreation(
            Instant now, @Nullable Instant handled, @Nullable String due, String why) {
        var duties = duties(EVERY_SIX, null, new BackupsOfAStore(), handled, now);

        if (due == null) {
            assertThat(duties.duties()).as(why).isEmpty();
            assertThat(duties.handled()).isEqualTo(Optional.ofNullable(handled));
        } else {
            assertThat(duties.duties())
                    .as(why)
                    .singleElement()
                    .isEqualTo(new Create(slot(due), BackupTrigger.INTERVAL, "every 6h, due at " + due));
            assertThat(duties.handled()).contains(Instant.parse(due));
        }
    }

    @Test
    void shouldTellTheNextMoment() {
        assertThat(duties(EVERY_SIX, null, new BackupsOfAStore(), null, Instant.parse("2026-11-20T16:00:00Z"))
                        .next())
                .contains(Instant.parse("2026-11-20T22:00:00Z"));
        assertThat(duties("{}", null, new BackupsOfAStore(), null, CREATED).next())
                .isEmpty();
    }

    @Test
    void shouldFollowTheClockInItsZone() {
        var spec = "{backupSchedule: {cron: 30 2 * * *, timeZone: Asia/Tokyo}}";
        var now = Instant.parse("2026-11-20T17:31:00Z");

        assertThat(duties(spec, null, new BackupsOfAStore(), null, now).duties())
                .singleElement()
                .isEqualTo(new Create(
                        slot("2026-11-20T17:30:00Z"),
                        BackupTrigger.SCHEDULE,
                        "30 2 * * * (Asia/Tokyo), due at 2026-11-20T17:30:00Z"));
    }

    @Test
    void shouldNotMakeUpForMomentsBeforeTheStoreWasCreated() {
        var spec = "{backupSchedule: {cron: '@daily'}}";

        assertThat(duties(spec, null, new BackupsOfAStore(), null, Instant.parse("2026-11-20T23:59:00Z"))
                        .duties())
                .isEmpty();
    }

    @Test
    void shouldFindWhatWasDoneInTheBackupsWhenTheNoteWasNotWritten() {
        var backups = new BackupsOfAStore().verified("2026-11-20T16:00:00Z");

        var duties = duties(EVERY_SIX, null, backups, null, Instant.parse("2026-11-20T16:00:10Z"));

        assertThat(duties.duties()).isEmpty();
        assertThat(duties.handled()).contains(Instant.parse("2026-11-20T16:00:00Z"));
    }

    @Test
    void shouldRememberWhatWasDoneWhenTheBackupIsGoneAgain() {
        var handled = Instant.parse("2026-11-20T16:00:00Z");

        assertThat(duties(EVERY_SIX, null, new BackupsOfAStore(), handled, handled.plusSeconds(60))
                        .duties())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-22T16:00:00Z, 2026-11-20T16:00:00Z, far ahead: it goes on without it",
                "2026-11-20T22:00:00Z, -, by less than a moment: it waits for that"
            })
    void schedule_goesOnWhenTheClockWasSetBack(Instant ahead, @Nullable String due, String why) {
        var backups = new BackupsOfAStore().verified(ahead.toString());

        var duties = duties(EVERY_SIX, null, backups, ahead, Instant.parse("2026-11-20T17:00:00Z"));

        assertThat(duties.duties().stream()
                        .filter(Create.class::isInstance)
                        .map(duty -> ((Create) duty).name())
                        .toList())
                .as(why)
                .isEqualTo(due == null ? List.of() : List.of(slot(due)));
    }

    @Test
    void shouldWaitForTheOneThatIsGoingOnAndThenCatchUpOnce() {
        var now = Instant.parse("2026-11-22T11:00:00Z");
        var going = new BackupsOfAStore().pending("2026-11-20T16:00:00Z");
        var ended = new BackupsOfAStore().failed("2026-11-20T16:00:00Z");

        assertThat(duties(EVERY_SIX, null, going, null, now).duties()).isEmpty();
        assertThat(duties(EVERY_SIX, null, ended, null, now).duties())
                .singleElement()
                .isInstanceOfSatisfying(
                        Create.class, create -> assertThat(create.name()).isEqualTo(slot("2026-11-22T10:00:00Z")));
    }

    @Test
    void shouldGiveARequestAnIdBeforeAnythingElse() {
        var now = Instant.parse("2026-11-20T10:30:00.700Z");

        assertThat(duties("{}", "true", new BackupsOfAStore(), null, now).duties())
                .containsExactly(
                        new Identify("true", "20261120t103000"),
                        new Create(
                                slot("2026-11-20T10:30:00Z"),
                                BackupTrigger.ANNOTATION,
                                "asked for by annotation, request 20261120t103000"),
                        new Settle("20261120t103000"));
    }

    @Test
    void shouldGoOnWithAnIdWhenItWasInterrupted() {
        var now = Instant.parse("2026-11-20T11:00:00Z");
        var made = new BackupsOfAStore()
                .with(slot("2026-11-20T10:30:00Z"), BackupTrigger.ANNOTATION, State.PENDING, "2026-11-20T10:30:00Z");

        assertThat(duties("{}", "20261120t103000", new BackupsOfAStore(), null, now)
                        .duties())
                .hasSize(2)
                .first()
                .isInstanceOf(Create.class);
        assertThat(duties("{}", "20261120t103000", made, null, now).duties())
                .containsExactly(new Settle("20261120t103000"));
    }

    @Test
    void shouldMakeAnotherBackupWhenOneOfTheSameSecondExists() {
        var now = Instant.parse("2026-11-20T10:30:00Z");
        var made = new BackupsOfAStore().verified("2026-11-20T10:30:00Z").verified("2026-11-20T10:30:01Z");

        assertThat(duties("{}", "", made, null, now).duties()).first().isEqualTo(new Identify("", "20261120t103002"));
    }

    @Test
    void shouldForgetOldFailures() {
        var failures = new BackupsOfAStore().failed("2026-11-20T10:30:00Z").failed("2026-11-20T11:30:00Z");

        assertThat(duties("{backupRetention: 1}", null, failures, null, CREATED).duties())
                .containsExactly(new Forget(slot("2026-11-20T10:30:00Z")));
    }

    @Test
    void shouldForgetSurplusThatLiesWhereBackupsDoNotGoAnyMore() {
        var spec = "{backupRetention: 1, backupDestination: {s3: {bucket: memories, credentialsSecret: {name: k}}}}";
        var onTheClaim = new BackupsOfAStore().verified("2026-11-20T10:30:00Z");
        var moved = new BackupsOfAStore().verified("2026-11-20T10:30:00Z").inObjectStorage("2026-11-20T11:30:00Z");

        assertThat(duties(spec, null, onTheClaim, null, CREATED).duties()).isEmpty();
        assertThat(duties(spec, null, moved, null, CREATED).duties())
                .containsExactly(new Forget(slot("2026-11-20T10:30:00Z")));
    }

    @Test
    void shouldForgetSurplusWhereNoBackupComesToRemoveIt() {
        var now = Instant.parse("2026-11-20T11:00:00Z");
        var backups = new BackupsOfAStore()
                .with("by-hand", BackupTrigger.MANUAL, State.VERIFIED, "2026-10-01T10:00:00Z")
                .verified("2026-09-01T10:00:00Z") // a restore needs it
                .verified("2026-10-02T10:00:00Z")
                .verified("2026-10-03T10:00:00Z");
        var going = new BackupsOfAStore()
                .verified("2026-10-02T10:00:00Z")
                .verified("2026-10-03T10:00:00Z")
                .with("going", BackupTrigger.ANNOTATION, State.PENDING, "2026-11-20T10:59:00Z");
        var old = new Forget(slot("2026-10-02T10:00:00Z"));

        assertThat(duties("{backupMaxAge: 30d}", null, backups, null, now).duties())
                .as("the newest stays, however old")
                .containsExactly(old);
        assertThat(duties("{backupRetention: 1}", null, backups, null, now).duties())
                .containsExactly(old);
        assertThat(duties("{backupMaxAge: 60d}", null, backups, null, now).duties())
                .isEmpty();
        assertThat(duties("{backupMaxAge: 30d}", null, going, null, now).duties())
                .as("its Job removes it")
                .isEmpty();
        assertThat(duties("{backupMaxAge: 30d, backupSchedule: {cron: '0 12 * * *'}}", null, backups, null, now)
                        .duties())
                .as("the next one is due within a day")
                .isEmpty();
        assertThat(duties("{backupMaxAge: 30d, backupSchedule: {cron: '@monthly'}}", null, backups, null, now)
                        .duties())
                .containsExactly(old);
    }

    @Test
    void shouldCountPeriodsFromTheNewest() {
        var backups = new BackupsOfAStore()
                .verified("2026-10-01T10:00:00Z")
                .verified("2026-10-02T09:00:00Z")
                .verified("2026-10-03T09:00:00Z")
                .verified("2026-10-03T10:00:00Z");

        assertThat(duties("{backupRetention: 1, backupKeep: {daily: 2}}", null, backups, null, CREATED)
                        .duties())
                .containsExactly(new Forget(slot("2026-10-01T10:00:00Z")), new Forget(slot("2026-10-03T09:00:00Z")));
    }

    private static BackupDuties duties(
            String spec, @Nullable String request, BackupsOfAStore backups, @Nullable Instant handled, Instant now) {
        return BackupDuties.of(
                plan(spec),
                Optional.ofNullable(request),
                backups.list(),
                Set.of(slot("2026-09-01T10:00:00Z")),
                CREATED,
                Optional.ofNullable(handled),
                now);
    }

    static StorePlan plan(String spec) {
        var json = new KubernetesSerialization();
        var document = json.unmarshal("spec: " + spec, JsonNode.class);
        var decoded = json.convertValue(document.get("spec"), SwarmMemoryStoreSpec.class);
        var platform = new Platform("ops", "swarm-memory", "IfNotPresent", List.of(), "1");
        var identity = new StoreIdentity("n", "s", "uid", "w", Optional.empty());
        if (new StorePlanner(platform).plan(identity, decoded) instanceof PlanResult.Planned<StorePlan>(var plan)) {
            return plan;
        }
        throw new AssertionError("No plan for " + spec);
    }
}
