package io.claudeflow.swarm.memory.sharedstate;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SharedStateStore} does. */
public abstract class SharedStateStoreContract {
    private static final String SWARM = "s1";

    protected final ManualClock clock = new ManualClock();
    private SharedStateStore store;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract SharedStateStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldCountVersionsAndNameTheAuthor() {
        var first = store.put(SWARM, "k", "1", "a", Expectation.ANYTHING);
        clock.advance(Duration.ofSeconds(1));
        var second = store.put(SWARM, "k", "2", null, Expectation.ANYTHING);
        assertThat(first.version()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.updatedBy()).isNull();
        assertThat(second.revision()).isGreaterThan(first.revision());
        assertThat(store.get(SWARM, "k")).contains(second);
        assertThat(store.get("s2", "k")).isEmpty();
    }

    @Test
    void shouldWriteOnlyWhatTheWriterExpects() {
        var first = store.put(SWARM, "k", "1", "a", Expectation.version(0L));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "expectedVersion: no value (expected: version 1 of ",
                () -> store.put(SWARM, "k", "2", "b", Expectation.ABSENT));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "expectedVersion: version 2",
                () -> store.put(SWARM, "k", "2", "b", Expectation.version(2L)));
        assertThat(store.get(SWARM, "k")).contains(first);
        assertThat(store.put(SWARM, "k", "2", "b", Expectation.version(1L)).version())
                .isEqualTo(2);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "expectedVersion: version 1 (expected: absent)",
                () -> store.put(SWARM, "other", "2", "b", Expectation.version(1L)));
        assertFails(FailureKind.INVALID_ARGUMENT, "expectedVersion: -1", () -> Expectation.version(-1L));
    }

    @Test
    void shouldTellARecreatedValueByItsRevision() {
        var first = store.put(SWARM, "k", "1", "a", Expectation.ANYTHING);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "expectedVersion: ",
                () -> store.delete(SWARM, "k", Expectation.version(7L)));
        assertThat(store.delete(SWARM, "k", Expectation.version(1L))).isTrue();
        assertThat(store.delete(SWARM, "k", Expectation.ANYTHING)).isFalse();
        store.put(SWARM, "k", "1", "a", Expectation.ANYTHING);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "expectedVersion: revision ",
                () -> store.put(SWARM, "k", "2", "a", new Expectation.WrittenAt(first.revision())));
    }

    @Test
    void shouldLoseNoIncrementWhenManyCompareAndSet() throws Exception {
        store.put(SWARM, "k", "0", null, Expectation.ANYTHING);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(this::incrementUntilItFits))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
        assertThat(store.get(SWARM, "k").orElseThrow().value()).isEqualTo("20");
    }

    private int incrementUntilItFits() {
        while (true) {
            var current = store.get(SWARM, "k").orElseThrow();
            int next = Integer.parseInt(current.value()) + 1;
            try {
                store.put(SWARM, "k", Integer.toString(next), null, Expectation.version(current.version()));
                return next;
            } catch (MemoryException e) {
                assertThat(e.kind()).isEqualTo(FailureKind.PRECONDITION_FAILED);
            }
        }
    }

    @Test
    void shouldListByKeyAndGlob() {
        for (var key : new String[] {"b", "a%", "a_", "a*", "A"}) {
            store.put(SWARM, key, "1", null, Expectation.ANYTHING);
        }
        store.put("s2", "a", "1", null, Expectation.ANYTHING);
        assertThat(Paging.walk(2, page -> store.list(SWARM, null, page)))
                .extracting(SharedState::key)
                .containsExactly("A", "a%", "a*", "a_", "b");
        assertThat(store.list(SWARM, new Glob("a%"), PageRequest.FIRST).items()).hasSize(1);
        assertThat(store.list(SWARM, new Glob("a?"), PageRequest.FIRST).items()).hasSize(3);
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "value: (empty)",
                () -> store.put(SWARM, "k", "", null, Expectation.ANYTHING));
    }
}
