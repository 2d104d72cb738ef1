package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.search.EmbeddingStore;
import io.claudeflow.swarm.memory.search.EntrySearch;
import io.claudeflow.swarm.memory.search.VectorSearchContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file, with embeddings in memory. */
class SqliteEntrySearchTest extends VectorSearchContract {
    @TempDir
    private Path directory;

    private Database database;
    private EntryStore entries;
    private SearchStores stores;

    @BeforeEach
    void open() {
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        var codec = new ValueCodec(Compression.ZSTD, 1_000, 16 << 20);
        entries = new SqliteEntryStore(database, codec, _ -> {});
        stores = new SearchStores(database, codec, (_, _) -> true, vectorCacheBytes());
        stores.start();
    }

    protected long vectorCacheBytes() {
        return 8 << 20;
    }

    @AfterEach
    void close() {
        stores.close();
        database.close();
    }

    @Override
    protected EntryStore entries() {
        return entries;
    }

    @Override
    protected EntrySearch search() {
        return stores.search();
    }

    @Override
    protected EmbeddingStore embeddings() {
        return stores.embeddings();
    }
}
