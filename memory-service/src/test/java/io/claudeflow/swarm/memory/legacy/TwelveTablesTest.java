package io.claudeflow.swarm.memory.legacy;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the schema with twelve tables, as a tool that took it literally would have made it: B1. */
class TwelveTablesTest {
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path directory;

    private Reading read(String... statements) {
        return Reading.of(
                database(directory.resolve("any"), Databases.TWELVE_TABLES, statements), directory.resolve("work"));
    }

    @Test
    void shouldReadARowOfEachTable() {
        var read = read(
                "INSERT INTO memory_store (key, value, metadata, created_at) VALUES"
                        + " ('k', '{\"a\":1}', '{\"by\":\"x\"}', '2026-01-01 10:00:00')",
                "INSERT INTO sessions (id, data, last_accessed, expires_at) VALUES"
                        + " ('s1', '{\"branch\":\"main\"}', '2026-01-01 10:00:00', '2099-01-01 00:00:00')",
                "INSERT INTO agents (id, type, capabilities, state, swarm_id, last_active) VALUES"
                        + " ('a1', 'coder', '[\"js\"]', 'idle', 'w', '2026-01-01 10:00:00')",
                "INSERT INTO tasks (id, description, status, priority, assigned_to, dependencies) VALUES"
                        + " ('t1', 'do it', 'pending', 'high', 'a1', '[\"t0\"]')",
                "INSERT INTO agent_memory (agent_id, key, value) VALUES ('a1', 'note', 'words')",
                "INSERT INTO shared_state (key, value, updated_by, version) VALUES ('goal', '{\"g\":2}', 'a1', 7)",
                "INSERT INTO events (type, source, data, timestamp) VALUES"
                        + " ('spawned', 'a1', '{\"n\":1}', '2026-01-01 10:00:00')",
                "INSERT INTO patterns (id, type, pattern_data, confidence, usage_count) VALUES"
                        + " ('p1', 'retry', '{\"x\":1}', 0.75, 3)",
                "INSERT INTO performance_metrics (metric_name, value, tags) VALUES ('latency', 1.5, '{\"z\":1}')",
                "INSERT INTO workflow_state (id, workflow_type, state, checkpoint_data) VALUES"
                        + " ('w1', 'sparc', 'running', '{\"step\":2}')",
                "INSERT INTO swarm_topology (swarm_id, topology_type, nodes, edges) VALUES"
                        + " ('w', 'mesh', '[\"a1\"]', '[]'), ('w', 'star', '[\"a1\"]', '[]')",
                "INSERT INTO consensus_state (key, value, version, proposer, acceptors) VALUES"
                        + " ('leader', 'a1', 2, 'a1', '[\"a1\"]')");

        assertThat(read.failed()).isEmpty();
        assertThat(read.notes()).isEmpty();
        assertThat(read.unread()).isEmpty();
        assertThat(Set.copyOf(read.formats().values())).containsExactly(LegacyFormat.TWELVE_TABLES);
        assertThat(read.value("k")).isEqualTo("JSON {\"a\":1}");
        assertThat(read.entry("k").namespace()).isEqualTo("default");
        assertThat(read.entry("k").metadata().text("by")).isEqualTo("x");
        assertThat(read.entry("k").lifecycle().createdAt()).isEqualTo(TEN);
        assertThat(read.value("a1/note")).isEqualTo("TEXT words");
        assertThat(read.entry("a1/note").namespace()).isEqualTo("agent_memory");
        assertThat(read.value("goal")).isEqualTo("JSON {\"g\":2}");
        assertThat(read.entry("goal").metadata().text("updatedBy")).isEqualTo("a1");
        assertThat(read.entry("w/1").value().asString()).contains("mesh");
        assertThat(read.entry("w/2").value().asString()).contains("star");

        var session = read.only(LegacyRecord.Session.class);
        assertThat(session.document().toString()).contains("branch");
        assertThat(session.lifecycle().accessedAt()).isEqualTo(TEN);
        assertThat(session.lifecycle().expiresAt()).isEqualTo(Instant.parse("2099-01-01T00:00:00Z"));
        var agent = read.only(LegacyRecord.Agent.class);
        assertThat(agent.status()).isEqualTo("idle");
        assertThat(agent.capabilities()).containsExactly("js");
        var task = read.only(LegacyRecord.Task.class);
        assertThat(task.assignedTo()).containsExactly("a1");
        assertThat(task.dependencies()).containsExactly("t0");
        var event = read.only(LegacyRecord.Event.class);
        assertThat(List.of(event.type(), event.source())).containsExactly("spawned", "a1");
        assertThat(event.lifecycle().createdAt()).isEqualTo(TEN);
        var pattern = read.only(LegacyRecord.Pattern.class);
        assertThat(pattern.confidence()).isEqualTo(0.75);
        assertThat(pattern.usageCount()).isEqualTo(3);
        assertThat(read.only(LegacyRecord.Metric.class).value()).isEqualTo(1.5);
        assertThat(read.only(LegacyRecord.Workflow.class).type()).isEqualTo("sparc");
        assertThat(read.only(LegacyRecord.Consensus.class).id()).isEqualTo("leader");
    }

    @Test
    void shouldTellTheRowsThatTheSchemaLetsInTwice() {
        var read = read("INSERT INTO memory_store (key, value, namespace) VALUES"
                + " ('k', 'first', NULL), ('k', 'second', NULL), ('other', 'x', 'ns')");

        assertThat(read.records())
                .extracting(record -> ((LegacyRecord.Entry) record).namespace() + "/" + record.name())
                .containsExactly("default/k", "default/k", "ns/other");
    }

    @Test
    void shouldEndWhatAgentsRemember_whenItsTableSaysSo() {
        var read = Reading.of(
                database(
                        directory.resolve("ruv-swarm"),
                        List.of("CREATE TABLE agent_memory (id TEXT PRIMARY KEY, agent_id TEXT NOT NULL,"
                                + " key TEXT NOT NULL, value TEXT, ttl_secs INTEGER, expires_at DATETIME,"
                                + " created_at DATETIME DEFAULT CURRENT_TIMESTAMP, UNIQUE(agent_id, key))"),
                        "INSERT INTO agent_memory (id, agent_id, key, value, ttl_secs, expires_at) VALUES"
                                + " ('m1', 'a1', 'note', '{}', 60, '2026-01-01T10:00:00.000Z'),"
                                + " ('m2', 'a1', 'rule', '{}', NULL, NULL)"),
                directory.resolve("work"));

        assertThat(read.entry("a1/note").lifecycle().expiresAt()).isEqualTo(TEN);
        assertThat(read.entry("a1/rule").lifecycle().expiresAt()).isNull();
    }
}
