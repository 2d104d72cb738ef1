package io.claudeflow.swarm.memory.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionsTest {
    private static final EntryKey FIRST = new EntryKey("s", "default", "first");
    private static final EntryKey SECOND = new EntryKey("s", "default", "second");

    @TempDir
    private Path directory;

    private MemoryEngine engine;
    private Transactions transactions;

    @BeforeEach
    void open() {
        engine = MemoryEngine.open(
                EngineConfig.defaults(directory.resolve("memory.db")),
                new TestClock("2026-11-21T12:00:00Z"),
                EngineListener.NONE);
        transactions = engine.transactions();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Optional<Entry> get(EntryKey key) {
        return engine.entries().get(key, ReadMode.COUNTED);
    }

    private String read(EntryKey key) {
        return get(key).map(Entry::value).map(EntryValue::asString).orElse("absent");
    }

    private void put(EntryKey key, String json) {
        engine.entries().put(Put.of(key, EntryValue.json(json)));
    }

    @Test
    void run_severalWrites_shareOneRevision() {
        transactions.run(0, () -> {
            put(FIRST, "1");
            put(SECOND, "2");
            return null;
        });
        assertThat(get(FIRST).orElseThrow().revision())
                .isEqualTo(get(SECOND).orElseThrow().revision());
    }

    @Test
    void run_failure_undoesEverythingAndReachesTheCaller() {
        put(FIRST, "\"before\"");
        assertThat(read(FIRST)).isEqualTo("\"before\"");
        assertThatThrownBy(() -> transactions.run(0, () -> {
                    put(FIRST, "\"after\"");
                    engine.entries().delete(new Delete(SECOND, new Precondition.Present()));
                    return null;
                }))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.PRECONDITION_FAILED));
        assertThat(read(FIRST)).isEqualTo("\"before\"");
        put(SECOND, "2");
        assertThat(read(SECOND)).isEqualTo("2");
    }

    @Test
    void run_readsInside_seeTheTransactionsOwnWritesAndOthersDoNot() {
        put(FIRST, "1");
        assertThat(read(FIRST)).isEqualTo("1");
        var inside = transactions.run(0, () -> {
            assertThat(transactions.running()).isTrue();
            put(FIRST, "2");
            return List.of(
                    read(FIRST), String.valueOf(engine.entries().statistics("s").entries()));
        });
        assertThat(inside).containsExactly("2", "1");
        assertThat(transactions.running()).isFalse();
        assertThat(read(FIRST)).isEqualTo("2");
    }

    @Test
    void run_insideAnother_joinsIt() {
        assertThatThrownBy(() -> transactions.run(0, () -> {
                    transactions.run(0, () -> {
                        put(FIRST, "1");
                        return null;
                    });
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(read(FIRST)).isEqualTo("absent");
    }

    @Test
    void run_maintenanceInside_isRefused() {
        assertThatThrownBy(() -> transactions.run(0, engine.maintenance()::vacuum))
                .hasMessageContaining("cannot be part of a transaction");
        put(FIRST, "1");
        assertThat(read(FIRST)).isEqualTo("1");
    }

    @Test
    void run_cacheAfterwards_showsWhatWasCommitted() {
        put(FIRST, "1");
        for (int round = 2; round < 20; round++) {
            int value = round;
            read(FIRST);
            transactions.run(0, () -> {
                put(FIRST, String.valueOf(value));
                return null;
            });
            assertThat(read(FIRST)).isEqualTo(String.valueOf(round));
        }
    }
}
