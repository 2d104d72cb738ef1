package io.claudeflow.swarm.memory.analytics;

class InMemoryUsageStoreTest extends UsageStoreContract {
    @Override
    protected UsageStore open() {
        return new InMemoryUsageStore();
    }
}
