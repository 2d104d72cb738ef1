package io.claudeflow.swarm.memory.legacy;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The databases of a hive: H1 to H4 and M1. */
class HiveTest {
    @TempDir
    Path directory;

    private Reading read(Path file) {
        return Reading.of(file, directory.resolve("work"));
    }

    @Test
    void shouldKeepSwarmsApartWhenTheirKeysCollide() {
        var file = database(
                directory.resolve("any"),
                Databases.HIVE,
                "INSERT INTO collective_memory (id, swarm_id, key, value, type, created_by, created_at) VALUES"
                        + " ('s1-plan-1','s1','plan','{\"a\":1}','knowledge','queen','2026-01-01 10:00:00'),"
                        + " ('s2-plan-1','s2','plan','words','knowledge','queen','2026-01-01 10:00:00'),"
                        + " ('x','s1','note','n','diary',NULL,'2026-01-01 10:00:00')");

        var read = read(file);

        assertThat(read.value("s1/plan")).isEqualTo("JSON {\"a\":1}");
        assertThat(read.value("s2/plan")).isEqualTo("TEXT words");
        var entry = read.entry("s1/plan");
        assertThat(entry.namespace()).isEqualTo("hive:knowledge");
        assertThat(entry.metadata().text("swarmId")).isEqualTo("s1");
        assertThat(entry.metadata().text("originalKey")).isEqualTo("plan");
        assertThat(entry.metadata().text("originalId")).isEqualTo("s1-plan-1");
        assertThat(entry.lifecycle().createdAt()).isEqualTo(Instant.parse("2026-01-01T10:00:00Z"));
        assertThat(read.entry("s1/note").namespace()).isEqualTo("hive:diary");
    }

