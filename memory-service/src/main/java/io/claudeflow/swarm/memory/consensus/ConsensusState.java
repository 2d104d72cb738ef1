package io.claudeflow.swarm.memory.consensus;

import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A proposal and its votes. Once decided it stays so: later votes are noted and change nothing.
 *
 * @param version 1 for the first proposal of the key, one more for each that replaces it
 * @param votes by acceptor, true for an acceptance; the first vote of an acceptor is final
 * @param proposedAt when this version was proposed
 */
public record ConsensusState(
        Proposal proposal,
        long version,
        Status status,
        SortedMap<String, Boolean> votes,
        Instant proposedAt,
        Instant updatedAt,
        Revision revision) {

    /** Where a proposal stands. */
    public enum Status {
        /** Votes are awaited. */
        OPEN,
        /** The quorum has accepted. */
        ACCEPTED,
        /** So many have rejected that the quorum is out of reach. */
        REJECTED
    }

    public ConsensusState {
        votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
    }

    public static ConsensusState proposed(Proposal proposal, long version, Instant now, Revision revision) {
        return new ConsensusState(proposal, version, Status.OPEN, new TreeMap<>(), now, now, revision);
    }

    /**
     * The state after a vote; the same vote again changes nothing, the opposite one is a {@code CONFLICT}.
     *
     * @param expectedVersion the version the acceptor has read, so that nobody votes on what was replaced meanwhile
     */
    public ConsensusState voted(
            String acceptor, boolean accept, long expectedVersion, Instant now, Revision newRevision) {
        Names.check("acceptor", acceptor, Proposal.MAX_AGENT_BYTES);
        if (expectedVersion != version) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED, "version", expectedVersion, "the present version, " + version);
        }
        if (!proposal.acceptors().isEmpty() && !proposal.acceptors().contains(acceptor)) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT, "acceptor", acceptor, "one of " + String.join(", ", proposal.acceptors()));
        }
        var before = votes.get(acceptor);
        if (before != null) {
            if (before == accept) {
                return this;
            }
            throw MemoryException.ofField(
                    FailureKind.CONFLICT, "accept", accept, "no second vote, " + acceptor + " voted " + before);
        }
        if (votes.size() >= Proposal.MAX_ACCEPTORS) {
            throw MemoryException.limit("acceptor", votes.size() + 1, "at most " + Proposal.MAX_ACCEPTORS + " votes");
        }
        var after = new TreeMap<>(votes);
        after.put(acceptor, accept);
        return new ConsensusState(proposal, version, tally(after), after, proposedAt, now, newRevision);
    }

    public List<String> acceptedBy() {
        return by(true);
    }

    public List<String> rejectedBy() {
        return by(false);
    }

    private List<String> by(boolean accept) {
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() == accept)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Status tally(Map<String, Boolean> counted) {
        if (status != Status.OPEN) {
            return status;
        }
        long accepted = counted.values().stream().filter(vote -> vote).count();
        long rejected = counted.size() - accepted;
        int needed = proposal.needed();
        if (accepted >= needed) {
            return Status.ACCEPTED;
        }
        int electorate = proposal.acceptors().size();
        return electorate > 0 && electorate - rejected < needed ? Status.REJECTED : Status.OPEN;
    }
}
