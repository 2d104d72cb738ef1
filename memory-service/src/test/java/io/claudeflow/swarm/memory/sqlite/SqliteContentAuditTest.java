package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.audit.AuditSource;
import io.claudeflow.swarm.memory.audit.ContentAuditContract;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit on a real file, with values of 200 bytes and more compressed. */
class SqliteContentAuditTest extends ContentAuditContract {
    private static final ValueCodec CODEC = new ValueCodec(Compression.ZSTD, 200, 16 << 20);

    @TempDir
    private Path directory;

    private @Nullable Database database;
    private @Nullable AccessCounts counts;

    private Database database() {
        if (database == null) {
            database = Database.open(
                    TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
            counts = new AccessCounts(database);
        }
        return database;
    }

    @Override
    protected EntryStore entries() {
        return new SqliteEntryStore(database(), CODEC, key -> {
            if (counts != null) {
                counts.counted(key);
            }
        });
    }

    @Override
    protected AuditSource source() {
        return new SqliteAuditSource(database(), CODEC);
    }

    @Override
    protected void settle() {
        if (counts != null) {
            counts.flush();
        }
    }

    @Test
    void after_valuesThatCompressWell_areBoundedByTheirOwnSize() {
        for (int i = 0; i < 5; i++) {
            entries().put(Put.of(new EntryKey("s", "default", "k" + i), EntryValue.text("x".repeat(1_000))));
        }
        assertThat(source().after("s", 0, 100, 1_500)).hasSize(2);
    }

    @AfterEach
    void close() {
        database().close();
    }
}
