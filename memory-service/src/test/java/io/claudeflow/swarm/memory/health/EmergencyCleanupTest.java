package io.claudeflow.swarm.memory.health;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.health.EmergencyCleanup.Action;
import io.claudeflow.swarm.memory.health.EmergencyCleanup.Done;
import io.claudeflow.swarm.memory.health.EmergencyCleanup.Removed;
import io.claudeflow.swarm.memory.health.EmergencyCleanup.Space;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmergencyCleanupTest {
    private final List<String> calls = new ArrayList<>();
    private long free = 40;
    private boolean logFails;
    private final EmergencyCleanup cleanup = new EmergencyCleanup(new Tools(), HealthThresholds.DEFAULT);

    private final class Tools implements EmergencyCleanup.Tools {
        @Override
        public Space space() {
            return new Space(1000, free, 0, 5);
        }

        @Override
        public long emptyLog() {
            if (logFails) {
                throw MemoryException.of(FailureKind.UNAVAILABLE, "cannot");
            }
            calls.add("log");
            free += 2;
            return 2;
        }

        @Override
        public Removed expired() {
            return new Removed(3, 3);
        }

        @Override
        public Removed deleteExpired() {
            calls.add("expired");
            free += 3;
            return new Removed(3, 3);
        }

        @Override
        public Removed orphans() {
            return Removed.NOTHING;
        }

        @Override
        public Removed deleteOrphans() {
            calls.add("orphans");
            return Removed.NOTHING;
        }

        @Override
        public Removed entries(String swarm, boolean permanent, long bytes) {
            return new Removed(1, Math.min(bytes, 4));
        }

        @Override
        public Removed deleteEntries(String swarm, boolean permanent, long bytes) {
            calls.add((permanent ? "permanent " : "expiring ") + swarm + " " + bytes);
            long gone = permanent ? bytes : Math.min(bytes, 4);
            free += gone;
            return new Removed(1, gone);
        }

        @Override
        public long giveBack() {
            calls.add("give back");
            return 0;
        }
    }

    /** 5 % of 1,000 are 50 and critical, 51 are wanted, 40 are free: 11 are missing. */
    @Test
    void shouldFreeWhatTheDiskNeedsInOrderAndLeavePermanentEntriesAlone() {
        var report = cleanup.run("s", null, false, false);
        assertThat(calls).containsExactly("log", "expired", "orphans", "expiring s 6", "give back");
        assertThat(report.critical()).isTrue();
        assertThat(report.wantedBytes()).isEqualTo(11);
        assertThat(report.enough()).isFalse();
        assertThat(report.before().free()).isEqualTo(40);
        assertThat(report.after().free()).isEqualTo(49);
    }

    @Test
    void shouldDeletePermanentEntriesOnlyWhenAskedAndOnlyAsManyAsNeeded() {
        var report = cleanup.run("s", null, true, false);
        assertThat(calls).containsExactly("log", "expired", "orphans", "expiring s 6", "permanent s 2", "give back");
        assertThat(report.enough()).isTrue();
        assertThat(report.actions())
                .contains(new Done(Action.DELETE_EXPIRING, 1, 4), new Done(Action.DELETE_PERMANENT, 1, 2));
    }

    @Test
    void shouldTouchNoLiveEntryWhenThereIsSpace() {
        free = 500;
        var report = cleanup.run("s", null, true, false);
        assertThat(calls).containsExactly("log", "expired", "orphans", "give back");
        assertThat(report.critical()).isFalse();
        assertThat(report.enough()).isTrue();
    }

    @Test
    void shouldFreeWhatTheCallerWants() {
        free = 500;
        assertThat(cleanup.run("s", 9L, false, false).enough()).isTrue();
        assertThat(calls).contains("expiring s 4");
        assertFails(FailureKind.INVALID_ARGUMENT, "freeBytes: 0", () -> cleanup.run("s", 0L, false, false));
    }

    @Test
    void shouldChangeNothingInADryRun() {
        var report = cleanup.run("s", null, true, true);
        assertThat(calls).isEmpty();
        assertThat(report.actions())
                .extracting(Done::action)
                .containsExactly(
                        Action.EMPTY_LOG,
                        Action.DELETE_EXPIRED,
                        Action.DELETE_ORPHANS,
                        Action.DELETE_EXPIRING,
                        Action.GIVE_BACK);
        assertThat(report.enough()).as("5 + 3 + 3 of 11").isTrue();
    }

    @Test
    void shouldGoOnWhenOneActionFails() {
        logFails = true;
        var report = cleanup.run("s", null, false, false);
        assertThat(report.errors()).containsExactly("empty_log: cannot");
        assertThat(calls).contains("expired", "give back");
    }
}
