package io.claudeflow.swarm.memory.workflow;

import io.claudeflow.swarm.memory.testing.Revisions;

class InMemoryWorkflowStoreTest extends WorkflowStoreContract {
    @Override
    protected WorkflowStore open() {
        return new InMemoryWorkflowStore(clock, new Revisions());
    }
}
