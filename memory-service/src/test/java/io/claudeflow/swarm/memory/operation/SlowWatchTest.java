package io.claudeflow.swarm.memory.operation;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client whose connection takes nothing more. */
@Timeout(60)
class SlowWatchTest {
    /** Hangs in the first event as in a full connection, until its thread is interrupted. */
    private static final class StuckSink implements Sink {
        private final CountDownLatch stuck = new CountDownLatch(1);

        @Override
        public boolean isOpen() {
            return !Thread.currentThread().isInterrupted();
        }

        @Override
        public void send(JsonWriter answer) {
            try {
                stuck.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void keepAlive() {}
    }

    @Test
    void watch_whoseConnectionTakesNothing_isGivenUp(@TempDir Path directory) throws Exception {
        var operations = new ArrayList<EntryOperation>();
        for (int i = 0; i < 1000; i++) {
            operations.add(Put.of(new EntryKey("s", "n", "k" + i), EntryValue.json("1")));
        }
        try (var engine = MemoryEngine.open(
                EngineConfig.defaults(directory.resolve("memory.db")), Clock.systemUTC(), EngineListener.NONE)) {
            var watching = new WatchOperations(engine.access().watches(), Duration.ofMillis(50));
            var nothing = JsonSlice.body("{}".getBytes(StandardCharsets.UTF_8)).object();
            var sink = new StuckSink();
            var writer = Thread.startVirtualThread(() -> {
                try {
                    sink.stuck.await();
                    for (int i = 0; i < 40; i++) {
                        engine.entries().batch(new Batch(operations, true));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertFails(
                    FailureKind.UNAVAILABLE,
                    "the watch was dropped: the client took its events too slowly",
                    () -> watching.watch(new Arguments("s", nothing), sink));
            assertThat(engine.access().watches().count()).isZero();
            writer.join();
        }
    }
}
