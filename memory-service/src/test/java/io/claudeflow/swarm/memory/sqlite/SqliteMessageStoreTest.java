package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.message.MessageStore;
import io.claudeflow.swarm.memory.message.MessageStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file. */
class SqliteMessageStoreTest extends MessageStoreContract {
    @TempDir
    private Path directory;

    private @Nullable KnowledgeDatabase database;

    @Override
    protected MessageStore open() {
        var opened = new KnowledgeDatabase(directory, clock);
        database = opened;
        return opened.stores().messages();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
