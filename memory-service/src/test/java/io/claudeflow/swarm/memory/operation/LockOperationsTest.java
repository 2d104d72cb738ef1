package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockOperationsTest {
    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of("REQUEST_TIMEOUT", "1s"));
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    private JsonNode acquire(String key, String owner, String more) {
        var answer =
                clients.http("POST", "/v1/locks", "{\"key\": \"%s\", \"owner\": \"%s\"%s}".formatted(key, owner, more));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private static String token(JsonNode lock) {
        return lock.get("token").asText();
    }

    @Test
    void story_overHttp() {
        var lock = acquire("deploy/a", "one", ", \"mode\": \"write\", \"leaseSeconds\": 60");
        assertThat(lock.get("mode").asText()).isEqualTo("write");
        assertThat(lock.get("holds").asInt()).isEqualTo(1);
        assertThat(lock.get("expiresAt").asText())
                .isGreaterThan(lock.get("acquiredAt").asText());

        var refused = clients.http("POST", "/v1/locks", "{\"key\": \"deploy/a\", \"owner\": \"two\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("detail").asText())
                .startsWith(
                        "key: deploy/a (expected: a lock that nobody else holds or waits for; held by one (write, token "
                                + token(lock) + ") until ");

        assertThat(acquire("deploy/a", "one", "").get("holds").asInt()).isEqualTo(2);
        var found = clients.http("GET", "/v1/locks/deploy%2Fa", "").json();
        assertThat(found.at("/locks/0/owner").asText()).isEqualTo("one");
        assertThat(clients.http("GET", "/v1/locks/nothing", "").json().get("locks"))
                .isEmpty();

        var body = "{\"key\": \"deploy/a\", \"token\": \"" + token(lock) + "\"}";
        var renewed = clients.http("POST", "/v1/locks:renew", body.replace("}", ", \"leaseSeconds\": 600}"));
        assertThat(renewed.json().get("token").asText()).isEqualTo(token(lock));
        assertThat(clients.http("POST", "/v1/locks:release", body)
                        .json()
                        .get("holds")
                        .asInt())
                .isEqualTo(1);
        assertThat(clients.http("POST", "/v1/locks:release", body)
                        .json()
                        .get("holds")
                        .asInt())
                .isZero();
        var late = clients.http("POST", "/v1/locks:release", body);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().get("detail").asText()).contains(token(lock)).contains("a live lock on deploy/a");
    }

    @Test
    void wait_isLongerThanARequestMayTake_andIsGrantedInTurn() throws Exception {
        var lock = acquire("wait", "one", "");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var second = threads.submit(() -> acquire("wait", "two", ", \"waitSeconds\": 30"));
            await().until(() -> {
                var probe = clients.http(
                        "POST", "/v1/locks", "{\"key\": \"wait\", \"owner\": \"probe\", \"mode\": \"read\"}");
                return probe.status() == 409;
            });
            var timedOut =
                    clients.http("POST", "/v1/locks", "{\"key\": \"wait\", \"owner\": \"three\", \"waitSeconds\": 2}");
            assertThat(timedOut.status()).isEqualTo(409);
            clients.grpc("LockService.Release", "{\"key\": \"wait\", \"token\": \"" + token(lock) + "\"}");
            assertThat(second.get().get("owner").asText()).isEqualTo("two");
        }
    }

    @Test
    void deadlock_failsTheYoungerWait() throws Exception {
        acquire("x", "a", "");
        var y = acquire("y", "b", "");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var older = threads.submit(() -> acquire("y", "a", ", \"waitSeconds\": 30"));
            await().until(() -> {
                var answer =
                        clients.http("POST", "/v1/locks", "{\"key\": \"y\", \"owner\": \"c\", \"mode\": \"read\"}");
                return answer.status() == 409;
            });
            var younger = clients.http("POST", "/v1/locks", "{\"key\": \"x\", \"owner\": \"b\", \"waitSeconds\": 30}");
            assertThat(younger.status()).isEqualTo(409);
            assertThat(younger.json().get("detail").asText())
                    .contains("no circle of waits: b waits for a waits for b; release what you hold and begin again");
            clients.http("POST", "/v1/locks:release", "{\"key\": \"y\", \"token\": \"" + token(y) + "\"}");
            assertThat(older.get().get("owner").asText()).isEqualTo("a");
        }
    }

    @Test
    void story_overGrpc_inASwarmOfItsOwn() {
        var lock = clients.grpc(
                "LockService.Acquire", "{\"key\": \"k\", \"owner\": \"g\", \"mode\": \"read\"}", "swarm-id", "grpc");
        clients.grpc(
                "LockService.Acquire", "{\"key\": \"k\", \"owner\": \"h\", \"mode\": \"read\"}", "swarm-id", "grpc");
        clients.grpc("LockService.Acquire", "{\"key\": \"l\", \"owner\": \"g\"}", "swarm-id", "grpc");
        acquire("k", "other swarm", ", \"mode\": \"exclusive\"");
        var request = "{\"key\": \"k\", \"token\": \"" + token(lock) + "\"}";
        assertThat(clients.grpc("LockService.Renew", request, "swarm-id", "grpc")
                        .get("holds")
                        .asInt())
                .isEqualTo(1);
        assertThat(clients.grpc("LockService.Get", "{\"key\": \"k\"}", "swarm-id", "grpc")
                        .get("locks"))
                .hasSize(2);
        var first = clients.grpc("LockService.List", "{\"limit\": 2}", "swarm-id", "grpc");
        assertThat(first.get("locks")).hasSize(2);
        var cursor = first.get("nextCursor").asText();
        var second = clients.http("GET", "/v1/locks?limit=2&cursor=" + cursor, "", "Swarm-Id", "grpc")
                .json();
        assertThat(second.get("locks")).hasSize(1);
        assertThat(second.at("/locks/0/key").asText()).isEqualTo("l");
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(clients.grpc("LockService.Release", request, "swarm-id", "grpc")
                        .path("holds")
                        .asInt())
                .isZero();
        assertThat(clients.grpc("LockService.ReleaseAll", "{\"owner\": \"g\"}", "swarm-id", "grpc")
                        .get("released")
                        .asInt())
                .isEqualTo(1);
        assertThatThrownBy(() -> clients.grpc("LockService.Release", request, "swarm-id", "grpc"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("FAILED_PRECONDITION");
    }

    @Test
    void lock_isNoStepOfATransaction() {
        var answer = clients.http(
                "POST",
                "/v1/transactions",
                "{\"steps\": [{\"operation\": \"LockService.Acquire\", \"arguments\": {\"key\": \"t\", \"owner\": \"o\"}}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains("steps[0].operation: LockService.Acquire");
        assertThat(clients.http("GET", "/v1/locks/t", "").json().get("locks")).isEmpty();
    }

    @Test
    void story_onTheCommandLine() {
        var taken = clients.cli("lock", "acquire", "--key", "cli", "--owner", "me", "--output", "json");
        assertThat(taken.err()).isEmpty();
        var token = taken.out().replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        assertThat(clients.cli("lock", "list").out()).contains("cli").contains("me");
        var refused = clients.cli("lock", "acquire", "--key", "cli", "--owner", "you");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("held by me (write");
        assertThat(clients.cli("lock", "release", "--key", "cli", "--token", token)
                        .code())
                .isZero();
        assertThat(clients.cli("lock", "get", "cli").out()).doesNotContain("me");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/locks | {\"owner\": \"o\"} | key",
                "/v1/locks | {\"key\": \"k\"} | owner",
                "/v1/locks | {\"key\": \"\", \"owner\": \"o\"} | key: (empty)",
                "/v1/locks | {\"key\": \"k\", \"owner\": \"o\", \"mode\": \"both\"} | read, write, exclusive",
                "/v1/locks | {\"key\": \"k\", \"owner\": \"o\", \"leaseSeconds\": 0} | leaseSeconds: 0 (expected: 1 to 86400)",
                "/v1/locks | {\"key\": \"k\", \"owner\": \"o\", \"waitSeconds\": 601} | waitSeconds: 601 (expected: 0 to 600)",
                "/v1/locks | {\"key\": \"k\", \"owner\": \"o\", \"x\": 1} | x: (unknown member)",
                "/v1/locks:renew | {\"key\": \"k\", \"token\": \"now\"} | token: now (expected: an epoch and a revision",
                "/v1/locks:release | {\"key\": \"k\", \"token\": \"1-1\"} | fence: 1-1",
                "/v1/locks:releaseAll | {\"owner\": \"\"} | owner: (empty)",
            })
    void badRequest_namesWhatIsWrong(String path, String body, String expected) {
        var before = clients.http("GET", "/v1/locks", "", "Swarm-Id", "bad").json();
        var answer = clients.http("POST", path, body, "Swarm-Id", "bad");
        assertThat(answer.status()).as(answer.json().toString()).isBetween(400, 413);
        assertThat(answer.json().get("detail").asText()).contains(expected);
        assertThat(clients.http("GET", "/v1/locks", "", "Swarm-Id", "bad").json())
                .isEqualTo(before);
    }
}
