package io.claudeflow.swarm.memory.session;

import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.testing.Revisions;

class InMemorySessionStoreTest extends SessionStoreContract {
    @Override
    protected SessionStore open() {
        return new InMemorySessionStore(clock, new Revisions(), new JacksonDocumentReader());
    }
}
