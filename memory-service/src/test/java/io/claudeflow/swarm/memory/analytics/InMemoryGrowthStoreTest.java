package io.claudeflow.swarm.memory.analytics;

class InMemoryGrowthStoreTest extends GrowthStoreContract {
    @Override
    protected GrowthStore open() {
        return new InMemoryGrowthStore();
    }
}
