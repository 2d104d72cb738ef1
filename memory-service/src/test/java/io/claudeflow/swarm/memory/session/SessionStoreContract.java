package io.claudeflow.swarm.memory.session;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} does. */
public abstract class SessionStoreContract {
    private static final String SWARM = "s1";

    protected final ManualClock clock = new ManualClock();
    private SessionStore store;

    /** A store without sessions that reads its time from {@link #clock}. */
    protected abstract SessionStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldTouchASessionThatIsResumedAndNotOneThatIsRead() {
        var id = store.create(SWARM, null, "{\"user\":\"dev\"}", null).id();
        clock.advance(Duration.ofMinutes(1));
        assertThat(store.get(SWARM, id).orElseThrow().lastAccessed()).isEqualTo(ManualClock.START);
        var resumed = store.resume(SWARM, id);
        assertThat(resumed.lastAccessed()).isEqualTo(clock.instant());
        assertThat(resumed.version()).isEqualTo(1);
        assertThat(store.get(SWARM, id)).contains(resumed);
        assertThat(store.get("s2", id)).isEmpty();
        assertThat(store.create(SWARM, null, "{}", null).id()).isNotEqualTo(id);
    }

    @Test
    void shouldPatchTheData() {
        store.create(SWARM, "s", "{\"a\":{\"b\":1,\"c\":2},\"d\":[1]}", null);
        var updated = store.update(SWARM, "s", "{\"a\":{\"b\":null,\"e\":3},\"d\":[2,3]}");
        assertThat(updated.data()).isEqualTo("{\"a\":{\"c\":2,\"e\":3},\"d\":[2,3]}");
        assertThat(updated.version()).isEqualTo(2);
        assertFails(FailureKind.INVALID_ARGUMENT, "patch: {", () -> store.update(SWARM, "s", "{"));
        assertThat(store.get(SWARM, "s")).contains(updated);
        assertFails(FailureKind.NOT_FOUND, "id: x", () -> store.update(SWARM, "x", "{}"));
    }

    @Test
    void shouldLoseNoPatchWhenManyPatchAtOnce() throws Exception {
        store.create(SWARM, "s", "{}", null);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 30)
                    .mapToObj(i -> threads.submit(() -> store.update(SWARM, "s", "{\"k" + i + "\":" + i + "}")))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
        var session = store.get(SWARM, "s").orElseThrow();
        assertThat(session.version()).isEqualTo(31);
        assertThat(session.data()).contains("\"k0\":0", "\"k29\":29");
    }

    @Test
    void shouldHideASessionTheMomentItExpires() {
        store.create(SWARM, "s", "{}", Duration.ofMinutes(10));
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(store.resume(SWARM, "s").id()).isEqualTo("s");
        clock.advance(Duration.ofMillis(1));
        assertThat(store.get(SWARM, "s")).isEmpty();
        assertFails(FailureKind.NOT_FOUND, "id: s", () -> store.resume(SWARM, "s"));
        assertThat(store.list(SWARM, true, PageRequest.FIRST).items()).isEmpty();
        assertThat(store.cleanup(SWARM, ManualClock.START, 10)).isZero();
        assertThat(store.cleanup(SWARM, clock.instant(), 10)).isEqualTo(1);
        assertThat(store.create(SWARM, "s", "{}", null).version()).isEqualTo(1);
    }

    @Test
    void shouldNotCleanUpWhatHasNotExpiredWhateverTheMomentAskedFor() {
        store.create(SWARM, "s", "{}", Duration.ofMinutes(10));
        assertThat(store.cleanup(SWARM, clock.instant().plus(Duration.ofDays(1)), 10))
                .isZero();
        assertThat(store.get(SWARM, "s")).isPresent();
    }

    @Test
    void shouldKeepAnEndedSessionReadable() {
        store.create(SWARM, "s", "{}", null);
        var ended = store.end(SWARM, "s");
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.end(SWARM, "s")).isEqualTo(ended);
        assertThat(store.get(SWARM, "s")).contains(ended);
        assertFails(FailureKind.CONFLICT, "id: s (expected: an open session", () -> store.resume(SWARM, "s"));
        assertFails(FailureKind.CONFLICT, "id: s", () -> store.update(SWARM, "s", "{}"));
        assertThat(store.list(SWARM, false, PageRequest.FIRST).items()).isEmpty();
        assertThat(store.list(SWARM, true, PageRequest.FIRST).items()).hasSize(1);
        assertThat(store.delete(SWARM, "s")).isTrue();
        assertThat(store.delete(SWARM, "s")).isFalse();
    }

    @Test
    void shouldListTheNewestFirst() {
        for (int i = 0; i < 7; i++) {
            store.create(SWARM, "s" + i, "{}", null);
            if (i % 2 == 0) {
                clock.advance(Duration.ofSeconds(1));
            }
        }
        assertThat(Paging.walk(3, page -> store.list(SWARM, false, page)))
                .extracting(Session::id)
                .containsExactly("s5", "s6", "s3", "s4", "s1", "s2", "s0");
        assertFails(FailureKind.CONFLICT, "id: s0", () -> store.create(SWARM, "s0", "{}", null));
        assertFails(FailureKind.INVALID_ARGUMENT, "data: (empty)", () -> store.create(SWARM, null, " ", null));
        assertFails(
                FailureKind.INVALID_ARGUMENT, "lifetime: PT0S", () -> store.create(SWARM, null, "{}", Duration.ZERO));
    }
}
