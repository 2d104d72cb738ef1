package io.claudeflow.swarm.memory.event;

import io.claudeflow.swarm.memory.testing.Revisions;

class InMemoryEventStoreTest extends EventStoreContract {
    @Override
    protected EventStore open() {
        return new InMemoryEventStore(clock, new Revisions());
    }
}