    @Test
    void shouldReadEveryAggregateWhenColumnsAreNullOrEncodedTwice() {
        var file = database(
                directory.resolve("any"),
                Databases.HIVE,
                "INSERT INTO swarms (id, name, objective, status) VALUES ('s1','n','o','active')",
                "INSERT INTO agents (id, swarm_id, name, type, capabilities) VALUES ('a1','s1','A','coder',NULL),"
                        + " ('a2','s1','B','tester','\"[\\\"js\\\",null]\"')",
                "INSERT INTO tasks (id, swarm_id, agent_id, description, status, completed_at) VALUES"
                        + " ('t1','s1','a1','do it','completed','2026-01-02 00:00:00')",
                "INSERT INTO consensus_decisions (id, swarm_id, topic, decision, votes) VALUES"
                        + " ('c1','s1','color','blue',NULL), ('c2','s1','size','big','not json')");

        var read = read(file);

        assertThat(read.failed()).isEmpty();
        assertThat(read.only(LegacyRecord.Swarm.class).document().text("objective"))
                .isEqualTo("o");
        assertThat(read.records().stream()
                        .filter(LegacyRecord.Agent.class::isInstance)
                        .map(agent -> ((LegacyRecord.Agent) agent).capabilities()))
                .containsExactly(List.of(), List.of("js"));
        var task = read.only(LegacyRecord.Task.class);
        assertThat(task.assignedTo()).containsExactly("a1");
        assertThat(task.completedAt()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(read.records().stream().filter(LegacyRecord.Consensus.class::isInstance))
                .hasSize(2);
    }

    @Test
    void shouldReadNumbersAndTextsWhenTimesChangeTheirForm() {
        var file = database(
                directory.resolve("any"),
                List.of(Databases.COLLECTIVE),
                "INSERT INTO collective_memory (id, swarm_id, key, value, created_at, accessed_at, access_count,"
                        + " compressed) VALUES ('s-k-1','s','k','[1]',1752018127,'2026-02-01 00:00:00',4,1)");

        var entry = read(file).entry("s/k");

        assertThat(entry.lifecycle().createdAt()).isEqualTo(Instant.ofEpochSecond(1752018127));
        assertThat(entry.lifecycle().accessedAt()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(entry.lifecycle().accessCount()).isEqualTo(4);
    }

    @Test
    void shouldReadTheFullSchema() {
        var file = database(
                directory.resolve("any"),
                Databases.HIVE_FULL,
                "INSERT INTO swarms (id, name, topology, status) VALUES ('s1','n','mesh','active')",
                "INSERT INTO agents (id, swarm_id, name, type, status, capabilities, last_active_at) VALUES"
                        + " ('a1','s1','A','coder','busy','[\"js\"]','2026-01-01 00:00:00')",
                "INSERT INTO tasks (id, swarm_id, description, priority, strategy, status, dependencies,"
                        + " assigned_agents) VALUES"
                        + " ('t1','s1','do','high','parallel','pending','[\"t0\"]','[\"a1\"]')",
                "INSERT INTO memory (key, namespace, value, ttl, created_at, expires_at, access_count) VALUES"
                        + " ('system.version','hive-mind','2.0.0',NULL,'2026-01-01 00:00:00',NULL,9),"
                        + " ('t','n','v',60,'2099-01-01 00:00:00',NULL,0)",
                "INSERT INTO communications (from_agent_id, to_agent_id, swarm_id, message_type, content,"
                        + " timestamp)"
                        + " VALUES ('a1',NULL,'s1','broadcast','{\"m\":1}','2026-01-01 00:00:00')",
                "INSERT INTO consensus (id, swarm_id, proposal, votes, status) VALUES"
                        + " ('c1','s1','{\"p\":1}','{\"a1\":{\"vote\":true}}','achieved')",
                "INSERT INTO performance_metrics (swarm_id, metric_type, metric_value) VALUES ('s1','latency',1.5)",
                "INSERT INTO neural_patterns (id, swarm_id, pattern_type, pattern_data, confidence, usage_count,"
                        + " success_rate) VALUES ('p1','s1','behavior','{\"x\":1}',0.8,3,0.5)",
                "INSERT INTO session_history (id, swarm_id, started_at, session_data) VALUES"
                        + " ('h1','s1','2026-01-01 00:00:00','{}')");

        var read = read(file);

        assertThat(read.failed()).isEmpty();
        assertThat(read.formats().values()).containsOnly(LegacyFormat.HIVE_FULL);
        assertThat(read.value("system.version")).isEqualTo("TEXT 2.0.0");
        assertThat(read.entry("system.version").lifecycle().accessCount()).isEqualTo(9);
        assertThat(read.entry("t").lifecycle().expiresAt()).isEqualTo(Instant.parse("2099-01-01T00:01:00Z"));
        assertThat(read.only(LegacyRecord.Swarm.class).topology()).isEqualTo("mesh");
        assertThat(read.only(LegacyRecord.Task.class).dependencies()).containsExactly("t0");
        assertThat(read.only(LegacyRecord.Message.class).to()).isNull();
        assertThat(read.only(LegacyRecord.Consensus.class).status()).isEqualTo("achieved");
        assertThat(read.only(LegacyRecord.Metric.class).value()).isEqualTo(1.5);
        assertThat(read.only(LegacyRecord.Pattern.class).confidence()).isEqualTo(0.8);
        assertThat(read.only(LegacyRecord.Session.class).id()).isEqualTo("h1");
    }

    @Test
    void shouldReadSessionsCheckpointsAndLogsBesideAHive() {
        var file = database(
                directory.resolve("any"),
                Databases.HIVE_SESSIONS,
                "INSERT INTO sessions (id, swarm_id, status, checkpoint_data, updated_at) VALUES"
                        + " ('x1','s1','paused','{\"p\":1}','2026-01-01 00:00:00')",
                "INSERT INTO session_checkpoints VALUES ('k1','x1','auto','{\"c\":1}','2026-01-01 00:00:00')",
                "INSERT INTO session_logs (session_id, timestamp, message) VALUES ('x1','2026-01-01"
                        + " 00:00:00','m')");

        var read = read(file);

        assertThat(read.only(LegacyRecord.Session.class).document().get("checkpointData"))
                .isNotNull();
        assertThat(read.only(LegacyRecord.Workflow.class).id()).isEqualTo("k1");
        assertThat(read.only(LegacyRecord.Event.class).type()).isEqualTo("session_logs");
    }

    @Test
    void shouldReadMemoriesWithMilliseconds() {
        var file = database(
                directory.resolve("any"),
                List.of(Databases.MEMORIES),
                "INSERT INTO memories (namespace, key, value, timestamp) VALUES"
                        + " ('hive-mind','init','v',1752018127114)");

        var entry = read(file).entry("init");

        assertThat(entry.namespace()).isEqualTo("hive-mind");
        assertThat(entry.lifecycle().writtenAt()).isEqualTo(Instant.ofEpochMilli(1752018127114L));
    }
}
