package io.claudeflow.swarm.memory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process with 16 concurrent writers again and again on one file: every acknowledged write is there, no batch
 * is half there, and the file is sound.
 */
@Tag("slow")
class WriterCrashTest {
    private static final int ROUNDS = 20;
    private static final int WRITERS = 16;
    /** Acknowledged writes before the kill; differs from round to round so that the kill meets different moments. */
    private static final int LEAST_WRITES = 100;

    @TempDir
    private Path directory;

    @Test
    void kill_withConcurrentWriters_losesNothingAcknowledged() throws Exception {
        var path = directory.resolve("memory.db");
        for (int round = 0; round < ROUNDS; round++) {
            var acknowledged = runAndKill(path, round, LEAST_WRITES + 37 * round);
            assertThat(acknowledged).isNotEmpty();
            try (var engine = MemoryEngine.open(EngineConfig.defaults(path), Clock.systemUTC(), EngineListener.NONE)) {
                acknowledged.forEach((writer, last) -> assertWritten(engine, writer, last));
                assertTagsAgree(engine);
                assertThat(engine.maintenance().integrityCheck().problems()).isEmpty();
            }
        }
    }

    /** The last acknowledged number of each writer. */
    private static Map<String, Integer> runAndKill(Path path, int round, int writes) throws IOException {
        var acknowledged = new HashMap<String, Integer>();
        CrashProcess.runAndKill(
                        CrashChild.class,
                        List.of(path.toString(), Integer.toString(round), Integer.toString(WRITERS)),
                        writes)
                .forEach(line -> {
                    var parts = line.split(" ", -1);
                    acknowledged.merge(parts[0], Integer.valueOf(parts[1]), Math::max);
                });
        return acknowledged;
    }

    private static void assertWritten(MemoryEngine engine, String writer, int last) {
        for (int n = Math.max(0, last - 49); n <= last; n++) {
            assertThat(numberOf(read(engine, writer, "key" + n % 50), writer))
                    .as("writer %s write %s", writer, n)
                    .isGreaterThanOrEqualTo(n);
            assertThat(numberOf(read(engine, writer, "pair" + n % 50), writer))
                    .as("both entries of an atomic batch")
                    .isEqualTo(numberOf(read(engine, writer, "key" + n % 50), writer));
        }
    }

    private static Entry read(MemoryEngine engine, String writer, String key) {
        return engine.entries()
                .get(new EntryKey("crash", writer, key), ReadMode.UNCOUNTED)
                .orElseThrow();
    }

    private static int numberOf(Entry entry, String writer) {
        var text = entry.value() == null ? "" : entry.value().asString();
        assertThat(text).startsWith(writer + " ");
        int number = Integer.parseInt(text.split(" ", -1)[1]);
        assertThat(text).isEqualTo((writer + " " + number + " ").repeat(1 + number % 300));
        return number;
    }

    private static void assertTagsAgree(MemoryEngine engine) {
        for (var tag : List.of("n0", "n1", "n2")) {
            var page = engine.entries()
                    .list(EntryQuery.all("crash", null)
                            .tagged(Tags.of(tag), TagMode.ANY)
                            .page(1000, null));
            assertThat(page.entries())
                    .isNotEmpty()
                    .allMatch(entry -> entry.tags().equals(Tags.of(tag)));
        }
    }
}
