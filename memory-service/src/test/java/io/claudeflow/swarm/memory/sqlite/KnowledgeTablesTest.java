package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.consensus.ConsensusState;
import io.claudeflow.swarm.memory.consensus.Decision;
import io.claudeflow.swarm.memory.consensus.Proposal;
import io.claudeflow.swarm.memory.consensus.Quorum;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.event.EventQuery;
import io.claudeflow.swarm.memory.event.NewEvent;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.learning.Learning;
import io.claudeflow.swarm.memory.learning.LearningSettings;
import io.claudeflow.swarm.memory.learning.Outcome;
import io.claudeflow.swarm.memory.message.NewMessage;
import io.claudeflow.swarm.memory.metric.MetricQuery;
import io.claudeflow.swarm.memory.metric.Sample;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.pattern.PatternQuery;
import io.claudeflow.swarm.memory.pattern.PatternSpec;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.topology.TopologySpec;
import io.claudeflow.swarm.memory.topology.TopologySpec.Edge;
import io.claudeflow.swarm.memory.topology.TopologySpec.Node;
import io.claudeflow.swarm.memory.topology.TopologyType;
import io.claudeflow.swarm.memory.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tables say to somebody with plain {@code sqlite3}, and what the stores make of rows written that way. */
class KnowledgeTablesTest {
    private static final String SWARM = "s1";

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
    void shouldShowTheColumnsOfSeed002() {
        writeSomething();
        assertThat(database.query("SELECT type, source, data, timestamp FROM events"))
                .containsExactly("task_completed|coder-1|{\"id\":1}|2026-01-07 10:00:00.000");
        assertThat(database.query("SELECT id, type, pattern_data, confidence, usage_count, last_used FROM patterns"))
                .containsExactly("p|code_pattern|{\"a\":1}|0.5|1|2026-01-07 10:00:00.000");
        assertThat(database.query("SELECT metric_name, value, tags, timestamp FROM performance_metrics"))
                .containsExactly("time|1.5|{\"op\":\"read\"}|2026-01-07 10:00:00.000");
        assertThat(database.query("SELECT id, workflow_type, state, checkpoint_data FROM workflow_state"))
                .containsExactly("w|build|{}|{\"at\":7}");
        assertThat(database.query("SELECT swarm_id, topology_type, nodes, edges, metadata FROM swarm_topology"))
                .containsExactly("s1|star|[{\"id\":\"a\",\"role\":\"lead\"},{\"id\":\"b\"}]"
                        + "|[{\"from\":\"a\",\"to\":\"b\"}]|{\"m\":1}");
        assertThat(database.query("SELECT key, value, version, proposer, acceptors, votes FROM consensus_state"))
                .containsExactly("k|true|1|a|[\"a\",\"b\"]|{\"a\":true}");
        assertThat(database.query("SELECT topic, participants, result, confidence, threshold FROM decisions"))
                .containsExactly("deploy|[\"a\",\"b\"]|{\"ok\":true}|0.9|0.66");
        assertThat(database.query("SELECT sender, recipient, type, payload, expires_at FROM messages"))
                .containsExactly("a|b|hello|{}|2026-01-08 10:00:00.000");
        assertThat(database.query("SELECT type, agents, result, context FROM outcomes LIMIT 1"))
                .containsExactly("data|[\"x\"]|success|{\"size\":\"large\"}");
        assertThat(database.query("SELECT type, success_rate, pattern_data ->> 'samples' FROM learned_patterns"))
                .containsExactly("data|1.0|5");
    }

    @Test
    void shouldKeepEverythingOverARestart() {
        writeSomething();
        var stores = database.stores();
        var before = List.of(
                stores.events().query(SWARM, EventQuery.ALL),
                stores.patterns().list(SWARM, PatternQuery.ALL),
                stores.workflows().list(SWARM, null, PageRequest.FIRST),
                stores.topologies().history(SWARM, PageRequest.FIRST),
                stores.consensus().list(SWARM, null, PageRequest.FIRST),
                stores.consensus().decisions(SWARM, null, PageRequest.FIRST),
                stores.messages().inbox(SWARM, "b", PageRequest.FIRST),
                stores.learning().outcomes(SWARM, null, 10),
                stores.learning().patterns(SWARM));
        database.reopen();
        var again = database.stores();
        assertThat(List.of(
                        again.events().query(SWARM, EventQuery.ALL),
                        again.patterns().list(SWARM, PatternQuery.ALL),
                        again.workflows().list(SWARM, null, PageRequest.FIRST),
                        again.topologies().history(SWARM, PageRequest.FIRST),
                        again.consensus().list(SWARM, null, PageRequest.FIRST),
                        again.consensus().decisions(SWARM, null, PageRequest.FIRST),
                        again.messages().inbox(SWARM, "b", PageRequest.FIRST),
                        again.learning().outcomes(SWARM, null, 10),
                        again.learning().patterns(SWARM)))
                .isEqualTo(before);
    }

