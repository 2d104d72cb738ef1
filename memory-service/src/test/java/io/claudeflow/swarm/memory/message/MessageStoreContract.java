package io.claudeflow.swarm.memory.message;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link MessageStore} does. */
public abstract class MessageStoreContract {
    private static final String SWARM = "s1";

    protected final ManualClock clock = new ManualClock();
    private MessageStore store;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract MessageStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldDeliverDirectMessagesToOneAndBroadcastsToAllOthers() {
        var direct = store.send(SWARM, NewMessage.direct("a", "b", "hello", "{}"));
        var broadcast = store.send(SWARM, NewMessage.broadcast("a", "knowledge_shared", "{\"k\":1}"));
        assertThat(inbox("a")).isEmpty();
        assertThat(inbox("b")).containsExactly(direct, broadcast);
        assertThat(inbox("c")).containsExactly(broadcast);
        assertThat(store.inbox("s2", "b", PageRequest.FIRST).items()).isEmpty();
        var toItself = store.send(SWARM, NewMessage.direct("a", "a", "note", "1"));
        assertThat(inbox("a")).containsExactly(toItself);
    }

    @Test
    void shouldKeepABroadcastForWhoHasNotAcknowledgedIt() {
        var message = store.send(SWARM, NewMessage.broadcast("a", "t", "{}"));
        assertThat(store.acknowledge("s2", "b", List.of(message.id()))).isZero();
        assertThat(store.acknowledge(SWARM, "b", List.of(message.id(), 999L))).isEqualTo(1);
        assertThat(store.acknowledge(SWARM, "b", List.of(message.id()))).isZero();
        assertThat(inbox("b")).isEmpty();
        assertThat(inbox("c")).containsExactly(message);
    }

    @Test
    void shouldNotLetAnAgentAcknowledgeForAnother() {
        var message = store.send(SWARM, NewMessage.direct("a", "b", "t", "{}"));
        assertThat(store.acknowledge(SWARM, "c", List.of(message.id()))).isZero();
        assertThat(inbox("b")).containsExactly(message);
    }

    @Test
    void shouldHideAMessageTheMomentItExpires() {
        store.send(SWARM, NewMessage.direct("a", "b", "t", "{}"));
        clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(inbox("b")).hasSize(1);
        assertThat(store.collectExpired(10)).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(inbox("b")).isEmpty();
        assertThat(store.collectExpired(10)).isEqualTo(1);
        assertThat(store.collectExpired(10)).isZero();
    }

    @Test
    void shouldPageAnInboxWhileItsFirstPageIsAcknowledged() {
        for (int i = 0; i < 10; i++) {
            store.send(SWARM, NewMessage.direct("a", "b", "t" + i, "{}"));
        }
        assertThat(Paging.walk(3, page -> store.inbox(SWARM, "b", page))).hasSize(10);
        var first = store.inbox(SWARM, "b", PageRequest.first(4));
        store.acknowledge(
                SWARM,
                "b",
                first.items().subList(0, 3).stream().map(Message::id).toList());
        var second = store.inbox(SWARM, "b", new PageRequest(4, first.nextCursor()));
        assertThat(second.items()).extracting(Message::type).containsExactly("t4", "t5", "t6", "t7");
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(FailureKind.INVALID_ARGUMENT, "to: (empty)", () -> NewMessage.direct("a", "", "t", "{}"));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "ttlSeconds: 0",
                () -> new NewMessage("a", null, "t", "{}", false, Duration.ZERO));
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "ids: 1001 ids",
                () -> store.acknowledge(SWARM, "a", Collections.nCopies(1001, 1L)));
    }

    private List<Message> inbox(String agent) {
        return store.inbox(SWARM, agent, PageRequest.FIRST).items();
    }
}
