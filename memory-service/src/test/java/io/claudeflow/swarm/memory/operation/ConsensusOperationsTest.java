package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsensusOperationsTest extends OperationsTest {
    @Test
    void propose_andVote_reachesTheMajority() {
        var proposed = http(
                "PUT",
                "/v1/consensus/ready",
                "{'value': true, 'proposer': 'lead', 'acceptors': ['a', 'b', 'c'], 'version': 0}");
        assertThat(proposed.get("needed").asInt()).isEqualTo(2);
        http("POST", "/v1/consensus/ready/vote", "{'acceptor': 'a', 'accept': true, 'version': 1}");
        http("POST", "/v1/consensus/ready/vote", "{'acceptor': 'b', 'accept': false, 'version': 1}");
        refused(
                409,
                "accept: true (expected: no second vote, b voted false)",
                "POST",
                "/v1/consensus/ready/vote",
                "{'acceptor': 'b', 'accept': true, 'version': 1}");
        var decided = grpc("ConsensusService.Vote", "{'key': 'ready', 'acceptor': 'c', 'accept': true, 'version': 1}");
        assertThat(decided.get("status").asText()).isEqualTo("accepted");
        var read = get("/v1/consensus/ready");
        assertThat(read.get("acceptedBy").toString()).isEqualTo("[\"a\",\"c\"]");
        assertThat(read.get("acceptors")).hasSize(3);
        assertThat(grpc("ConsensusService.Get", "{'key': 'ready'}")).isEqualTo(read);
        assertThat(each(get("/v1/consensus?status=accepted").get("proposals"), "key"))
                .containsExactly("ready");
        refused(
                412,
                "version: 0 (expected: the present version, 1)",
                "PUT",
                "/v1/consensus/ready",
                "{'value': 1, 'proposer': 'x', 'acceptors': ['a'], 'version': 0}");
        assertThat(cli("consensus", "list")).contains("ready");
        assertThat(grpc("ConsensusService.List", "{}", "swarm-id", "other").path("proposals"))
                .isEmpty();
    }

    @Test
    void propose_otherQuorums_areCounted() {
        var share = grpc(
                "ConsensusService.Propose",
                "{'key': 'share', 'value': 1, 'proposer': 'p', 'acceptors': ['a', 'b', 'c'], 'threshold': 0.66}");
        assertThat(share.get("needed").asInt()).isEqualTo(2);
        var all = http(
                "PUT",
                "/v1/consensus/all",
                "{'value': 1, 'proposer': 'p', 'acceptors': ['a', 'b'], 'quorum': 'unanimous'}");
        assertThat(all.get("needed").asInt()).isEqualTo(2);
        http("POST", "/v1/consensus/all/vote", "{'acceptor': 'a', 'accept': false, 'version': 1}");
        assertThat(get("/v1/consensus/all").get("status").asText()).isEqualTo("rejected");
        var open = http("PUT", "/v1/consensus/open", "{'value': 1, 'proposer': 'p', 'atLeast': 1}");
        assertThat(open.get("acceptors")).isEmpty();
        http("POST", "/v1/consensus/open/vote", "{'acceptor': 'anybody', 'accept': true, 'version': 1}");
        assertThat(http("DELETE", "/v1/consensus/open", "").get("deleted").asBoolean())
                .isTrue();
        assertThat(grpc("ConsensusService.Delete", "{'key': 'open'}")
                        .get("deleted")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void decisions_ofSeed000_areRecordedAndListed() {
        var first = http(
                "PUT",
                "/v1/decisions/d1",
                "{'topic': 'deploy', 'participants': ['a', 'b'], 'result': {'ok': true}, 'confidence': 0.9,"
                        + " 'status': 'approved', 'taskId': 't1', 'threshold': 0.66}");
        grpc("ConsensusService.RecordDecision", "{'id': 'd2', 'topic': 'naming', 'result': 'x', 'confidence': 1}");
        assertThat(get("/v1/decisions/d2").get("status").asText()).isEqualTo("decided");
        assertThat(grpc("ConsensusService.GetDecision", "{'id': 'd1'}")).isEqualTo(first);
        assertThat(each(get("/v1/decisions?topic=deploy").get("decisions"), "id"))
                .containsExactly("d1");
        assertThat(grpc("ConsensusService.ListDecisions", "{'limit': 1}").has("nextCursor"))
                .isTrue();
        assertThat(cli("consensus", "get-decision", "d1")).contains("deploy", "0.66");
        refused(404, "id: d9", "GET", "/v1/decisions/d9", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /v1/consensus/bad | {\"value\": 1, \"proposer\": \"p\"} | acceptors: (empty)",
                "PUT | /v1/consensus/bad | {\"value\": 1, \"proposer\": \"p\", \"acceptors\": [\"a\"],"
                        + " \"quorum\": \"majority\", \"atLeast\": 1} | quorum: 2 rules",
                "PUT | /v1/consensus/bad | {\"value\": 1, \"proposer\": \"p\", \"acceptors\": [\"a\"],"
                        + " \"atLeast\": 2} | quorum: 2 (expected: at most the number of acceptors, 1)",
                "PUT | /v1/consensus/bad | {\"value\": 1, \"proposer\": \"p\", \"acceptors\": [\"a\"],"
                        + " \"threshold\": 1.5} | threshold: 1.5",
                "PUT | /v1/decisions/bad | {\"topic\": \"t\", \"result\": 1, \"confidence\": -1} | confidence: -1",
                "PUT | /v1/decisions/bad | {\"topic\": \"t\", \"confidence\": 1} | result: (absent)",
                "GET | /v1/consensus?status=done | | open, accepted, rejected",
            })
    void badRequest_namesWhatIsWrong(String method, String path, String body, String words) {
        refused(400, words, method, path, body == null ? "" : body);
        refused(404, "key: bad", "GET", "/v1/consensus/bad", "");
        refused(404, "id: bad", "GET", "/v1/decisions/bad", "");
    }
}
