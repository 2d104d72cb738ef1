package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The reference for agents, their memory and their decisions, which live and go together. */
public final class InMemoryAgentStore implements AgentStore, AgentMemoryStore, AgentDecisionStore {
    private record Place(String agent, String key) {}

    private static final class Swarm {
        private final Map<String, Agent> agents = new TreeMap<>();
        private final Map<Place, AgentMemory> memories = new HashMap<>();
        private final List<AgentDecision> decisions = new ArrayList<>();
    }

    private final Clock clock;
    private final Revisions revisions;
    private final AgentQuota quota;
    private final Map<String, Swarm> swarms = new HashMap<>();
    private long lastDecision;

    public InMemoryAgentStore(Clock clock, Revisions revisions, AgentQuota quota) {
        this.clock = clock;
        this.revisions = revisions;
        this.quota = quota;
    }

    @Override
    public synchronized Agent register(String swarm, AgentSpec spec) {
        var before = swarm(swarm).agents.get(spec.id());
        return save(
                swarm,
                before == null
                        ? Agent.registered(spec, clock.instant(), revisions.next())
                        : before.changed(spec, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Optional<Agent> get(String swarm, String id) {
        return Optional.ofNullable(swarm(swarm).agents.get(id));
    }

    @Override
    public synchronized Page<Agent> list(String swarm, AgentQuery query) {
        return Paging.page(
                swarm(swarm).agents.values().stream().filter(query::selects),
                Comparator.comparing(Agent::id),
                Agent::id,
                query.listing(),
                query.page());
    }

    @Override
    public synchronized Agent updateState(String swarm, String id, String state) {
        AgentSpec.checkState(state);
        var agent = existing(swarm, id);
        return save(swarm, agent.changed(agent.spec().inState(state), clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Agent heartbeat(String swarm, String id) {
        return save(swarm, existing(swarm, id).seen(clock.instant(), revisions.next()));
    }

    @Override
    public synchronized boolean unregister(String swarm, String id) {
        swarm(swarm).memories.keySet().removeIf(place -> place.agent().equals(id));
        swarm(swarm).decisions.removeIf(decision -> decision.agent().equals(id));
        return swarm(swarm).agents.remove(id) != null;
    }

    @Override
    public synchronized List<Agent> stale(String swarm, Duration silence, int limit) {
        Agent.checkSilence(silence);
        return swarm(swarm).agents.values().stream()
                .filter(agent -> agent.isStale(silence, clock.instant()))
                .sorted(Comparator.comparing(Agent::lastActive).thenComparing(Agent::id))
                .limit(PageRequest.first(limit).limit())
                .toList();
    }

    @Override
    public synchronized Stored put(String swarm, String agent, String key, String value, @Nullable String session) {
        existing(swarm, agent);
        var memories = swarm(swarm).memories;
        var before = memories.get(new Place(agent, key));
        var now = clock.instant();
        var after = new AgentMemory(
                agent,
                key,
                value,
                session,
                before == null ? now : before.createdAt(),
                now,
                before == null ? 1 : before.version() + 1,
                revisions.next());
        Predicate<AgentMemory> others = memory -> !memory.equals(before);
        var ofAgent = quota.ofAgent(after.bytes()
                + decided(swarm, agent)
                + bytes(swarm, others.and(memory -> memory.agent().equals(agent))));
        AgentQuota.check("agent " + agent, ofAgent);
        AgentQuota.Usage ofSession = null;
        if (session != null) {
            ofSession = quota.ofSession(
                    after.bytes() + bytes(swarm, others.and(memory -> session.equals(memory.session()))));
            AgentQuota.check("session " + session, ofSession);
        }
        memories.put(new Place(agent, key), after);
        return new Stored(after, ofAgent, ofSession);
    }

    @Override
    public synchronized Optional<AgentMemory> get(String swarm, String agent, String key) {
        existing(swarm, agent);
        return Optional.ofNullable(swarm(swarm).memories.get(new Place(agent, key)));
    }

    @Override
    public synchronized Page<AgentMemory> list(String swarm, String agent, @Nullable Glob keys, PageRequest page) {
        existing(swarm, agent);
        return Paging.page(
                swarm(swarm).memories.values().stream()
                        .filter(memory -> memory.agent().equals(agent))
                        .filter(memory -> keys == null || keys.matches(memory.key())),
                Comparator.comparing(AgentMemory::key),
                AgentMemory::key,
                "agent memory " + agent + ' ' + keys,
                page);
    }

    @Override
    public synchronized boolean delete(String swarm, String agent, String key) {
        existing(swarm, agent);
        return swarm(swarm).memories.remove(new Place(agent, key)) != null;
    }

    @Override
    public synchronized int deleteSession(String swarm, String session) {
        var memories = swarm(swarm).memories;
        int before = memories.size();
        memories.values().removeIf(memory -> Objects.equals(memory.session(), session));
        return before - memories.size();
    }

    @Override
    public synchronized AgentQuota.Usage usage(String swarm, String agent) {
        existing(swarm, agent);
        return quota.ofAgent(
                decided(swarm, agent) + bytes(swarm, memory -> memory.agent().equals(agent)));
    }

    @Override
    public synchronized AgentQuota.Usage sessionUsage(String swarm, String session) {
        return quota.ofSession(bytes(swarm, memory -> Objects.equals(memory.session(), session)));
    }

    @Override
    public synchronized AgentDecision record(
            String swarm, String agent, String type, String decision, @Nullable String context) {
        existing(swarm, agent);
        var made =
                new AgentDecision(lastDecision + 1, agent, type, decision, context, clock.instant(), revisions.next());
        AgentQuota.check(
                "agent " + agent,
                quota.ofAgent(made.bytes() + usage(swarm, agent).usedBytes()));
        lastDecision++;
        swarm(swarm).decisions.add(made);
        return made;
    }

    @Override
    public synchronized Page<AgentDecision> list(String swarm, String agent, @Nullable String type, PageRequest page) {
        existing(swarm, agent);
        return Paging.page(
                swarm(swarm).decisions.stream()
                        .filter(decision -> decision.agent().equals(agent))
                        .filter(decision -> type == null || type.equals(decision.type())),
                Comparator.comparingLong(AgentDecision::id).reversed(),
                decision -> Long.toString(decision.id()),
                "decisions " + agent + ' ' + type,
                page);
    }

    @Override
    public synchronized int forget(String swarm, String agent, Instant until) {
        existing(swarm, agent);
        var decisions = swarm(swarm).decisions;
        int before = decisions.size();
        decisions.removeIf(decision ->
                decision.agent().equals(agent) && !decision.createdAt().isAfter(until));
        return before - decisions.size();
    }

    private long decided(String swarm, String agent) {
        return swarm(swarm).decisions.stream()
                .filter(decision -> decision.agent().equals(agent))
                .mapToLong(AgentDecision::bytes)
                .sum();
    }

    private long bytes(String swarm, Predicate<AgentMemory> counted) {
        return swarm(swarm).memories.values().stream()
                .filter(counted)
                .mapToLong(AgentMemory::bytes)
                .sum();
    }

    private Swarm swarm(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new Swarm());
    }

    private Agent existing(String swarm, String id) {
        return get(swarm, id).orElseThrow(() -> Agent.unknown(id));
    }

    private Agent save(String swarm, Agent agent) {
        swarm(swarm).agents.put(agent.id(), agent);
        return agent;
    }
}
