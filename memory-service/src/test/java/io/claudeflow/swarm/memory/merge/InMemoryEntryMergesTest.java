package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.entry.InMemoryEntryStore;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.testing.Revisions;

class InMemoryEntryMergesTest extends EntryMergesContract {
    @Override
    protected Stores open(Policies policies) {
        var entries = new InMemoryEntryStore(clock);
        var queue = new InMemoryConflictQueue(clock, new Revisions());
        var merges = new InMemoryEntryMerges(entries, queue, policies, new JacksonDocumentReader(), clock);
        return new Stores(entries, merges, merges);
    }
}
