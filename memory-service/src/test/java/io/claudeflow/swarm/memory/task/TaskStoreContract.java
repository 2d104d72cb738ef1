package io.claudeflow.swarm.memory.task;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TaskStore} does. */
public abstract class TaskStoreContract {
    private static final String SWARM = "s1";
    private static final Duration LEASE = Duration.ofMinutes(1);

    protected final ManualClock clock = new ManualClock();
    private TaskStore store;

    /** A store without tasks that reads its time from {@link #clock}. */
    protected abstract TaskStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldKeepCreationAndStatusWhenATaskIsPutAgain() {
        var created = store.put(SWARM, TaskSpec.of("t", "first"));
        store.move(SWARM, "t", new StatusChange(TaskStatus.IN_PROGRESS, null), null);
        clock.advance(Duration.ofSeconds(1));
        var again = store.put(SWARM, TaskSpec.of("t", "second").withPriority(Priority.HIGH));
        assertThat(again.createdAt()).isEqualTo(created.createdAt());
        assertThat(again.status()).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThat(again.version()).isEqualTo(3);
        assertThat(store.get(SWARM, "t")).contains(again);
        assertFails(FailureKind.CONFLICT, "id: t", () -> store.create(SWARM, TaskSpec.of("t", "third")));
    }

    @Test
    void shouldFollowWhomATaskIsFor() {
        store.create(SWARM, TaskSpec.of("t", "x"));
        assertThat(store.put(SWARM, TaskSpec.of("t", "x").assignedTo("w")).status())
                .isEqualTo(TaskStatus.ASSIGNED);
        assertThat(store.assign(SWARM, "t", null).status()).isEqualTo(TaskStatus.PENDING);
        assertThat(store.assign(SWARM, "t", "v").spec().assignedTo()).isEqualTo("v");
        assertFails(FailureKind.CONFLICT, "id: t", () -> store.claim(SWARM, "t", "w", LEASE));
        store.move(SWARM, "t", StatusChange.to(TaskStatus.CANCELLED), null);
        assertFails(
                FailureKind.CONFLICT,
                "assignedTo: w (expected: no change, t is cancelled)",
                () -> store.assign(SWARM, "t", "w"));
    }

    @Test
    void shouldKeepSwarmsApart() {
        store.create(SWARM, TaskSpec.of("t", "mine"));
        store.create("s2", TaskSpec.of("t", "theirs"));
        assertThat(store.get("s2", "t").orElseThrow().spec().description()).isEqualTo("theirs");
        assertThat(store.list(SWARM, TaskQuery.ALL).items()).hasSize(1);
        assertThat(store.delete("s3", "t")).isFalse();
    }

    @Test
    void shouldSetCompletionTimeAndKeepFalsyResults() {
        store.create(SWARM, TaskSpec.of("t", "x"));
        clock.advance(Duration.ofSeconds(5));
        var done = store.move(SWARM, "t", new StatusChange(TaskStatus.COMPLETED, "false"), null);
        assertThat(done.completedAt()).isEqualTo(clock.instant());
        assertThat(store.get(SWARM, "t").orElseThrow().result()).isEqualTo("false");
        assertFails(
                FailureKind.CONFLICT,
                "status: pending (expected: no change, t is completed)",
                () -> store.move(SWARM, "t", StatusChange.to(TaskStatus.PENDING), null));
        assertFails(
                FailureKind.NOT_FOUND, "id: u", () -> store.move(SWARM, "u", StatusChange.to(TaskStatus.FAILED), null));
    }

    @Test
    void shouldRefuseDependenciesThatAreUnknownOrLeadBack() {
        assertFails(
                FailureKind.NOT_FOUND,
                "dependencies[0]: a",
                () -> store.create(SWARM, TaskSpec.of("t", "x").after("a")));
        assertFails(
                FailureKind.CONFLICT,
                "dependencies: t → t",
                () -> store.create(SWARM, TaskSpec.of("t", "x").after("t")));
        store.create(SWARM, TaskSpec.of("a", "x"));
        store.create(SWARM, TaskSpec.of("b", "x").after("a"));
        store.create(SWARM, TaskSpec.of("c", "x").after("b", "a"));
        assertFails(
                FailureKind.CONFLICT, "dependencies: a → c → a", () -> store.setDependencies(SWARM, "a", List.of("c")));
        assertThat(store.get(SWARM, "a").orElseThrow().spec().dependencies()).isEmpty();
        assertFails(
                FailureKind.CONFLICT,
                "id: a (expected: a task nobody waits for, waiting: b, c)",
                () -> store.delete(SWARM, "a"));
        assertThat(store.delete(SWARM, "c")).isTrue();
    }

