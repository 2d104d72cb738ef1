package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.testing.Revisions;

class InMemoryConflictQueueTest extends ConflictQueueContract {
    @Override
    protected ConflictQueue open() {
        return new InMemoryConflictQueue(clock, new Revisions());
    }
}
