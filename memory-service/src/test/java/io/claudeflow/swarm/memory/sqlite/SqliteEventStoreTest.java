package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.event.EventQuery;
import io.claudeflow.swarm.memory.event.EventStore;
import io.claudeflow.swarm.memory.event.EventStoreContract;
import io.claudeflow.swarm.memory.event.NewEvent;
import io.claudeflow.swarm.memory.testing.Paging;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file. */
class SqliteEventStoreTest extends EventStoreContract {
    @TempDir
    private Path directory;

    private @Nullable KnowledgeDatabase database;

    @Override
    protected EventStore open() {
        var opened = new KnowledgeDatabase(directory, clock);
        database = opened;
        return opened.stores().events();
    }

    @Test
    void query_pageOfLargeEvents_endsEarlyAndGoesOn() {
        var events = Objects.requireNonNull(database).stores().events();
        var data = "\"" + "x".repeat((1 << 20) - 2) + "\"";
        for (int i = 0; i < 11; i++) {
            events.append("s1", new NewEvent("t" + i, "x", data));
        }
        assertThat(events.query("s1", EventQuery.ALL).items()).hasSize(9);
        assertThat(Paging.walk(100, page -> events.query("s1", EventQuery.ALL.page(page))))
                .hasSize(11);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
