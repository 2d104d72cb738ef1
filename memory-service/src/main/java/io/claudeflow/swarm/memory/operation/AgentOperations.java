package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.agent.Agent;
import io.claudeflow.swarm.memory.agent.AgentDecision;
import io.claudeflow.swarm.memory.agent.AgentDecisionStore;
import io.claudeflow.swarm.memory.agent.AgentQuery;
import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.agent.AgentStore;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.time.Duration;
import java.util.Objects;

/** The operations of {@code AgentService}. */
final class AgentOperations {
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final AgentStore agents;
    private final AgentDecisionStore decisions;

    private AgentOperations(AgentStore agents, AgentDecisionStore decisions) {
        this.agents = agents;
        this.decisions = decisions;
    }

    static void addTo(Handlers handlers, AgentStore agents, AgentDecisionStore decisions) {
        var operations = new AgentOperations(agents, decisions);
        handlers.add("AgentService.Register", operations::register)
                .add("AgentService.Get", operations::get)
                .add("AgentService.List", operations::list)
                .add("AgentService.UpdateState", operations::updateState)
                .add("AgentService.Heartbeat", asked -> json(agents.heartbeat(asked.swarm(), asked.text("id"))))
                .add("AgentService.Unregister", operations::unregister)
                .add("AgentService.ListStale", operations::listStale)
                .add("AgentService.RecordDecision", operations::recordDecision)
                .add("AgentService.ListDecisions", operations::listDecisions)
                .add("AgentService.ForgetDecisions", operations::forgetDecisions);
    }

    private JsonWriter register(Arguments asked) {
        return json(agents.register(
                asked.swarm(),
                new AgentSpec(
                        asked.text("id"),
                        asked.text("type"),
                        asked.optionalText("name"),
                        asked.texts("capabilities"),
                        Objects.requireNonNullElse(asked.optionalText("state"), AgentSpec.ACTIVE),
                        asked.optionalObject("metadata"))));
    }

    private JsonWriter get(Arguments asked) {
        var id = asked.text("id");
        return json(agents.get(asked.swarm(), id).orElseThrow(() -> Agent.unknown(id)));
    }

    private JsonWriter list(Arguments asked) {
        var query = new AgentQuery(
                asked.optionalText("type"),
                asked.optionalText("state"),
                asked.optionalText("capability"),
                asked.page());
        return Answers.page("agents", agents.list(asked.swarm(), query), AgentOperations::write);
    }

    private JsonWriter updateState(Arguments asked) {
        return json(agents.updateState(asked.swarm(), asked.text("id"), asked.text("state")));
    }

    private JsonWriter unregister(Arguments asked) {
        return Answers.deleted(agents.unregister(asked.swarm(), asked.text("id")));
    }

    private JsonWriter listStale(Arguments asked) {
        int seconds =
                asked.wholeNumber("silenceSeconds", (int) SILENCE.toSeconds(), 0, (int) Agent.MAX_SILENCE.toSeconds());
        int limit = asked.wholeNumber("limit", PageRequest.FIRST.limit(), 1, PageRequest.MAX_LIMIT);
        var stale = agents.stale(asked.swarm(), Duration.ofSeconds(seconds), limit);
        return Answers.page("agents", new Page<>(stale, null), AgentOperations::write);
    }

    private JsonWriter recordDecision(Arguments asked) {
        var made = decisions.record(
                asked.swarm(),
                asked.text("agent"),
                asked.text("type"),
                asked.json("decision"),
                asked.optionalJson("context"));
        return Answers.object(made, AgentOperations::write);
    }

    private JsonWriter listDecisions(Arguments asked) {
        var page = decisions.list(asked.swarm(), asked.text("agent"), asked.optionalText("type"), asked.page());
        return Answers.page("decisions", page, AgentOperations::write);
    }

    private JsonWriter forgetDecisions(Arguments asked) {
        var until = asked.instant("until");
        if (until == null) {
            throw MemoryException.invalid("until", "(absent)", "a moment such as 2026-11-21T10:00:00Z");
        }
        return Answers.deleted((long) decisions.forget(asked.swarm(), asked.text("agent"), until));
    }

    private static JsonWriter json(Agent agent) {
        return Answers.object(agent, AgentOperations::write);
    }

    private static void write(JsonWriter json, Agent agent) {
        var spec = agent.spec();
        json.name("id").string(spec.id());
        json.name("type").string(spec.type());
        Answers.text(json, "name", spec.name());
        json.name("capabilities").strings(spec.capabilities());
        json.name("state").string(spec.state());
        Answers.raw(json, "metadata", spec.metadata());
        json.name("createdAt").instant(agent.createdAt());
        json.name("lastActive").instant(agent.lastActive());
        json.name("version").number(agent.version());
        json.name("revision").string(agent.revision().toString());
    }

    private static void write(JsonWriter json, AgentDecision decision) {
        json.name("id").number(decision.id());
        json.name("agent").string(decision.agent());
        json.name("type").string(decision.type());
        json.name("decision").raw(decision.decision());
        Answers.raw(json, "context", decision.context());
        json.name("createdAt").instant(decision.createdAt());
        json.name("revision").string(decision.revision().toString());
    }
}
