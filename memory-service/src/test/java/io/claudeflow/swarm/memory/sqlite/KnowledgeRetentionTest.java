package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.event.EventQuery;
import io.claudeflow.swarm.memory.event.NewEvent;
import io.claudeflow.swarm.memory.learning.Outcome;
import io.claudeflow.swarm.memory.message.NewMessage;
import io.claudeflow.swarm.memory.metric.Sample;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.topology.TopologySpec;
import io.claudeflow.swarm.memory.topology.TopologySpec.Node;
import io.claudeflow.swarm.memory.topology.TopologyType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeRetentionTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private KnowledgeDatabase database;

    @BeforeEach
    void open() {
        database = new KnowledgeDatabase(directory, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldRemoveWhatIsOlderThanItsAgeInEverySwarm() {
        var stores = database.stores();
        for (var swarm : List.of("s1", "s2")) {
            for (int i = 0; i < 250; i++) {
                stores.events().append(swarm, NewEvent.of("e", null));
            }
            stores.metrics().record(swarm, List.of(Sample.of("m", 1, clock.instant(), Map.of())));
            stores.learning().record(swarm, "t", List.of(), Outcome.Result.SUCCESS, 1, Map.of());
            stores.messages().send(swarm, NewMessage.broadcast("a", "t", "{}"));
        }
        var retention = stores.retention(Duration.ofDays(3), Duration.ofDays(4), Duration.ofDays(5));
        assertThat(retention.getAsLong()).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(retention.getAsLong()).isEqualTo(2);
        assertThat(database.query("SELECT count(*) FROM messages")).containsExactly("0");
        clock.advance(Duration.ofDays(2).plusMillis(1));
        var young = stores.events().append("s1", NewEvent.of("young", null));
        assertThat(retention.getAsLong()).isEqualTo(500);
        assertThat(stores.events().query("s1", EventQuery.ALL).items()).containsExactly(young);
        clock.advance(Duration.ofDays(1));
        assertThat(retention.getAsLong()).isEqualTo(2);
        assertThat(stores.metrics().names("s1")).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(retention.getAsLong()).isEqualTo(2);
        assertThat(stores.learning().outcomes("s2", null, 10)).isEmpty();
    }

    @Test
    void shouldKeepTheNewestTopologies() {
        var topologies = database.stores().topologies();
        for (int i = 0; i < KnowledgeRetention.TOPOLOGIES + 5; i++) {
            topologies.save(
                    "s1", new TopologySpec(TopologyType.MESH, List.of(new Node("a", null)), List.of(), null), null);
        }
        var age = Duration.ofDays(1);
        assertThat(database.stores().retention(age, age, age).getAsLong()).isEqualTo(5);
        assertThat(topologies.history("s1", PageRequest.first(1000)).items()).hasSize(KnowledgeRetention.TOPOLOGIES);
        assertThat(topologies.current("s1").orElseThrow().version()).isEqualTo(KnowledgeRetention.TOPOLOGIES + 5L);
    }

    @Test
    void shouldLetAcknowledgementsGoWithTheirMessage() {
        var messages = database.stores().messages();
        var broadcast = messages.send("s1", NewMessage.broadcast("a", "t", "{}"));
        messages.acknowledge("s1", "b", List.of(broadcast.id()));
        clock.advance(Duration.ofDays(1));
        assertThat(messages.collectExpired(10)).isEqualTo(1);
        assertThat(database.query("SELECT count(*) FROM message_acknowledgements"))
                .containsExactly("0");
    }
}
