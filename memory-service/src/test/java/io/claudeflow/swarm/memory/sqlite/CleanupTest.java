package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cleanup(expiredBefore)} of the store's interface for agents. */
class CleanupTest {
    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private MemoryEngine engine;

    @BeforeEach
    void open() {
        engine = MemoryEngine.open(EngineConfig.defaults(directory.resolve("memory.db")), clock, EngineListener.NONE);
        for (var swarm : new String[] {"a", "b"}) {
            for (int seconds : new int[] {10, 20, 30}) {
                for (var namespace : new String[] {"n", "m"}) {
                    engine.entries()
                            .put(Put.of(new EntryKey(swarm, namespace, "k" + seconds), EntryValue.json("1"))
                                    .withTtl(new Ttl.Seconds(seconds)));
                }
            }
        }
        clock.advance(Duration.ofSeconds(25));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private long rows() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("memory.db"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM memory_store")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void cleanup_aMoment_deletesWhatHadExpiredThenInOneSwarm() throws Exception {
        var report = engine.maintenance().cleanup("a", null, clock.instant().minusSeconds(10));
        assertThat(report.deleted()).isEqualTo(2);
        assertThat(rows()).isEqualTo(10);
    }

    @Test
    void cleanup_aNamespace_leavesTheOthers() throws Exception {
        assertThat(engine.maintenance().cleanup("a", "n", clock.instant()).deleted())
                .isEqualTo(2);
        assertThat(rows()).isEqualTo(10);
    }

    @Test
    void cleanup_theFuture_countsAsNow() throws Exception {
        assertThat(engine.maintenance()
                        .cleanup("a", null, clock.instant().plusSeconds(1000))
                        .deleted())
                .isEqualTo(4);
        assertThat(rows()).isEqualTo(8);
        assertThat(engine.entries().statistics("a").entries()).isEqualTo(2);
        assertThat(engine.maintenance().integrityCheck().ok()).isTrue();
    }
}
