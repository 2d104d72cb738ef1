package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.metric.MetricStore;
import io.claudeflow.swarm.memory.metric.MetricStoreContract;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file. */
class SqliteMetricStoreTest extends MetricStoreContract {
    @TempDir
    private Path directory;

    private @Nullable KnowledgeDatabase database;

    @Override
    protected MetricStore open() {
        var opened = new KnowledgeDatabase(directory, new ManualClock());
        database = opened;
        return opened.stores().metrics();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