    @Test
    void shouldLogEveryChange() {
        var stores = database.stores();
        var event = stores.events().append(SWARM, NewEvent.of("e", null));
        var message = stores.messages().send(SWARM, NewMessage.direct("a", "b", "t", "{}"));
        stores.messages().acknowledge(SWARM, "b", List.of(message.id(), 99L));
        stores.patterns().put(SWARM, PatternSpec.of("p", "t", "{}", 0.5));
        stores.patterns().recordUse(SWARM, "p", true);
        stores.patterns().delete(SWARM, "p");
        stores.patterns().delete(SWARM, "p");
        stores.metrics().record(SWARM, List.of(sample("m"), sample("m"), sample("n")));
        stores.workflows().save(SWARM, "w", "build", "{}", Workflow.Status.RUNNING);
        stores.topologies().save(SWARM, star(), null);
        stores.consensus().propose(SWARM, proposal(), null);
        stores.consensus().vote(SWARM, "k", "a", true, 1);
        stores.consensus().vote(SWARM, "k", "a", true, 1);
        clock.advance(Duration.ofDays(2));
        stores.events().prune(SWARM, clock.instant(), Long.MAX_VALUE, 10);
        stores.messages().collectExpired(10);
        assertThat(database.changes())
                .containsExactly(
                        "events|" + event.id() + "|put",
                        "messages|" + message.id() + "|put",
                        "message_acknowledgements|" + message.id() + "|put",
                        "patterns|p|put",
                        "patterns|p|put",
                        "patterns|p|delete",
                        "performance_metrics|m|put",
                        "performance_metrics|n|put",
                        "workflow_state|w|put",
                        "swarm_topology|1|put",
                        "consensus_state|k|put",
                        "consensus_state|k|put",
                        "events|" + event.id() + "|expire",
                        "messages|" + message.id() + "|expire");
    }

    @Test
    void shouldUnderstandRowsWrittenByHand() {
        database.execute("INSERT INTO events (swarm, type, source) VALUES ('s1', 'e', 'hand')");
        database.execute("INSERT INTO patterns (swarm, id, type, pattern_data) VALUES ('s1', 'p', 't', '{}')");
        database.execute("INSERT INTO performance_metrics (swarm, metric_name, value, tags, timestamp)"
                + " VALUES ('s1', 'm', 2, 'no json', '2026-01-07 10:00:00.000')");
        database.execute("INSERT INTO workflow_state (swarm, id, workflow_type, state) VALUES ('s1', 'w', 't', '{}')");
        database.execute("INSERT INTO consensus_state (swarm, key, value, proposer, acceptors)"
                + " VALUES ('s1', 'k', '1', 'a', '[\"a\"]')");
        var stores = database.stores();
        assertThat(stores.events().query(SWARM, EventQuery.ALL).items()).hasSize(1);
        assertThat(stores.patterns().recordUse(SWARM, "p", true).usageCount()).isEqualTo(1);
        var window = MetricQuery.of("m", ManualClock.START, ManualClock.START.plusSeconds(1));
        assertThat(stores.metrics().aggregate(SWARM, window.groupedBy("op"))).hasSize(1);
        assertThat(stores.workflows().get(SWARM, "w").orElseThrow().status()).isEqualTo(Workflow.Status.RUNNING);
        assertThat(stores.consensus().vote(SWARM, "k", "a", true, 1).status())
                .isEqualTo(ConsensusState.Status.ACCEPTED);
    }

    @Test
    void shouldSayWhichRowIsDamaged() {
        database.execute("INSERT INTO consensus_state (swarm, key, value, proposer, acceptors)"
                + " VALUES ('s1', 'k', '1', 'a', '{oops')");
        database.execute("INSERT INTO swarm_topology (swarm, swarm_id, topology_type, nodes)"
                + " VALUES ('s1', 's1', 'mesh', '[{\"name\":1}]')");
        assertFails(
                FailureKind.CORRUPT,
                "a row of the database is damaged: consensus_state k: acceptors: {oops",
                () -> database.stores().consensus().get(SWARM, "k"));
        assertFails(
                FailureKind.CORRUPT,
                "a row of the database is damaged: swarm_topology 1: nodes (expected: strings)",
                () -> database.stores().topologies().current(SWARM));
    }

    private void writeSomething() {
        var stores = database.stores();
        stores.events().append(SWARM, new NewEvent("task_completed", "coder-1", "{\"id\":1}"));
        stores.patterns()
                .put(
                        SWARM,
                        PatternSpec.of("p", "code_pattern", "{\"a\":1}", 0.5).tagged("x"));
        stores.patterns().recordUse(SWARM, "p", true);
        stores.metrics().record(SWARM, List.of(sample("time")));
        stores.workflows().save(SWARM, "w", "build", "{}", Workflow.Status.RUNNING);
        stores.workflows().checkpoint(SWARM, "w", "{\"at\":7}", null);
        stores.topologies().save(SWARM, star(), null);
        stores.consensus().propose(SWARM, proposal(), null);
        stores.consensus().vote(SWARM, "k", "a", true, 1);
        stores.consensus()
                .record(
                        SWARM,
                        new Decision(
                                "d",
                                "deploy",
                                List.of("a", "b"),
                                "{\"ok\":true}",
                                0.9,
                                "approved",
                                null,
                                0.66,
                                clock.instant(),
                                new Revision(1, 0)));
        stores.messages().send(SWARM, NewMessage.direct("a", "b", "hello", "{}"));
        var learning = new Learning(stores.learning(), LearningSettings.DEFAULT);
        for (int i = 0; i < 5; i++) {
            learning.record(
                    SWARM, "data", List.of("x"), Outcome.Result.SUCCESS, 1, Map.of("size", Document.of("large")));
        }
    }

    private Sample sample(String name) {
        return Sample.of(name, 1.5, clock.instant(), Map.of("op", "read"));
    }

    private static TopologySpec star() {
        return new TopologySpec(
                TopologyType.STAR,
                List.of(new Node("a", "lead"), new Node("b", null)),
                List.of(new Edge("a", "b")),
                "{\"m\":1}");
    }

    private static Proposal proposal() {
        return new Proposal("k", "true", "a", List.of("a", "b"), Quorum.UNANIMOUS);
    }
}
