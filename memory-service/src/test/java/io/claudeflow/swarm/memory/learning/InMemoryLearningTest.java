package io.claudeflow.swarm.memory.learning;

class InMemoryLearningTest extends LearningContract {
    @Override
    protected LearningStore open() {
        return new InMemoryLearningStore(clock);
    }
}
