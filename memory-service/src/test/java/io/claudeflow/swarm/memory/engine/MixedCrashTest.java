package io.claudeflow.swarm.memory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.lock.Lock;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process under a mixed load (tasks with claims, transactions over three tables, locks) again and again on one
 * file: nothing acknowledged is lost, no transaction is half there, and the file is sound.
 */
@Tag("slow")
class MixedCrashTest {
    private static final int ROUNDS = 6;
    private static final int AGENTS = 4;
    private static final int LEAST_LINES = 150;
    private static final String SWARM = MixedCrashChild.SWARM;

    @TempDir
    private Path directory;

    private final Map<String, TaskStatus> tasks = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    /** The last acknowledgement of each lock: {@code held} or {@code free}, and the token. */
    private final Map<String, List<String>> locks = new HashMap<>();

    @Test
    void kill_underMixedLoad_losesNothingAcknowledgedAndLeavesNothingHalf() throws Exception {
        var path = directory.resolve("memory.db");
        for (int round = 0; round < ROUNDS; round++) {
            CrashProcess.runAndKill(
                            MixedCrashChild.class,
                            List.of(path.toString(), Integer.toString(round), Integer.toString(AGENTS)),
                            LEAST_LINES + 41 * round)
                    .forEach(this::note);
            assertThat(tasks).isNotEmpty();
            assertThat(numbers).isNotEmpty();
            try (var engine = MemoryEngine.open(EngineConfig.defaults(path), Clock.systemUTC(), EngineListener.NONE)) {
                tasks.forEach((id, status) -> assertAtLeast(engine, id, status));
                numbers.forEach((writer, number) -> assertAgreed(engine, writer, number));
                locks.forEach((key, last) -> assertHeldOrFree(engine, key, last));
                assertThat(engine.maintenance().integrityCheck().problems()).isEmpty();
            }
        }
    }

    private void note(String line) {
        var parts = line.split(" ", -1);
        if (parts[0].equals("task")) {
            tasks.merge(parts[1], TaskStatus.named("status", parts[2]), (a, b) -> a.compareTo(b) > 0 ? a : b);
        } else if (parts[0].equals("held") || parts[0].equals("free")) {
            locks.put(parts[1], List.of(parts[0], parts[2]));
        } else {
            numbers.merge(parts[1], Integer.valueOf(parts[2]), Math::max);
        }
    }

    private static void assertAtLeast(MemoryEngine engine, String id, TaskStatus acknowledged) {
        var task = engine.coordination().tasks().get(SWARM, id).orElseThrow();
        assertThat(task.status()).as("task %s", id).isGreaterThanOrEqualTo(acknowledged);
        assertThat(task.status() == TaskStatus.IN_PROGRESS)
                .as("task %s is claimed while it is worked on", id)
                .isEqualTo(task.lease() != null);
    }

    /** What was kept is held; of the others the process may have gone a step beyond what reached the pipe. */
    private static void assertHeldOrFree(MemoryEngine engine, String key, List<String> last) {
        var fence = Revision.parse("fence", last.getLast());
        var holders = engine.access().locks().holders(SWARM, key);
        if (key.startsWith("keep-")) {
            assertThat(holders).as("lock %s", key).extracting(Lock::fence).containsExactly(fence);
        } else if (last.getFirst().equals("free")) {
            assertThat(holders).as("lock %s", key).allMatch(lock -> lock.fence().compareTo(fence) > 0);
        } else {
            assertThat(holders).as("lock %s", key).allMatch(lock -> lock.fence().compareTo(fence) >= 0);
        }
        assertThat(holders).hasSizeLessThanOrEqualTo(1);
    }

    private static void assertAgreed(MemoryEngine engine, String writer, int acknowledged) {
        var entry = engine.entries()
                .get(new EntryKey(SWARM, "tx", writer), ReadMode.UNCOUNTED)
                .map(Entry::value)
                .map(EntryValue::asString)
                .orElseThrow();
        assertThat(Integer.parseInt(entry)).as("writer %s", writer).isGreaterThanOrEqualTo(acknowledged);
        assertThat(engine.coordination()
                        .sharedState()
                        .get(SWARM, writer)
                        .orElseThrow()
                        .value())
                .isEqualTo(entry);
        assertThat(engine.coordination()
                        .tasks()
                        .get(SWARM, "tx-" + writer)
                        .orElseThrow()
                        .spec()
                        .description())
                .isEqualTo(entry);
    }
}
