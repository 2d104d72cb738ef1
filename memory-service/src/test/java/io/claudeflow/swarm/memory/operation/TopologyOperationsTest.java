package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyOperationsTest extends OperationsTest {
    @Test
    void save_replacesAndKeepsTheHistory() {
        refused(404, "no topology was saved for swarm test", "GET", "/v1/topology", "");
        var first = http("PUT", "/v1/topology", """
                {'type': 'star', 'nodes': [{'id': 'a', 'role': 'lead'}, {'id': 'b'}],
                 'edges': [{'from': 'a', 'to': 'b'}], 'metadata': {'zone': 'eu'}, 'version': 0}""");
        assertThat(first.get("version").asInt()).isEqualTo(1);
        refused(
                412,
                "version: 0 (expected: the present version, 1)",
                "PUT",
                "/v1/topology",
                "{'nodes': [{'id': 'x'}], 'version': 0}");
        var second = grpc("TopologyService.Save", "{'nodes': [{'id': 'a'}, {'id': 'b'}, {'id': 'c'}]}");
        assertThat(second.get("type").asText()).isEqualTo("mesh");
        assertThat(grpc("TopologyService.Get", "{}")).isEqualTo(second);
        assertThat(get("/v1/topology").get("edges")).isEmpty();
        var page = get("/v1/topology/history?limit=1");
        assertThat(each(page.get("topologies"), "version")).containsExactly("2");
        var older = grpc(
                "TopologyService.History",
                "{'cursor': '" + page.get("nextCursor").asText() + "'}");
        assertThat(older.at("/topologies/0/metadata/zone").asText()).isEqualTo("eu");
        assertThat(cli("topology", "history")).contains("star", "mesh");
        assertThat(get("/v1/topology/history", "Swarm-Id", "other").get("topologies"))
                .isEmpty();
        assertThat(http("POST", "/v1/topology/prune", "{'keep': 1}")
                        .get("removed")
                        .asInt())
                .isEqualTo(1);
        assertThat(grpc("TopologyService.Prune", "{'keep': 1}").get("removed").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "413 | {} | nodes: 0 nodes",
                "400 | {\"nodes\": [{}]} | nodes[0].id",
                "400 | {\"nodes\": [{\"id\": \"a\"}, {\"id\": \"\"}]} | nodes[1].id: (empty)",
                "400 | {\"nodes\": [{\"id\": \"a\"}, {\"id\": \"a\"}]} | nodes[1]: a (expected: each node once)",
                "400 | {\"nodes\": [{\"id\": \"a\"}], \"edges\": [{\"from\": \"a\", \"to\": \"z\"}]} | edges[0]: a → z",
                "400 | {\"type\": \"ring\", \"nodes\": [{\"id\": \"a\"}, {\"id\": \"b\"}],"
                        + " \"edges\": [{\"from\": \"a\", \"to\": \"b\"}]} | edges: a has 1 neighbours",
                "400 | {\"nodes\": [{\"id\": \"a\"}], \"metadata\": [1]} | metadata: [1] (expected: a JSON object)",
                "400 | {\"type\": \"cube\", \"nodes\": [{\"id\": \"a\"}]} | mesh, hierarchical, ring, star, custom",
            })
    void badRequest_namesWhatIsWrong(int status, String body, String words) {
        var before = get("/v1/topology/history", "Swarm-Id", "test");
        refused(status, words, "PUT", "/v1/topology", body);
        assertThat(get("/v1/topology/history")).isEqualTo(before);
    }
}
