package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.pattern.PatternStore;
import io.claudeflow.swarm.memory.pattern.PatternStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file. */
class SqlitePatternStoreTest extends PatternStoreContract {
    @TempDir
    private Path directory;

    private @Nullable KnowledgeDatabase database;

    @Override
    protected PatternStore open() {
        var opened = new KnowledgeDatabase(directory, clock);
        database = opened;
        return opened.stores().patterns();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
