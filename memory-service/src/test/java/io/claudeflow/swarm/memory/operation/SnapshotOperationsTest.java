package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SnapshotOperationsTest extends OperationsTest {
    @Override
    void prepare(Path directory) {
        var config = EngineConfig.defaults(directory.resolve("memory.db"));
        try (var engine = MemoryEngine.open(config, Clock.systemUTC(), EngineListener.NONE)) {
            var coordination = engine.coordination();
            coordination.agents().register("test", AgentSpec.of("worker-1", "coder", "java", "sql"));
            coordination.agents().register("other", AgentSpec.of("worker-1", "tester"));
            coordination.agentMemory().put("test", "worker-1", "focus", "{\"on\":\"snapshots\"}", null);
        }
    }

    @Test
    void takeAgent_isOneDocumentOfWhatTheAgentHas() {
        store("/v1/namespaces/default/entries/swarm-test%2Fagent-worker-1%2Fstate", "{'value': {'busy': true}}");
        var snapshot = http("POST", "/v1/snapshots/agents/worker-1", "{}");
        assertThat(snapshot.get("snapshotId").asText()).startsWith("snapshot_test_worker-1_");
        assertThat(snapshot.has("storedKey")).isFalse();
        var content = snapshot.get("content");
        assertThat(content.at("/agent/type").asText()).isEqualTo("coder");
        assertThat(content.at("/agent/capabilities/1").asText()).isEqualTo("sql");
        assertThat(content.at("/memory/0/value/on").asText()).isEqualTo("snapshots");
        assertThat(content.at("/entries/0/value/busy").asBoolean()).isTrue();
        assertThat(snapshot.get("revision").asText())
                .isEqualTo(content.get("epoch").asLong() + "-"
                        + content.get("revision").asLong());
    }

    @Test
    void takeAgent_stored_canBeReadAsAnEntry() {
        var snapshot = grpc("SnapshotService.TakeAgent", "{'agent': 'worker-1', 'store': true}");
        var key = snapshot.get("storedKey").asText();
        assertThat(key).startsWith("swarm-test/snapshots/snapshot_test_worker-1_");
        var entry = get("/v1/namespaces/default/entries/" + key.replace("/", "%2F"));
        assertThat(entry.get("value").get("snapshotId")).isEqualTo(snapshot.get("snapshotId"));
    }

    @Test
    void takeAgent_unknownOrOfAnotherSwarm_isNotFound() {
        refused(404, "no agent nobody in swarm test", "POST", "/v1/snapshots/agents/nobody", "{}");
        var other = http("POST", "/v1/snapshots/agents/worker-1", "{}", "Swarm-Id", "other");
        assertThat(other.at("/content/agent/type").asText()).isEqualTo("tester");
        assertThat(other.at("/content/memory")).isEmpty();
        refused(400, "store: 1 (expected: true or false)", "POST", "/v1/snapshots/agents/worker-1", "{'store': 1}");
    }

    @Test
    void takeSwarm_countsAndListsWhatItHas() {
        var content = http("POST", "/v1/snapshots/swarm", "{'store': true}").get("content");
        assertThat(content.at("/counts/agents").asLong()).isEqualTo(1);
        assertThat(each(content.get("agents"), "id")).containsExactly("worker-1");
        assertThat(grpc("SnapshotService.TakeSwarm", "{}", "swarm-id", "other")
                        .at("/content/agents/0/type")
                        .asText())
                .isEqualTo("tester");
        assertThat(cli("snapshot", "take-agent", "worker-1", "--output", "json"))
                .contains("\"agent\":{\"id\":\"worker-1\"");
        assertThat(cli("snapshot", "take-swarm")).contains("snapshot_test_");
    }
}
