package io.claudeflow.swarm.memory.consensus;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reference: two maps. */
public final class InMemoryConsensusStore implements ConsensusStore {
    private static final class Swarm {
        private final Map<String, ConsensusState> states = new HashMap<>();
        private final Map<String, Decision> decisions = new HashMap<>();
    }

    private final Clock clock;
    private final Revisions revisions;
    private final Map<String, Swarm> swarms = new HashMap<>();

    public InMemoryConsensusStore(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized ConsensusState propose(String swarm, Proposal proposal, @Nullable Long expectedVersion) {
        long present = get(swarm, proposal.key()).map(ConsensusState::version).orElse(0L);
        if (expectedVersion != null && expectedVersion != present) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED, "version", expectedVersion, "the present version, " + present);
        }
        var state = ConsensusState.proposed(proposal, present + 1, clock.instant(), revisions.next());
        swarm(swarm).states.put(proposal.key(), state);
        return state;
    }

    @Override
    public synchronized ConsensusState vote(
            String swarm, String key, String acceptor, boolean accept, long expectedVersion) {
        var state = get(swarm, key)
                .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "key", key, "a proposal"));
        var after = state.voted(acceptor, accept, expectedVersion, clock.instant(), revisions.next());
        swarm(swarm).states.put(key, after);
        return after;
    }

    @Override
    public synchronized Optional<ConsensusState> get(String swarm, String key) {
        return Optional.ofNullable(swarm(swarm).states.get(key));
    }

    @Override
    public synchronized Page<ConsensusState> list(
            String swarm, ConsensusState.@Nullable Status status, PageRequest page) {
        return Paging.page(
                swarm(swarm).states.values().stream().filter(state -> status == null || state.status() == status),
                Comparator.comparing((ConsensusState state) -> state.proposal().key()),
                state -> state.proposal().key(),
                "consensus " + status,
                page);
    }

    @Override
    public synchronized boolean delete(String swarm, String key) {
        return swarm(swarm).states.remove(key) != null;
    }

    @Override
    public synchronized Decision record(String swarm, Decision decision) {
        var before = swarm(swarm).decisions.get(decision.id());
        var created = before == null ? clock.instant() : before.createdAt();
        var after = decision.writtenAt(created, revisions.next());
        swarm(swarm).decisions.put(decision.id(), after);
        return after;
    }

    @Override
    public synchronized Optional<Decision> decision(String swarm, String id) {
        return Optional.ofNullable(swarm(swarm).decisions.get(id));
    }

    @Override
    public synchronized Page<Decision> decisions(String swarm, @Nullable String topic, PageRequest page) {
        return Paging.page(
                swarm(swarm).decisions.values().stream()
                        .filter(decision -> topic == null || topic.equals(decision.topic())),
                Comparator.comparing(Decision::createdAt).reversed().thenComparing(Decision::id),
                Decision::id,
                "decisions " + topic,
                page);
    }

    private Swarm swarm(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new Swarm());
    }
}
