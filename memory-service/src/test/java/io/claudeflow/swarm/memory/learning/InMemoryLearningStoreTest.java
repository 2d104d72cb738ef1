package io.claudeflow.swarm.memory.learning;

class InMemoryLearningStoreTest extends LearningStoreContract {
    @Override
    protected LearningStore open() {
        return new InMemoryLearningStore(clock);
    }
}
