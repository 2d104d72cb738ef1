package io.claudeflow.swarm.memory.workflow;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.workflow.Workflow.Status;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WorkflowStore} does. */
public abstract class WorkflowStoreContract {
    private static final String SWARM = "s1";

    protected final ManualClock clock = new ManualClock();
    private WorkflowStore store;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract WorkflowStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldKeepTheCheckpointWhenTheStateIsSaved() {
        var begun = store.save(SWARM, "w", "build", "{\"stage\":1}", Status.RUNNING);
        assertThat(begun.version()).isEqualTo(1);
        store.checkpoint(SWARM, "w", "{\"at\":7}", null);
        clock.advance(Duration.ofSeconds(1));
        var saved = store.save(SWARM, "w", "build", "{\"stage\":2}", Status.RUNNING);
        assertThat(saved.checkpoint()).isEqualTo("{\"at\":7}");
        assertThat(saved.createdAt()).isEqualTo(ManualClock.START);
        assertThat(saved.version()).isEqualTo(3);
        assertThat(store.get(SWARM, "w")).contains(saved);
        assertThat(store.get("s2", "w")).isEmpty();
    }

    @Test
    void shouldLetOneTakeOverAfterACrash() {
        store.save(SWARM, "w", "build", "{}", Status.RUNNING);
        var left = store.checkpoint(SWARM, "w", "{\"at\":7}", 1L);
        clock.advance(Duration.ofMinutes(5));
        assertThat(store.interrupted(SWARM, Duration.ofMinutes(5), 10)).containsExactly(left);
        var resumed = store.resume(SWARM, "w", left.version());
        assertThat(resumed.runs()).isEqualTo(2);
        assertThat(resumed.checkpoint()).isEqualTo("{\"at\":7}");
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "version: 2 (expected: the present version, 3)",
                () -> store.resume(SWARM, "w", left.version()));
        assertFails(
                FailureKind.PRECONDITION_FAILED, "version: 2", () -> store.checkpoint(SWARM, "w", "{\"at\":1}", 2L));
        assertThat(store.interrupted(SWARM, Duration.ofMinutes(5), 10)).isEmpty();
    }

    @Test
    void shouldNotResumeWhatIsCompleted() {
        var done = store.save(SWARM, "w", "build", "{}", Status.COMPLETED);
        clock.advance(Duration.ofDays(1));
        assertThat(store.interrupted(SWARM, Duration.ofMinutes(5), 10)).isEmpty();
        assertFails(FailureKind.CONFLICT, "id: w", () -> store.resume(SWARM, "w", done.version()));
        var failed = store.save(SWARM, "w", "build", "{}", Status.FAILED);
        assertThat(store.resume(SWARM, "w", failed.version()).status()).isEqualTo(Status.RUNNING);
        assertFails(FailureKind.NOT_FOUND, "id: x", () -> store.resume(SWARM, "x", 1));
        assertFails(FailureKind.NOT_FOUND, "id: x", () -> store.checkpoint(SWARM, "x", "1", null));
    }

    @Test
    void shouldListByTypeAndDelete() {
        store.save(SWARM, "b", "build", "{}", Status.RUNNING);
        store.save(SWARM, "a", "build", "{}", Status.RUNNING);
        store.save(SWARM, "c", "deploy", "{}", Status.RUNNING);
        assertThat(store.list(SWARM, "build", PageRequest.FIRST).items())
                .extracting(Workflow::id)
                .containsExactly("a", "b");
        assertThat(Paging.walk(1, page -> store.list(SWARM, null, page))).hasSize(3);
        assertThat(store.delete(SWARM, "a")).isTrue();
        assertThat(store.delete(SWARM, "a")).isFalse();
        assertFails(
                FailureKind.INVALID_ARGUMENT, "state: (empty)", () -> store.save(SWARM, "d", "t", "", Status.RUNNING));
    }
}
