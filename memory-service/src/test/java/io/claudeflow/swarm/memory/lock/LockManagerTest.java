package io.claudeflow.swarm.memory.lock;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LockManagerTest extends LocksContract {
    private final InMemoryLockJournal journal = new InMemoryLockJournal(new Revisions());

    @Override
    protected Locks open() {
        return new LockManager(journal, clock);
    }

    @Test
    void shouldChangeNothingWhenTheJournalFails() {
        var locks = open();
        var request = new LockRequest("k", "a", LockMode.WRITE, LockRequest.DEFAULT_LEASE, Duration.ZERO);
        journal.failFromNowOn(true);
        assertFails(FailureKind.BUSY, "the journal is full", () -> locks.acquire("s", request));
        assertThat(locks.list("s")).isEmpty();
        journal.failFromNowOn(false);
        var lock = ((LockOutcome.Granted) locks.acquire("s", request)).lock();
        journal.failFromNowOn(true);
        assertFails(FailureKind.BUSY, "the journal is full", () -> locks.release("s", "k", lock.fence()));
        assertThat(locks.list("s")).containsExactly(lock);
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(FailureKind.INVALID_ARGUMENT, "mode: both", () -> LockMode.named("mode", "both"));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "lease: PT0S (expected: 1s to 1d)",
                () -> new LockRequest("k", "a", LockMode.READ, Duration.ZERO, Duration.ZERO));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "wait: PT11M (expected: 0 to 10m)",
                () -> new LockRequest("k", "a", LockMode.READ, LockRequest.DEFAULT_LEASE, Duration.ofMinutes(11)));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "owner: (empty)",
                () -> new LockRequest("k", "", LockMode.READ, LockRequest.DEFAULT_LEASE, Duration.ZERO));
    }
}