    @Test
    void shouldNotBeginWorkBeforeItsDependenciesAreCompleted() {
        store.create(SWARM, TaskSpec.of("a", "x").withPriority(Priority.LOW));
        store.create(
                SWARM, TaskSpec.of("b", "x").withPriority(Priority.CRITICAL).after("a"));
        assertFails(
                FailureKind.CONFLICT,
                "status: in_progress (expected: completed dependencies, open: a)",
                () -> store.move(SWARM, "b", StatusChange.to(TaskStatus.IN_PROGRESS), null));
        assertFails(FailureKind.CONFLICT, "id: b", () -> store.claim(SWARM, "b", "w", LEASE));
        assertThat(store.claim(SWARM, "w", LEASE).orElseThrow().id()).isEqualTo("a");
        assertThat(store.claim(SWARM, "w", LEASE)).isEmpty();
        var fence = fence(store.get(SWARM, "a").orElseThrow());
        store.move(SWARM, "a", StatusChange.to(TaskStatus.COMPLETED), fence);
        assertThat(store.claim(SWARM, "w", LEASE).orElseThrow().id()).isEqualTo("b");
    }

    @Test
    void shouldClaimTheMostUrgentThenTheOldest() {
        store.create(SWARM, TaskSpec.of("medium", "x"));
        clock.advance(Duration.ofSeconds(1));
        store.create(SWARM, TaskSpec.of("high-2", "x").withPriority(Priority.HIGH));
        store.create(SWARM, TaskSpec.of("high-1", "x").withPriority(Priority.HIGH));
        store.create(
                SWARM,
                TaskSpec.of("others", "x").withPriority(Priority.CRITICAL).assignedTo("other"));
        assertThat(IntStream.range(0, 3)
                        .mapToObj(_ ->
                                store.claim(SWARM, "w", LEASE).orElseThrow().id()))
                .containsExactly("high-1", "high-2", "medium");
        assertThat(store.claim(SWARM, "w", LEASE)).isEmpty();
        assertThat(store.claim(SWARM, "other", LEASE).orElseThrow().id()).isEqualTo("others");
        assertThat(store.list(SWARM, TaskQuery.ALL.forAgent("w")).items()).hasSize(3);
    }

