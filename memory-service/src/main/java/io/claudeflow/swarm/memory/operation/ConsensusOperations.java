package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.consensus.ConsensusState;
import io.claudeflow.swarm.memory.consensus.ConsensusStore;
import io.claudeflow.swarm.memory.consensus.Decision;
import io.claudeflow.swarm.memory.consensus.Proposal;
import io.claudeflow.swarm.memory.consensus.Quorum;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Clock;

/** Proposals, votes and decisions. */
final class ConsensusOperations {
    private static final String DECIDED = "decided";
    private static final Revision NONE = new Revision(1, 0);

    private final ConsensusStore consensus;
    private final Clock clock;

    private ConsensusOperations(ConsensusStore consensus, Clock clock) {
        this.consensus = consensus;
        this.clock = clock;
    }

    static void addTo(Handlers handlers, ConsensusStore consensus, Clock clock) {
        var operations = new ConsensusOperations(consensus, clock);
        handlers.add("ConsensusService.Propose", operations::propose)
                .add("ConsensusService.Vote", operations::vote)
                .add("ConsensusService.Get", operations::get)
                .add("ConsensusService.List", operations::list)
                .add("ConsensusService.Delete", operations::delete)
                .add("ConsensusService.RecordDecision", operations::recordDecision)
                .add("ConsensusService.GetDecision", operations::getDecision)
                .add("ConsensusService.ListDecisions", operations::listDecisions);
    }

    private enum Rule {
        MAJORITY,
        UNANIMOUS
    }

    private JsonWriter propose(Arguments arguments) {
        var proposal = new Proposal(
                arguments.text("key"),
                arguments.json("value"),
                arguments.text("proposer"),
                arguments.texts("acceptors"),
                quorum(arguments));
        var state = consensus.propose(
                arguments.swarm(),
                proposal,
                arguments.optionalWholeNumber("version").orElse(null));
        return Answers.object(state, ConsensusOperations::write);
    }

    private static Quorum quorum(Arguments arguments) {
        var rule = arguments.choice("quorum", Rule.class);
        var atLeast = arguments.optionalWholeNumber("atLeast");
        var threshold = arguments.optionalNumber("threshold");
        int given = (rule == null ? 0 : 1) + (atLeast.isPresent() ? 1 : 0) + (threshold.isPresent() ? 1 : 0);
        if (given > 1) {
            throw MemoryException.invalid("quorum", given + " rules", "one of quorum, atLeast and threshold");
        }
        if (atLeast.isPresent()) {
            return new Quorum.AtLeast(arguments.wholeNumber("atLeast", 1, 1, Proposal.MAX_ACCEPTORS));
        }
        if (threshold.isPresent()) {
            return new Quorum.Share(threshold.get());
        }
        return rule == Rule.UNANIMOUS ? Quorum.UNANIMOUS : Quorum.MAJORITY;
    }

    private JsonWriter vote(Arguments arguments) {
        var state = consensus.vote(
                arguments.swarm(),
                arguments.text("key"),
                arguments.text("acceptor"),
                arguments.members().required("accept").bool(),
                arguments.wholeNumber("version"));
        return Answers.object(state, ConsensusOperations::write);
    }

    private JsonWriter get(Arguments arguments) {
        var key = arguments.text("key");
        var state = consensus
                .get(arguments.swarm(), key)
                .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "key", key, "a proposal"));
        return Answers.object(state, ConsensusOperations::write);
    }

    private JsonWriter list(Arguments arguments) {
        var status = arguments.choice("status", ConsensusState.Status.class);
        return Answers.page(
                "proposals", consensus.list(arguments.swarm(), status, arguments.page()), ConsensusOperations::write);
    }

    private JsonWriter delete(Arguments arguments) {
        return Answers.deleted(consensus.delete(arguments.swarm(), arguments.text("key")));
    }

    private JsonWriter recordDecision(Arguments arguments) {
        var status = arguments.optionalText("status");
        var decision = new Decision(
                arguments.text("id"),
                arguments.text("topic"),
                arguments.texts("participants"),
                arguments.json("result"),
                arguments.number("confidence"),
                status == null ? DECIDED : status,
                arguments.optionalText("taskId"),
                arguments.members().value("threshold").map(JsonSlice::number).orElse(null),
                clock.instant(),
                NONE);
        return Answers.object(consensus.record(arguments.swarm(), decision), ConsensusOperations::write);
    }

    private JsonWriter getDecision(Arguments arguments) {
        var id = arguments.text("id");
        var decision = consensus
                .decision(arguments.swarm(), id)
                .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "id", id, "a recorded decision"));
        return Answers.object(decision, ConsensusOperations::write);
    }

    private JsonWriter listDecisions(Arguments arguments) {
        return Answers.page(
                "decisions",
                consensus.decisions(arguments.swarm(), arguments.optionalText("topic"), arguments.page()),
                ConsensusOperations::write);
    }

    private static void write(JsonWriter json, ConsensusState state) {
        var proposal = state.proposal();
        json.name("key").string(proposal.key());
        json.name("value").raw(proposal.value());
        json.name("version").number(state.version());
        json.name("proposer").string(proposal.proposer());
        json.name("acceptors").strings(proposal.acceptors());
        json.name("needed").number(proposal.needed());
        json.name("status").string(Answers.word(state.status()));
        json.name("acceptedBy").strings(state.acceptedBy());
        json.name("rejectedBy").strings(state.rejectedBy());
        json.name("timestamp").instant(state.proposedAt());
        json.name("updatedAt").instant(state.updatedAt());
        json.name("revision").string(state.revision().toString());
    }

    private static void write(JsonWriter json, Decision decision) {
        json.name("id").string(decision.id());
        json.name("topic").string(decision.topic());
        json.name("participants").strings(decision.participants());
        json.name("result").raw(decision.result());
        json.name("confidence").number(decision.confidence());
        json.name("status").string(decision.status());
        Answers.text(json, "taskId", decision.taskId());
        Answers.number(json, "threshold", decision.threshold());
        json.name("createdAt").instant(decision.createdAt());
        json.name("revision").string(decision.revision().toString());
    }
}
