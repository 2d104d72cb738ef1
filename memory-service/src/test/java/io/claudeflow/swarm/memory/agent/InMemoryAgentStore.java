package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The reference for agents and their memory, which live and go together. */
public final class InMemoryAgentStore implements AgentStore, AgentMemoryStore {
    private record Place(String agent, String key) {}

    private static final class Swarm {
        private final Map<String, Agent> agents = new TreeMap<>();
        private final Map<Place, AgentMemory> memories = new HashMap<>();
    }

    private final Clock clock;
    private final Revisions revisions;
    private final AgentQuota quota;
    private final Map<String, Swarm> swarms = new HashMap<>();

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
        return swarm(swarm).agents.remove(id) != null;
    }

    @Override
    public synchronized List<Agent> stale(String swarm, Duration silence, int limit) {
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
        var ofAgent = quota.ofAgent(
                after.bytes() + bytes(swarm, others.and(memory -> memory.agent().equals(agent))));
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
        return quota.ofAgent(bytes(swarm, memory -> memory.agent().equals(agent)));
    }

    @Override
    public synchronized AgentQuota.Usage sessionUsage(String swarm, String session) {
        return quota.ofSession(bytes(swarm, memory -> Objects.equals(memory.session(), session)));
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
        return get(swarm, id)
                .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "agent", id, "a registered agent"));
    }

    private Agent save(String swarm, Agent agent) {
        swarm(swarm).agents.put(agent.id(), agent);
        return agent;
    }
}
