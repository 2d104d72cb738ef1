package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryListingContract;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file, with a write-ahead log. */
class SqliteEntryStoreTest extends EntryListingContract {
    @TempDir
    private Path directory;

    private Database database;
    private AccessCounts counts;
    private EntryStore store;

    @BeforeEach
    void open() {
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), wal()), clock, EngineListener.NONE);
        counts = new AccessCounts(database);
        store = new SqliteEntryStore(database, new ValueCodec(Compression.ZSTD, 10_240, 16 << 20), counts);
    }

    protected boolean wal() {
        return true;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void get_valueAboveTheBound_isLeftOutAndItsSizeSaid() {
        var key = new EntryKey("swarm", "default", "large");
        store.put(EntryOperation.Put.of(key, EntryValue.bytes(new byte[5000])));

        var entry = store.get(key, ReadMode.COUNTED, 4999).orElseThrow();

        assertThat(entry.value()).isNull();
        assertThat(entry.valueBytes()).isEqualTo(5000);
        assertThat(store.get(key, ReadMode.COUNTED, 5000).orElseThrow().value())
                .isEqualTo(EntryValue.bytes(new byte[5000]));
    }

    @Override
    protected EntryStore store() {
        return store;
    }

    @Override
    protected void settle() {
        counts.flush();
    }
}
