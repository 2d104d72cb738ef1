package io.claudeflow.swarm.memory.sharedstate;

import io.claudeflow.swarm.memory.testing.Revisions;

class InMemorySharedStateStoreTest extends SharedStateStoreContract {
    @Override
    protected SharedStateStore open() {
        return new InMemorySharedStateStore(clock, new Revisions());
    }
}
