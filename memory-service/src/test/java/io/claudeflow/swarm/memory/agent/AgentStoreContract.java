package io.claudeflow.swarm.memory.agent;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link AgentStore}, {@link AgentMemoryStore} and {@link AgentDecisionStore} over the same rows do. */
public abstract class AgentStoreContract {
    private static final String SWARM = "s1";

    /** 100 bytes per agent, 60 per session, warning at 80 %. */
    protected static final AgentQuota QUOTA = new AgentQuota(100, 60, 0.8);

    protected final ManualClock clock = new ManualClock();
    private AgentStore agents;
    private AgentMemoryStore memories;
    private AgentDecisionStore decisions;

    /** The stores over the same rows. */
    public record Stores(AgentStore agents, AgentMemoryStore memories, AgentDecisionStore decisions) {}

    /** Empty stores with {@link #QUOTA} that read their time from {@link #clock}. */
    protected abstract Stores open();

    @BeforeEach
    void openStores() {
        var stores = open();
        agents = stores.agents();
        memories = stores.memories();
        decisions = stores.decisions();
    }

    @Test
    void shouldKeepTheFirstRegistration() {
        var first = agents.register(SWARM, AgentSpec.of("a", "coder", "java", "java", "go"));
        assertThat(first.spec().capabilities()).containsExactly("java", "go");
        clock.advance(Duration.ofSeconds(1));
        var again = agents.register(SWARM, AgentSpec.of("a", "tester"));
        assertThat(again.createdAt()).isEqualTo(first.createdAt());
        assertThat(again.lastActive()).isEqualTo(clock.instant());
        assertThat(again.version()).isEqualTo(2);
        assertThat(agents.get(SWARM, "a")).contains(again);
        assertThat(agents.get("s2", "a")).isEmpty();
    }

    @Test
    void shouldFilterByTypeStateAndCapability() {
        agents.register(SWARM, AgentSpec.of("a", "coder", "java"));
        agents.register(SWARM, AgentSpec.of("b", "coder", "go").inState("busy"));
        agents.register(SWARM, AgentSpec.of("c", "tester", "java"));
        agents.register("s2", AgentSpec.of("d", "coder", "java"));
        assertThat(agents.list(SWARM, new AgentQuery("coder", null, null, PageRequest.FIRST))
                        .items())
                .extracting(Agent::id)
                .containsExactly("a", "b");
        assertThat(agents.list(SWARM, new AgentQuery(null, "busy", null, PageRequest.FIRST))
                        .items())
                .extracting(Agent::id)
                .containsExactly("b");
        assertThat(agents.list(SWARM, new AgentQuery("coder", "active", "java", PageRequest.FIRST))
                        .items())
                .extracting(Agent::id)
                .containsExactly("a");
        assertThat(Paging.walk(1, page -> agents.list(SWARM, AgentQuery.ALL.page(page))))
                .extracting(Agent::id)
                .containsExactly("a", "b", "c");
    }

    @Test
    void shouldFindSilentAgents() {
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        agents.register(SWARM, AgentSpec.of("b", "coder"));
        clock.advance(Duration.ofMinutes(5));
        var alive = agents.heartbeat(SWARM, "b");
        assertThat(alive.version()).isEqualTo(1);
        assertThat(agents.stale(SWARM, Duration.ofMinutes(5), 10))
                .extracting(Agent::id)
                .containsExactly("a");
        agents.updateState(SWARM, "a", "idle");
        assertThat(agents.stale(SWARM, Duration.ofMinutes(5), 10)).isEmpty();
        assertFails(FailureKind.NOT_FOUND, "agent: x", () -> agents.heartbeat(SWARM, "x"));
        assertFails(
                FailureKind.INVALID_ARGUMENT, "silence: PT-1S", () -> agents.stale(SWARM, Duration.ofSeconds(-1), 10));
        assertFails(FailureKind.INVALID_ARGUMENT, "state: (empty)", () -> agents.updateState(SWARM, "a", ""));
    }

