package io.claudeflow.swarm.memory.pattern;

import io.claudeflow.swarm.memory.testing.Revisions;

class InMemoryPatternStoreTest extends PatternStoreContract {
    @Override
    protected PatternStore open() {
        return new InMemoryPatternStore(clock, new Revisions());
    }
}
