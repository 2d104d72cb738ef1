package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.learning.LearningContract;
import io.claudeflow.swarm.memory.learning.LearningStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file. */
class SqliteLearningTest extends LearningContract {
    @TempDir
    private Path directory;

    private @Nullable KnowledgeDatabase database;

    @Override
    protected LearningStore open() {
        var opened = new KnowledgeDatabase(directory, clock);
        database = opened;
        return opened.stores().learning();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
