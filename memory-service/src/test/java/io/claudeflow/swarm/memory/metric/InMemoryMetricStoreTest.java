package io.claudeflow.swarm.memory.metric;

class InMemoryMetricStoreTest extends MetricStoreContract {
    @Override
    protected MetricStore open() {
        return new InMemoryMetricStore();
    }
}
