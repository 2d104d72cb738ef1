package io.claudeflow.swarm.memory.consensus;

import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The votes and decisions of all swarms of one store. Thread-safe; each method is one transaction. */
public interface ConsensusStore {
    /**
     * Puts a value to the vote, in place of the present proposal of the key and its votes.
     *
     * @param expectedVersion null, or the version to be replaced, 0 for none; otherwise {@code PRECONDITION_FAILED}
     */
    ConsensusState propose(String swarm, Proposal proposal, @Nullable Long expectedVersion);

    /** Votes; see {@link ConsensusState#voted}. A key without a proposal is {@code NOT_FOUND}. */
    ConsensusState vote(String swarm, String key, String acceptor, boolean accept, long expectedVersion);

    Optional<ConsensusState> get(String swarm, String key);

    /** By key; status null selects all. */
    Page<ConsensusState> list(String swarm, ConsensusState.@Nullable Status status, PageRequest page);

    /** Removes a proposal; false when there is none. */
    boolean delete(String swarm, String key);

    /** Records a decision, replacing one of the same id, whose moment of creation stays. */
    Decision record(String swarm, Decision decision);

    Optional<Decision> decision(String swarm, String id);

    /** The newest first, then by id; topic null selects all. */
    Page<Decision> decisions(String swarm, @Nullable String topic, PageRequest page);
}
