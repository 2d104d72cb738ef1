package io.claudeflow.swarm.memory.event;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventStore} does. */
public abstract class EventStoreContract {
    private static final String SWARM = "s1";

    protected final ManualClock clock = new ManualClock();
    private EventStore store;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract EventStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldKeepBothFormsOfAnEvent() {
        var full = store.append(SWARM, new NewEvent("done", "coder-1", "{\"id\":1}"));
        var brief = store.append(SWARM, NewEvent.of("done", null));
        assertThat(store.query(SWARM, EventQuery.ALL).items()).containsExactly(full, brief);
        assertThat(brief.source()).isEqualTo(NewEvent.UNNAMED);
        assertThat(brief.id()).isGreaterThan(full.id());
        assertThat(store.query("s2", EventQuery.ALL).items()).isEmpty();
    }

    @Test
    void shouldFilterByTypeSourceAndTime() {
        store.append(SWARM, new NewEvent("a", "x", null));
        clock.advance(Duration.ofSeconds(1));
        store.append(SWARM, new NewEvent("b", "x", null));
        clock.advance(Duration.ofSeconds(1));
        store.append(SWARM, new NewEvent("a", "y", null));
        assertThat(store.query(SWARM, EventQuery.ALL.ofType("a")).items()).hasSize(2);
        assertThat(store.query(SWARM, EventQuery.ALL.ofType("a").fromSource("y"))
                        .items())
                .hasSize(1);
        var second = ManualClock.START.plusSeconds(1);
        assertThat(store.query(SWARM, EventQuery.ALL.between(second, second.plusSeconds(1)))
                        .items())
                .extracting(Event::type)
                .containsExactly("b");
        assertThat(store.query(SWARM, EventQuery.ALL.between(second, null)).items())
                .hasSize(2);
        assertFails(FailureKind.INVALID_ARGUMENT, "to: ", () -> EventQuery.ALL.between(second, ManualClock.START));
    }

    @Test
    void shouldPageInBothDirectionsAndFindWhatComesLater() {
        for (int i = 0; i < 10; i++) {
            store.append(SWARM, new NewEvent("t" + i, "x", null));
        }
        assertThat(Paging.walk(
                        3, page -> store.query(SWARM, EventQuery.ALL.reversed().page(page))))
                .extracting(Event::type)
                .startsWith("t9", "t8")
                .hasSize(10);
        var first = store.query(SWARM, EventQuery.ALL.page(PageRequest.first(9)));
        store.append(SWARM, new NewEvent("late", "x", null));
        var rest = store.query(SWARM, EventQuery.ALL.page(new PageRequest(9, first.nextCursor())));
        assertThat(rest.items()).extracting(Event::type).containsExactly("t9", "late");
    }

    @Test
    void shouldPruneByAgeAndNumber() {
        for (int i = 0; i < 10; i++) {
            store.append(SWARM, new NewEvent("t" + i, "x", null));
            clock.advance(Duration.ofSeconds(1));
        }
        store.append("s2", new NewEvent("other", "x", null));
        assertThat(store.prune(SWARM, ManualClock.START.plusSeconds(3), Long.MAX_VALUE, 100))
                .isEqualTo(3);
        assertThat(store.prune(SWARM, Instant.EPOCH, 5, 1)).isEqualTo(1);
        assertThat(store.prune(SWARM, Instant.EPOCH, 5, 100)).isEqualTo(1);
        assertThat(store.query(SWARM, EventQuery.ALL).items())
                .extracting(Event::type)
                .startsWith("t5");
        assertThat(store.query("s2", EventQuery.ALL).items()).hasSize(1);
    }

    @Test
    void shouldNeverGiveAnIdTwice() {
        var last = store.append(SWARM, NewEvent.of("a", null));
        clock.advance(Duration.ofDays(1));
        assertThat(store.prune(SWARM, clock.instant(), Long.MAX_VALUE, 10)).isEqualTo(1);
        assertThat(store.append(SWARM, NewEvent.of("b", null)).id()).isGreaterThan(last.id());
    }

    @Test
    void shouldRefuseACursorOfAnotherListing() {
        store.append(SWARM, NewEvent.of("a", null));
        store.append(SWARM, NewEvent.of("a", null));
        var cursor =
                store.query(SWARM, EventQuery.ALL.page(PageRequest.first(1))).nextCursor();
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "cursor: ",
                () -> store.query(SWARM, EventQuery.ALL.ofType("a").page(new PageRequest(1, cursor))));
        var forged = Cursor.write(EventQuery.ALL.listing(), "x");
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "cursor: ",
                () -> store.query(SWARM, EventQuery.ALL.page(new PageRequest(1, forged))));
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(FailureKind.INVALID_ARGUMENT, "type: (empty)", () -> NewEvent.of("", null));
        assertFails(FailureKind.INVALID_ARGUMENT, "source: (empty)", () -> new NewEvent("a", "", null));
        assertFails(FailureKind.INVALID_ARGUMENT, "data: (empty)", () -> NewEvent.of("a", " "));
    }
}
