package io.claudeflow.swarm.memory.consensus;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.consensus.ConsensusState.Status;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ConsensusStore} does. */
public abstract class ConsensusStoreContract {
    private static final String SWARM = "s1";

    protected final ManualClock clock = new ManualClock();
    private ConsensusStore store;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract ConsensusStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldAcceptAtTheMajorityAndStaySo() {
        store.propose(SWARM, proposal(Quorum.MAJORITY, "a", "b", "c"), null);
        assertThat(store.vote(SWARM, "k", "a", true, 1).status()).isEqualTo(Status.OPEN);
        assertThat(store.vote(SWARM, "k", "b", true, 1).status()).isEqualTo(Status.ACCEPTED);
        var late = store.vote(SWARM, "k", "c", false, 1);
        assertThat(late.status()).isEqualTo(Status.ACCEPTED);
        assertThat(late.acceptedBy()).containsExactly("a", "b");
        assertThat(late.rejectedBy()).containsExactly("c");
        assertThat(store.get(SWARM, "k")).contains(late);
        assertThat(store.list(SWARM, Status.ACCEPTED, PageRequest.FIRST).items())
                .containsExactly(late);
        assertThat(store.list(SWARM, Status.OPEN, PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void shouldRejectOnceTheQuorumIsOutOfReach() {
        store.propose(SWARM, proposal(new Quorum.Share(0.66), "a", "b", "c"), null);
        assertThat(store.vote(SWARM, "k", "a", false, 1).status()).isEqualTo(Status.OPEN);
        assertThat(store.vote(SWARM, "k", "b", false, 1).status()).isEqualTo(Status.REJECTED);
        store.propose(SWARM, proposal(Quorum.UNANIMOUS, "a", "b", "c"), null);
        assertThat(store.vote(SWARM, "k", "a", false, 2).status()).isEqualTo(Status.REJECTED);
    }

    @Test
    void shouldLetAnybodyVoteWhenNobodyIsNamed() {
        store.propose(SWARM, proposal(new Quorum.AtLeast(2)), null);
        store.vote(SWARM, "k", "x", true, 1);
        store.vote(SWARM, "k", "y", false, 1);
        assertThat(store.vote(SWARM, "k", "z", true, 1).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void shouldCountAVoteOnceAndRefuseASecondOpinion() {
        store.propose(SWARM, proposal(Quorum.MAJORITY, "a", "b", "c"), null);
        var first = store.vote(SWARM, "k", "a", true, 1);
        assertThat(store.vote(SWARM, "k", "a", true, 1).votes()).isEqualTo(first.votes());
        assertFails(
                FailureKind.CONFLICT,
                "accept: false (expected: no second vote, a voted true)",
                () -> store.vote(SWARM, "k", "a", false, 1));
        assertFails(
                FailureKind.CONFLICT,
                "acceptor: z (expected: one of a, b, c)",
                () -> store.vote(SWARM, "k", "z", true, 1));
        assertFails(FailureKind.NOT_FOUND, "key: x", () -> store.vote(SWARM, "x", "a", true, 1));
    }

    @Test
    void shouldBeginAnewWithEachProposal() {
        store.propose(SWARM, proposal(Quorum.MAJORITY, "a"), 0L);
        store.vote(SWARM, "k", "a", true, 1);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "version: 0 (expected: the present version, 1)",
                () -> store.propose(SWARM, proposal(Quorum.MAJORITY, "a"), 0L));
        var second = store.propose(SWARM, proposal(Quorum.MAJORITY, "a"), 1L);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.status()).isEqualTo(Status.OPEN);
        assertThat(second.votes()).isEmpty();
        assertFails(FailureKind.PRECONDITION_FAILED, "version: 1", () -> store.vote(SWARM, "k", "a", true, 1));
        assertThat(store.get("s2", "k")).isEmpty();
        assertThat(store.delete(SWARM, "k")).isTrue();
        assertThat(store.delete(SWARM, "k")).isFalse();
    }

    @Test
    void shouldPageDecisionsOfOneMoment() {
        for (int i = 0; i < 5; i++) {
            store.record(SWARM, decision("d" + i, "t", 0.5));
        }
        clock.advance(Duration.ofSeconds(1));
        store.record(SWARM, decision("d9", "t", 0.5));
        assertThat(Paging.walk(2, page -> store.decisions(SWARM, "t", page)))
                .extracting(Decision::id)
                .containsExactly("d9", "d0", "d1", "d2", "d3", "d4");
        for (var key : List.of("c", "a", "b")) {
            store.propose(SWARM, new Proposal(key, "1", "p", List.of("x"), Quorum.UNANIMOUS), null);
        }
        assertThat(Paging.walk(1, page -> store.list(SWARM, Status.OPEN, page)))
                .extracting(state -> state.proposal().key())
                .containsExactly("a", "b", "c");
    }

    @Test
    void shouldRecordDecisions() {
        var first = store.record(SWARM, decision("d1", "deploy", 0.9));
        clock.advance(Duration.ofSeconds(1));
        var second = store.record(SWARM, decision("d2", "naming", 0.5));
        var again = store.record(SWARM, decision("d1", "deploy", 0.95));
        assertThat(again.createdAt()).isEqualTo(first.createdAt());
        assertThat(store.decision(SWARM, "d1")).contains(again);
        assertThat(store.decisions(SWARM, null, PageRequest.FIRST).items()).containsExactly(second, again);
        assertThat(store.decisions(SWARM, "deploy", PageRequest.FIRST).items()).containsExactly(again);
        assertThat(store.decisions("s2", null, PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(FailureKind.INVALID_ARGUMENT, "acceptors: (empty)", () -> proposal(Quorum.MAJORITY));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "quorum: 3 (expected: at most the number of acceptors, 2)",
                () -> proposal(new Quorum.AtLeast(3), "a", "b"));
        assertFails(FailureKind.INVALID_ARGUMENT, "threshold: 0.0", () -> new Quorum.Share(0));
        assertFails(FailureKind.INVALID_ARGUMENT, "confidence: 2.0", () -> decision("d", "t", 2));
        assertThat(Quorum.needed(new Quorum.Share(0.66), 3)).isEqualTo(2);
        assertThat(Quorum.needed(new Quorum.Share(0.7), 10)).isEqualTo(7);
        assertThat(Quorum.needed(Quorum.MAJORITY, 4)).isEqualTo(3);
    }

    private static Proposal proposal(Quorum quorum, String... acceptors) {
        return new Proposal("k", "true", "p", List.of(acceptors), quorum);
    }

    private Decision decision(String id, String topic, double confidence) {
        return new Decision(
                id,
                topic,
                List.of("a", "b"),
                "{\"ok\":true}",
                confidence,
                "approved",
                null,
                0.66,
                clock.instant(),
                new Revision(1, 0));
    }
}