    @Test
    void shouldLetOnlyTheHolderActOnAClaimedTask() {
        store.create(SWARM, TaskSpec.of("t", "x"));
        var claimed = store.claim(SWARM, "w", LEASE).orElseThrow();
        assertThat(claimed.status()).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThat(fence(claimed)).isEqualTo(claimed.revision());
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: null (expected: the token of w)",
                () -> store.move(SWARM, "t", StatusChange.to(TaskStatus.COMPLETED), null));
        assertFails(FailureKind.CONFLICT, "assignedTo: v", () -> store.assign(SWARM, "t", "v"));
        var renewed = store.renew(SWARM, "t", fence(claimed), Duration.ofHours(1));
        assertThat(fence(renewed)).isEqualTo(fence(claimed));
        var released = store.release(SWARM, "t", fence(claimed));
        assertThat(released.status()).isEqualTo(TaskStatus.PENDING);
        assertFails(FailureKind.PRECONDITION_FAILED, "fence: ", () -> store.release(SWARM, "t", fence(claimed)));
    }

    @Test
    void shouldFreeATaskTheMomentItsLeaseEnds() {
        store.create(SWARM, TaskSpec.of("t", "x"));
        var first = store.claim(SWARM, "w", LEASE).orElseThrow();
        clock.advance(LEASE.minusMillis(1));
        assertThat(store.claim(SWARM, "v", LEASE)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(store.get(SWARM, "t").orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
        assertThat(store.list(SWARM, TaskQuery.ALL.withStatus(TaskStatus.PENDING))
                        .items())
                .hasSize(1);
        var second = store.claim(SWARM, "v", LEASE).orElseThrow();
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(fence(second)).isGreaterThan(fence(first));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: ",
                () -> store.move(SWARM, "t", StatusChange.to(TaskStatus.COMPLETED), fence(first)));
    }

    @Test
    void shouldWriteDownLeasesThatHaveEnded() {
        for (int i = 0; i < 3; i++) {
            store.create(SWARM, TaskSpec.of("t" + i, "x"));
            store.claim(SWARM, "w", LEASE);
        }
        assertThat(store.collectExpired(10)).isZero();
        clock.advance(LEASE);
        assertThat(store.collectExpired(2)).isEqualTo(2);
        assertThat(store.collectExpired(10)).isEqualTo(1);
        assertThat(store.collectExpired(10)).isZero();
    }

    @Test
    void shouldGiveEachTaskToOneAgentWhenManyClaimAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var created : threads.invokeAll(IntStream.range(0, 200)
                    .mapToObj(i -> (Callable<Task>) () -> store.create(SWARM, TaskSpec.of("t" + i, "x")))
                    .toList())) {
                created.get();
            }
            var ids = new ArrayList<String>();
            Callable<List<String>> claims = this::claimUntilNoneIsLeft;
            for (var claimed : threads.invokeAll(Collections.nCopies(16, claims))) {
                ids.addAll(claimed.get());
            }
            assertThat(ids).hasSize(200).doesNotHaveDuplicates();
        }
    }

    private List<String> claimUntilNoneIsLeft() {
        var ids = new ArrayList<String>();
        var task = store.claim(SWARM, "w", LEASE);
        while (task.isPresent()) {
            ids.add(task.get().id());
            task = store.claim(SWARM, "w", LEASE);
        }
        return ids;
    }

    @Test
    void shouldKeepTheLastReportOnTheProgress() {
        store.create(SWARM, TaskSpec.of("t", "x"));
        var claimed = store.claim(SWARM, "w", LEASE).orElseThrow();
        assertFails(FailureKind.PRECONDITION_FAILED, "fence: null", () -> store.progress(SWARM, "t", "{}", "w", null));
        assertFails(
                FailureKind.CONFLICT,
                "agent: v (expected: w, who holds the task)",
                () -> store.progress(SWARM, "t", "{}", "v", fence(claimed)));
        clock.advance(Duration.ofSeconds(1));
        store.progress(SWARM, "t", "{\"percent\":40}", null, fence(claimed));
        var released = store.release(SWARM, "t", fence(claimed));
        assertThat(released.progress()).isEqualTo(new TaskProgress("{\"percent\":40}", "w", clock.instant()));
        var reported = store.progress(SWARM, "t", "2", "v", null);
        assertThat(store.get(SWARM, "t")).contains(reported);
        assertThat(Objects.requireNonNull(reported.progress()).agent()).isEqualTo("v");
        store.move(SWARM, "t", StatusChange.to(TaskStatus.COMPLETED), null);
        assertFails(FailureKind.CONFLICT, "progress: t", () -> store.progress(SWARM, "t", "3", null, null));
    }

    @Test
    void shouldListPageByPageInTheOrderOfClaims() {
        for (int i = 0; i < 25; i++) {
            var priority = i % 2 == 0 ? Priority.HIGH : Priority.LOW;
            store.create(SWARM, TaskSpec.of("t" + i, "x").withPriority(priority));
        }
        var all = Paging.walk(7, page -> store.list(SWARM, TaskQuery.ALL.page(page)));
        assertThat(all).hasSize(25).isSortedAccordingTo(InMemoryTaskStore.CLAIM_ORDER);
        var cursor = store.list(SWARM, TaskQuery.ALL.page(PageRequest.first(7))).nextCursor();
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "cursor: ",
                () -> store.list(SWARM, TaskQuery.ALL.forAgent("w").page(new PageRequest(7, cursor))));
    }

    private static Revision fence(Task task) {
        return Objects.requireNonNull(task.lease()).fence();
    }
}
