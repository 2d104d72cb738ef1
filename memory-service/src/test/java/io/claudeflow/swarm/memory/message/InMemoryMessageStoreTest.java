package io.claudeflow.swarm.memory.message;

import io.claudeflow.swarm.memory.testing.Revisions;

class InMemoryMessageStoreTest extends MessageStoreContract {
    @Override
    protected MessageStore open() {
        return new InMemoryMessageStore(clock, new Revisions());
    }
}