    @Test
    void shouldKeepTheMomentOfCreationOfAMemory() {
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        var first = memories.put(SWARM, "a", "k", "1", null).memory();
        clock.advance(Duration.ofSeconds(1));
        var second = memories.put(SWARM, "a", "k", "null", null).memory();
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.updatedAt()).isEqualTo(clock.instant());
        assertThat(second.version()).isEqualTo(2);
        assertThat(memories.get(SWARM, "a", "k")).contains(second);
        assertThat(memories.delete(SWARM, "a", "k")).isTrue();
        assertThat(memories.delete(SWARM, "a", "k")).isFalse();
    }

    @Test
    void shouldKeepAgentsAndSwarmsApart() {
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        agents.register(SWARM, AgentSpec.of("b", "coder"));
        agents.register("s2", AgentSpec.of("a", "coder"));
        memories.put(SWARM, "a", "k_1", "1", null);
        memories.put(SWARM, "a", "kx1", "2", null);
        memories.put("s2", "a", "k_1", "3", null);
        assertThat(memories.get(SWARM, "b", "k_1")).isEmpty();
        assertThat(memories.list(SWARM, "a", new Glob("k_*"), PageRequest.FIRST).items())
                .extracting(AgentMemory::value)
                .containsExactly("1");
        assertFails(FailureKind.NOT_FOUND, "agent: x", () -> memories.put(SWARM, "x", "k", "1", null));
        assertFails(FailureKind.NOT_FOUND, "agent: x", () -> memories.get(SWARM, "x", "k"));
        assertThat(Paging.walk(1, page -> memories.list(SWARM, "a", null, page)))
                .hasSize(2);
    }

    @Test
    void shouldForgetWhatAnAgentRemembersWhenItLeaves() {
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        memories.put(SWARM, "a", "k", "1", "session");
        assertThat(agents.unregister(SWARM, "a")).isTrue();
        assertThat(agents.unregister(SWARM, "a")).isFalse();
        assertThat(memories.sessionUsage(SWARM, "session").usedBytes()).isZero();
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        assertThat(memories.get(SWARM, "a", "k")).isEmpty();
    }

    @Test
    void shouldKeepEveryDecisionWithItsContext() {
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        agents.register(SWARM, AgentSpec.of("b", "coder"));
        var first = decisions.record(SWARM, "a", "allocation", "1", "{\"load\":0.9}");
        clock.advance(Duration.ofSeconds(1));
        var second = decisions.record(SWARM, "a", "allocation", "2", null);
        var other = decisions.record(SWARM, "a", "routing", "3", null);
        decisions.record(SWARM, "b", "allocation", "4", null);
        assertThat(Paging.walk(1, page -> decisions.list(SWARM, "a", null, page)))
                .containsExactly(other, second, first);
        assertThat(decisions.list(SWARM, "a", "allocation", PageRequest.FIRST).items())
                .containsExactly(second, first);
        assertThat(memories.usage(SWARM, "a").usedBytes()).isEqualTo(15);
        assertThat(decisions.forget(SWARM, "a", first.createdAt())).isEqualTo(1);
        assertThat(decisions.list(SWARM, "a", "allocation", PageRequest.FIRST).items())
                .containsExactly(second);
        assertThat(memories.usage(SWARM, "a").usedBytes()).isEqualTo(2);
        assertFails(FailureKind.NOT_FOUND, "agent: x", () -> decisions.record(SWARM, "x", "allocation", "1", null));
        assertFails(FailureKind.INVALID_ARGUMENT, "type: (empty)", () -> decisions.record(SWARM, "a", "", "1", null));
        assertFails(
                FailureKind.QUOTA_EXCEEDED,
                "value: 102 bytes in all",
                () -> decisions.record(SWARM, "a", "t", "\"" + "x".repeat(98) + "\"", null));
        agents.unregister(SWARM, "a");
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        assertThat(decisions.list(SWARM, "a", null, PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void shouldMoveAMemoryFromOneSessionToAnother() {
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        memories.put(SWARM, "a", "k", "1", "first");
        memories.put(SWARM, "a", "k", "22", "second");
        assertThat(memories.sessionUsage(SWARM, "first").usedBytes()).isZero();
        assertThat(memories.sessionUsage(SWARM, "second").usedBytes()).isEqualTo(3);
        memories.put(SWARM, "a", "k", "333", null);
        assertThat(memories.sessionUsage(SWARM, "second").usedBytes()).isZero();
        assertThat(memories.usage(SWARM, "a").usedBytes()).isEqualTo(4);
    }

    @Test
    void shouldWarnAndThenRefuseBeyondTheQuota() {
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        var half = memories.put(SWARM, "a", "k1", "\"" + "x".repeat(46) + "\"", null);
        assertThat(half.agent()).isEqualTo(new AgentQuota.Usage(50, 100, false));
        var most = memories.put(SWARM, "a", "k2", "\"" + "x".repeat(26) + "\"", null);
        assertThat(most.agent()).isEqualTo(new AgentQuota.Usage(80, 100, true));
        assertFails(
                FailureKind.QUOTA_EXCEEDED,
                "value: 101 bytes in all (expected: at most 100 bytes for agent a)",
                () -> memories.put(SWARM, "a", "k3", "\"" + "x".repeat(17) + "\"", null));
        assertThat(memories.usage(SWARM, "a").usedBytes()).isEqualTo(80);
        assertThat(memories.put(SWARM, "a", "k1", "1", null).agent().usedBytes())
                .isEqualTo(33);
    }

    @Test
    void shouldCountASessionOverItsAgents() {
        agents.register(SWARM, AgentSpec.of("a", "coder"));
        agents.register(SWARM, AgentSpec.of("b", "coder"));
        var first = memories.put(SWARM, "a", "k", "\"" + "x".repeat(37) + "\"", "session");
        assertThat(Objects.requireNonNull(first.session())).isEqualTo(new AgentQuota.Usage(40, 60, false));
        assertFails(
                FailureKind.QUOTA_EXCEEDED,
                "value: 61 bytes in all (expected: at most 60 bytes for session session)",
                () -> memories.put(SWARM, "b", "k", "\"" + "x".repeat(18) + "\"", "session"));
        memories.put(SWARM, "b", "k", "1", "session");
        assertThat(memories.deleteSession(SWARM, "session")).isEqualTo(2);
        assertThat(memories.sessionUsage(SWARM, "session").usedBytes()).isZero();
    }
}
