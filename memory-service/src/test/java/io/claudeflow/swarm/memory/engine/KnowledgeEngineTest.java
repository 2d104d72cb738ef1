package io.claudeflow.swarm.memory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.event.EventQuery;
import io.claudeflow.swarm.memory.event.NewEvent;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.message.NewMessage;
import io.claudeflow.swarm.memory.pattern.PatternSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeEngineTest {
    @TempDir
    private Path directory;

    @Test
    void shouldCollectOldKnowledgeWithTheGarbage() {
        var clock = new TestClock("2026-11-21T12:00:00Z");
        var config = EngineConfig.defaults(directory.resolve("memory.db"));
        try (var engine = MemoryEngine.open(config, clock, EngineListener.NONE)) {
            engine.knowledge().events().append("swarm", NewEvent.of("old", null));
            engine.knowledge().messages().send("swarm", NewMessage.broadcast("a", "t", "{}"));
            engine.knowledge().patterns().put("swarm", PatternSpec.of("p", "t", "{}", 1));
            clock.advance(Duration.ofDays(30).plusMillis(1));
            assertThat(engine.maintenance().gc().deleted()).isEqualTo(2);
            assertThat(engine.knowledge()
                            .events()
                            .query("swarm", EventQuery.ALL)
                            .items())
                    .isEmpty();
            assertThat(engine.maintenance().aggregateCounts("swarm").patterns()).isEqualTo(1);
        }
    }
}
