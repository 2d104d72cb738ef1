package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.testing.Revisions;

class InMemoryTaskStoreTest extends TaskStoreContract {
    @Override
    protected TaskStore open() {
        return new InMemoryTaskStore(clock, new Revisions());
    }
}
