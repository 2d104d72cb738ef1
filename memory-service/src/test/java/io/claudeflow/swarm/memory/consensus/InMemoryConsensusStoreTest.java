package io.claudeflow.swarm.memory.consensus;

import io.claudeflow.swarm.memory.testing.Revisions;

class InMemoryConsensusStoreTest extends ConsensusStoreContract {
    @Override
    protected ConsensusStore open() {
        return new InMemoryConsensusStore(clock, new Revisions());
    }
}
