package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a served database loses its place: what is written then would be lost with the last connection. */
class OpenedFileTest {
    private static final EntryKey KEY = new EntryKey("s", "n", "key");

    @TempDir
    private Path directory;

    private Path path;
    private MemoryEngine engine;

    @BeforeEach
    void open() {
        path = directory.resolve("memory.db");
        engine = MemoryEngine.open(
                EngineConfig.defaults(path), new TestClock("2026-11-21T12:00:00Z"), EngineListener.NONE);
        put("1");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void put(String json) {
        engine.entries().put(Put.of(KEY, EntryValue.json(json)));
    }

    private static void assertUnavailable(ThrowingCallable call, String how) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE))
                .hasMessageContainingAll("memory.db was " + how + " while it is served", "stop the service");
    }

    @Test
    void write_whenTheFileWasReplaced_isRefusedAndTheServiceNotReady() throws IOException {
        Files.writeString(directory.resolve("other"), "another file");
        Files.move(directory.resolve("other"), path, StandardCopyOption.REPLACE_EXISTING);

        assertUnavailable(() -> put("2"), "replaced");
        assertUnavailable(() -> engine.maintenance().ping(), "replaced");
        assertThat(engine.entries().get(KEY, ReadMode.COUNTED)).isPresent();
    }

    @Test
    void write_whenTheFileComesBack_goesOn() throws IOException {
        var elsewhere = directory.resolve("elsewhere");
        Files.move(path, elsewhere);
        assertUnavailable(() -> put("2"), "moved or removed");

        Files.move(elsewhere, path);
        put("3");
        engine.maintenance().ping();
    }
}
