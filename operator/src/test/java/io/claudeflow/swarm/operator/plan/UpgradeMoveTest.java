package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStep;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Answered;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Away;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Held;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.NoAnswer;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Ready;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Silent;
import io.claudeflow.swarm.operator.plan.UpgradeFacts.Unpullable;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every step of a change of version from 1.0.0 to 2.0.0 and what may happen in it, as a table. */
class UpgradeMoveTest {
    private static final Instant SINCE = Instant.parse("2026-11-21T10:00:00Z");
    private static final String NAME = "s-backup-20261121t100000";

    /**
     * Columns: step; what the spec wants; backup wanted; backup (V verified, F failed, P waiting, W at work); pod
     * (ready, silent, failing, unpullable, away, held and what it says: version/epoch/revision or ?); restore (going,
     * well, badly); seconds in the step; then the move.
     */
    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5} {6}s")
    @CsvSource(
            delimiter = '|',
            value = {
                // The data first, while the former version serves.
                "BACKING_UP | 2.0.0 | REQUIRED    |   | ready            |       | 0     | ask backup",
                "BACKING_UP | 2.0.0 | REQUIRED    | P | ready            |       | 500   | stay",
                "BACKING_UP | 2.0.0 | REQUIRED    | W | silent           |       | 500   | stay",
                "BACKING_UP | 2.0.0 | REQUIRED    | V | ready            |       | 9     | ROLLING",
                "BACKING_UP | 2.0.0 | REQUIRED    | F | ready            |       | 9     | failed",
                "BACKING_UP | 2.0.0 | IF_POSSIBLE | F | ready            |       | 9     | ROLLING",
                "BACKING_UP | 1.0.0 | REQUIRED    | P | ready            |       | 9     | rest, forget",
                // A pod that is silent is taken away, and the backup comes from the claim.
                "BACKING_UP | 2.0.0 | REQUIRED    | P | silent           |       | 59    | stay",
                "BACKING_UP | 2.0.0 | REQUIRED    | P | silent           |       | 60    | STOPPING",
                "STOPPING   | 2.0.0 | REQUIRED    | P | silent           |       | 299   | stay",
                "STOPPING   | 2.0.0 | REQUIRED    | P | silent           |       | 300   | failed",
                "STOPPING   | 2.0.0 | REQUIRED    | W | away             |       | 3000  | stay",
                "STOPPING   | 2.0.0 | REQUIRED    | V | away             |       | 9     | ROLLING",
                "STOPPING   | 2.0.0 | REQUIRED    | F | away             |       | 9     | failed",
                "STOPPING   | 3.0.0 | REQUIRED    | V | away             |       | 9     | rest, forget",
                // The new version, held back until it is checked.
                "ROLLING    | 2.0.0 | REQUIRED    | V | silent           |       | 1799  | stay",
                "ROLLING    | 2.0.0 | REQUIRED    | V | silent           |       | 1800  | RETURNING!",
                "ROLLING    | 2.0.0 | REQUIRED    | V | away             |       | 1800  | RETURNING!",
                "ROLLING    | 2.0.0 | REQUIRED    | V | failing          |       | 9     | RETURNING!",
                "ROLLING    | 2.0.0 | REQUIRED    | V | unpullable       |       | 179   | stay",
                "ROLLING    | 2.0.0 | REQUIRED    | V | unpullable       |       | 180   | RETURNING!",
                "ROLLING    | 2.0.0 | REQUIRED    | V | held ?           |       | 9     | stay",
                "ROLLING    | 2.0.0 | REQUIRED    | V | held ?           |       | 1800  | RETURNING!",
                "ROLLING    | 2.0.0 | REQUIRED    | V | held 2.0.0/1/42  |       | 9     | confirm",
                "ROLLING    | 2.0.0 | REQUIRED    | V | held 2.0.0/1/99  |       | 9     | confirm",
                "ROLLING    | 2.0.0 | REQUIRED    | V | held 2.0.0/2/1   |       | 9     | confirm",
                "ROLLING    | 2.0.0 | REQUIRED    | V | held 1.0.0/1/42  |       | 9     | RETURNING!",
                "ROLLING    | 2.0.0 | REQUIRED    | V | held 2.0.0/1/41  |       | 9     | RETURNING!",
                "ROLLING    | 3.0.0 | REQUIRED    | V | held 2.0.0/1/42  |       | 9     | RETURNING!",
                "ROLLING    | 2.0.0 | REQUIRED    | V | ready            |       | 9     | done",
                // And back: the former version on the file as it is, else on the backup.
                "RETURNING  | 2.0.0 | REQUIRED    | V | silent           |       | 599   | stay",
                "RETURNING  | 2.0.0 | REQUIRED    | V | ready            |       | 9     | failed",
                "RETURNING  | 2.0.0 | REQUIRED    | V | failing          |       | 9     | RESTORING!",
                "RETURNING  | 2.0.0 | REQUIRED    | V | silent           |       | 600   | RESTORING!",
                "RETURNING  | 2.0.0 | REQUIRED    | V | away             |       | 600   | RESTORING!",
                "RETURNING  | 2.0.0 | IF_POSSIBLE | F | failing          |       | 9     | failed",
                "RESTORING  | 2.0.0 | REQUIRED    | V | silent           |       | 9     | ask restore",
                "RESTORING  | 2.0.0 | REQUIRED    | V | away             | going | 99    | stay",
                "RESTORING  | 2.0.0 | REQUIRED    | V | ready            | well  | 99    | failed",
                "RESTORING  | 2.0.0 | REQUIRED    | V | silent           | badly | 99    | failed",
                "RESTORING  | 2.0.0 | REQUIRED    | V | away             | going | 7200  | failed",
            })
    void next_isAsTheTableSays(
            UpgradeStep step,
            String wanted,
            SafetyBackup safety,
            @Nullable String backup,
            String pod,
            @Nullable String restore,
            long seconds,
            String move) {
        var record = new UpgradeRecord(
                Optional.of(new Program.Tagged("1.0.0")), Optional.of(change(step, Optional.empty())));
        var plan = record.effective(plan("{version: " + wanted + ", upgradeBackup: " + wire(safety) + "}"));

        var next = UpgradeMove.next(facts(record, plan, backup, pod, restore, seconds));

        assertThat(told(next)).isEqualTo(move);
    }

    /** Columns: what runs; the spec; what failed before; what the store is busy with; the move. */
    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "      | {version: 2.0.0}                       |       |         | rest",
                "1.0.0 | {}                                     |       |         | rest",
                "1.0.0 | {version: 1.0.0}                       |       |         | rest",
                "1.0.0 | {version: 2.0.0}                       |       |         | begin backup",
                "1.0.0 | {version: 2.0.0, upgradeBackup: Skip}  |       |         | begin",
                "1.0.0 | {version: 2.0.0, persistence: false}   |       |         | rest",
                "1.0.0 | {image: 'r/x:2'}                       |       |         | begin backup",
                "r/x:2 | {image: 'r/x:2'}                       |       |         | rest",
                "1.0.0 | {version: 2.0.0}                       |       | restore | stay",
                // What failed is not tried again until something else was asked for.
                "1.0.0 | {version: 2.0.0}                       | 2.0.0 |         | rest",
                "1.0.0 | {version: 2.0.0, cacheSize: 5}         | 2.0.0 |         | rest",
                "1.0.0 | {version: 3.0.0}                       | 2.0.0 |         | begin backup",
                "1.0.0 | {version: 1.0.0}                       | 2.0.0 |         | rest, forget",
                "1.0.0 | {}                                     | 2.0.0 |         | rest, forget",
            })
    void next_ofAStoreAtRest_isAsTheTableSays(
            @Nullable String running, String spec, @Nullable String failed, @Nullable String busy, String move) {
        var change = Optional.ofNullable(failed).map(to -> change(UpgradeStep.FINISHED, Optional.of("It failed.")));
        var record = new UpgradeRecord(Optional.ofNullable(running).map(Program::parse), change);
        var facts = new UpgradeFacts(
                record,
                record.effective(plan(spec)),
                SINCE,
                Optional.ofNullable(busy),
                Optional.empty(),
                Optional.empty(),
                new UpgradeFacts.NotAsked(),
                List.of(),
                new Ready());

        assertThat(told(UpgradeMove.next(facts))).isEqualTo(move);
    }

    @Test
    void onlyTheStepThatTriesItRunsTheNewProgramAndHoldsItBack() {
        for (var step : UpgradeStep.values()) {
            var record = new UpgradeRecord(
                    Optional.of(new Program.Tagged("1.0.0")), Optional.of(change(step, Optional.empty())));
            var image = record.effective(plan("{version: 2.0.0}")).image();

            assertThat(image.reference())
                    .as("%s", step)
                    .isEqualTo("memory:" + (step == UpgradeStep.ROLLING ? "2.0.0" : "1.0.0"));
            assertThat(image.unchecked()).as("%s", step).isEqualTo(step == UpgradeStep.ROLLING);
        }
    }

    @Test
    void aFailureSaysWhatHappenedAndWhatServes() {
        var record = new UpgradeRecord(
                Optional.of(new Program.Tagged("1.0.0")),
                Optional.of(change(UpgradeStep.RETURNING, Optional.of("It broke."))));
        var plan = record.effective(plan("{version: 2.0.0}"));

        assertThat(UpgradeMove.next(facts(record, plan, "V", "ready", null, 9)))
                .isEqualTo(new UpgradeMove.End(Optional.of("It broke. 1.0.0 serves again, nothing was lost.")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "well    | the data of SwarmMemoryBackup b again.",
                "further | the data of SwarmMemoryBackup b and what was written after it, up to revision 57, again.",
            })
    void aRestoreSaysHowFarItReaches(String restore, String serves) {
        var record = new UpgradeRecord(
                Optional.of(new Program.Tagged("1.0.0")),
                Optional.of(change(UpgradeStep.RESTORING, Optional.of("It broke."))));
        assertThat(record.returnsBy("r")).isTrue();
        assertThat(record.returnsBy("another")).isFalse();
        var plan = record.effective(plan("{version: 2.0.0}"));

        assertThat(UpgradeMove.next(facts(record, plan, "V", "ready", restore, 9)))
                .isEqualTo(new UpgradeMove.End(
                        Optional.of("It broke. 1.0.0 serves " + serves.replace("Backup b", "Backup " + NAME))));
    }

    @ParameterizedTest
    @CsvSource({
        "memory:1.2.3, false, 1.2.3",
        "host:5000/memory:1.2.3, false, 1.2.3",
        "host:5000/memory, false, host:5000/memory",
        "memory@sha256:abc, false, memory@sha256:abc",
        "mine:1, true, mine:1",
        "mine, true, mine:latest"
    })
    void program_of_isTheTagUnlessTheStoreChoseTheImage(String reference, boolean chosen, String text) {
        assertThat(Program.of(reference, chosen).text()).isEqualTo(text);
        assertThat(Program.parse(text).text()).isEqualTo(text);
    }

    private static UpgradeRecord.Change change(UpgradeStep step, Optional<String> problem) {
        return new UpgradeRecord.Change(
                new Program.Tagged("1.0.0"),
                new Program.Tagged("2.0.0"),
                step,
                SINCE,
                Optional.of(NAME),
                step == UpgradeStep.RESTORING ? Optional.of("r") : Optional.empty(),
                problem);
    }

    private static UpgradeFacts facts(
            UpgradeRecord record,
            StorePlan plan,
            @Nullable String backup,
            String pod,
            @Nullable String restore,
            long seconds) {
        return new UpgradeFacts(
                record,
                plan,
                SINCE.plusSeconds(seconds),
                Optional.empty(),
                Optional.ofNullable(backup).map(kind -> backup(kind.charAt(0))),
                Optional.of(new UpgradeFacts.Position(1, 42)),
                switch (restore) {
                    case "going" -> new UpgradeFacts.Going("It goes on.");
                    case "well" -> new UpgradeFacts.Ended(true, "It ended.", Optional.of(42L));
                    case "further" -> new UpgradeFacts.Ended(true, "It ended.", Optional.of(57L));
                    case "badly" -> new UpgradeFacts.Ended(false, "It failed.", Optional.empty());
                    case null, default -> new UpgradeFacts.NotAsked();
                },
                List.of(),
                pod(pod));
    }

    private static UpgradeFacts.Pod pod(String pod) {
        if (pod.startsWith("held ")) {
            var parts = pod.substring("held ".length()).split("/", -1);
            return new Held(
                    parts.length < 3
                            ? new NoAnswer("It is silent.")
                            : new Answered(
                                    Optional.of(parts[0]),
                                    Optional.of(Long.valueOf(parts[1])),
                                    Optional.of(Long.valueOf(parts[2]))));
        }
        return switch (pod) {
            case "ready" -> new Ready();
            case "away" -> new Away();
            case "unpullable" -> new Unpullable("No such image.");
            default -> new Silent("It starts.", pod.equals("failing"));
        };
    }

    private static String told(UpgradeMove move) {
        return switch (move) {
            case UpgradeMove.Rest(var forget) -> forget ? "rest, forget" : "rest";
            case UpgradeMove.Stay stay -> "stay";
            case UpgradeMove.Begin(var from, var to, var backup) -> backup.isPresent() ? "begin backup" : "begin";
            case UpgradeMove.Go(var step, var restore, var problem) -> step + (problem.isPresent() ? "!" : "");
            case UpgradeMove.AskBackup ask -> "ask backup";
            case UpgradeMove.AskRestore ask -> "ask restore";
            case UpgradeMove.Confirm() -> "confirm";
            case UpgradeMove.End(var problem) -> problem.isPresent() ? "failed" : "done";
        };
    }

    private static BackupRecord backup(char kind) {
        var state = kind == 'V' ? State.VERIFIED : kind == 'F' ? State.FAILED : State.PENDING;
        return new BackupRecord(
                NAME,
                "s",
                "w",
                BackupTrigger.UPGRADE,
                state,
                SINCE,
                state == State.PENDING ? Optional.empty() : Optional.of(SINCE),
                "its message",
                Optional.empty(),
                kind == 'W',
                false,
                false,
                false);
    }

    private static String wire(SafetyBackup safety) {
        return safety.wire();
    }

    private static StorePlan plan(String spec) {
        var tree = new KubernetesSerialization()
                .unmarshal("spec: " + spec, JsonNode.class)
                .get("spec");
        var identity = new StoreIdentity("n", "s", "uid", "w", Optional.empty());
        var platform = new Platform("ops", "memory", "IfNotPresent", List.of(), "2.0.0");
        if (Decoded.of(tree, "spec", SwarmMemoryStoreSpec.class) instanceof Decoded.Fit<SwarmMemoryStoreSpec>(var fit)
                && new StorePlanner(platform).plan(identity, fit) instanceof PlanResult.Planned<StorePlan>(var plan)) {
            return plan;
        }
        throw new AssertionError("No plan for " + spec);
    }
}
