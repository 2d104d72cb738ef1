package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.workflow.WorkflowStore;
import io.claudeflow.swarm.memory.workflow.WorkflowStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file. */
class SqliteWorkflowStoreTest extends WorkflowStoreContract {
    @TempDir
    private Path directory;

    private @Nullable KnowledgeDatabase database;

    @Override
    protected WorkflowStore open() {
        var opened = new KnowledgeDatabase(directory, clock);
        database = opened;
        return opened.stores().workflows();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
