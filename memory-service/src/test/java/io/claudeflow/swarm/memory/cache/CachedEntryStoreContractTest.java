package io.claudeflow.swarm.memory.cache;

import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.EntryListingContract;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a whole engine: cache in front of a real file. */
class CachedEntryStoreContractTest extends EntryListingContract {
    @TempDir
    private Path directory;

    private MemoryEngine engine;

    @BeforeEach
    void open() {
        engine = MemoryEngine.open(EngineConfig.defaults(directory.resolve("memory.db")), clock, EngineListener.NONE);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Override
    protected EntryStore store() {
        return engine.entries();
    }

    @Override
    protected void settle() {
        close();
        open();
    }
}
