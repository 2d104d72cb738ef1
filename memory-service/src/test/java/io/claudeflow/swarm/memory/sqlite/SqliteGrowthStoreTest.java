package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.analytics.GrowthStore;
import io.claudeflow.swarm.memory.analytics.GrowthStoreContract;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteGrowthStoreTest extends GrowthStoreContract {
    @TempDir
    private Path directory;

    private @Nullable Database database;

    @Override
    protected GrowthStore open() {
        database = Database.open(
                TestDatabases.config(directory.resolve("memory.db"), true),
                new TestClock("2026-01-07T10:00:00Z"),
                EngineListener.NONE);
        return new SqliteGrowthStore(database);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
