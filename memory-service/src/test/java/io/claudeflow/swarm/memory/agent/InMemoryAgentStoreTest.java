package io.claudeflow.swarm.memory.agent;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.Revisions;
import org.junit.jupiter.api.Test;

class InMemoryAgentStoreTest extends AgentStoreContract {
    @Override
    protected Stores open() {
        var store = new InMemoryAgentStore(clock, new Revisions(), QUOTA);
        return new Stores(store, store, store);
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(FailureKind.INVALID_ARGUMENT, "type: (empty)", () -> AgentSpec.of("a", ""));
        assertFails(FailureKind.INVALID_ARGUMENT, "capabilities[0]: (empty)", () -> AgentSpec.of("a", "b", ""));
        assertFails(FailureKind.INVALID_ARGUMENT, "warning_threshold: NaN", () -> new AgentQuota(1, 1, Double.NaN));
    }
}
