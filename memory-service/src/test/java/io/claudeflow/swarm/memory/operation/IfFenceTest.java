package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.api.v1.EntryServiceGrpc;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The header {@code If-Fence} on writes: they happen only while the lock is held. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IfFenceTest {
    private static final String STEPS =
            "{\"steps\": [{\"operation\": \"EntryService.Put\", \"arguments\": {\"key\": \"t\", \"value\": 1}}]}";

    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of());
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    private String lock(String key, String owner, String mode) {
        return clients.grpc(
                        "LockService.Acquire",
                        "{\"key\": \"%s\", \"owner\": \"%s\", \"mode\": \"%s\"}".formatted(key, owner, mode))
                .get("token")
                .asText();
    }

    private void release(String key, String token) {
        clients.grpc("LockService.Release", "{\"key\": \"%s\", \"token\": \"%s\"}".formatted(key, token));
    }

    private ServiceClients.Answer put(String key, String value, String... headers) {
        return clients.http("PUT", "/v1/namespaces/default/entries/" + key, "{\"value\": " + value + "}", headers);
    }

    private String value(String key) {
        return clients.http("GET", "/v1/namespaces/default/entries/" + key, "")
                .json()
                .path("value")
                .toString();
    }

    @Test
    void write_withTheTokenOfALiveLock_happens_andOtherwiseNot() {
        var old = lock("deploy", "a", "write");
        assertThat(put("e", "1", "If-Fence", "deploy@" + old).status()).isEqualTo(201);
        assertThat(put("e", "2", "If-Fence", old).status()).isEqualTo(200);
        release("deploy", old);
        var now = lock("deploy", "b", "write");
        for (var fence : List.of("deploy@" + old, old, "other@" + now)) {
            var refused = put("e", "3", "If-Fence", fence);
            assertThat(refused.status()).isEqualTo(412);
            assertThat(refused.json().get("detail").asText()).startsWith("fence: " + fence);
        }
        assertThat(put("e", "3", "If-Fence", "deploy@" + old)
                        .json()
                        .get("detail")
                        .asText())
                .contains("deploy is held by b (write, token " + now + ")");
        assertThat(value("e")).isEqualTo("2");
        release("deploy", now);
    }

    @Test
    void everyKindOfWrite_isFenced() {
        var token = lock("kinds", "a", "write");
        put("kept", "1");
        release("kinds", token);
        var batch = "{\"operations\": [{\"op\": \"put\", \"key\": \"kept\", \"value\": 2}]}";
        var calls = List.<Callable<ServiceClients.Answer>>of(
                () -> put("kept", "2", "If-Fence", token),
                () -> clients.http("DELETE", "/v1/namespaces/default/entries/kept", "", "If-Fence", token),
                () -> clients.http("DELETE", "/v1/namespaces/default/entries", "", "If-Fence", token),
                () -> clients.http("POST", "/v1/batch", batch, "If-Fence", token),
                () -> clients.http("POST", "/v1/transactions", STEPS.replace("\"t\"", "\"kept\""), "If-Fence", token));
        for (var call : calls) {
            assertThat(call).satisfies(one -> assertThat(one.call().status()).isEqualTo(412));
        }
        assertThat(value("kept")).isEqualTo("1");
    }

    @Test
    void transaction_isFencedAsOne() {
        var token = lock("tx", "a", "write");
        assertThat(clients.http("POST", "/v1/transactions", STEPS, "If-Fence", "tx@" + token)
                        .status())
                .isEqualTo(200);
        assertThat(clients.grpc("TransactionService.Execute", STEPS, "if-fence", "tx@" + token)
                        .get("results"))
                .hasSize(1);
        release("tx", token);
        assertThatThrownBy(() -> clients.grpc("TransactionService.Execute", STEPS, "if-fence", "tx@" + token))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("FAILED_PRECONDITION")
                .hasMessageContaining("nobody holds tx");
    }

    @Test
    void exclusiveLock_keepsThoseAwayWhoShowNoToken() {
        var token = lock("default/alone", "a", "exclusive");
        var refused = put("alone", "1");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().get("detail").asText())
                .isEqualTo("fence: (absent) (expected: the token of a, who holds default/alone exclusively)");
        assertThat(put("alone", "1", "If-Fence", token).status()).isEqualTo(201);
        assertThat(clients.http("POST", "/v1/transactions", STEPS.replace("\"t\"", "\"alone\""), "If-Fence", token)
                        .status())
                .isEqualTo(200);
        release("default/alone", token);
        assertThat(put("alone", "2").status()).isEqualTo(200);
    }

    @Test
    void fence_onWhatIsNoWriteInOneTransaction_isRefused() {
        for (var path : List.of("/v1/stats", "/v1/namespaces/default/entries/x", "/v1/locks", "/v1/watch")) {
            var answer = clients.http("GET", path, "", "If-Fence", "k@1-1");
            assertThat(answer.json().get("detail").asText())
                    .isEqualTo("If-Fence: k@1-1 (expected: no fence: only writes in one transaction take one)");
        }
        var bad = put("e", "1", "If-Fence", "yes");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().get("detail").asText())
                .isEqualTo("If-Fence: yes (expected: a token such as 1-42, or key@1-42)");
        assertThat(clients.http("POST", "/v1/locks", "{\"key\": \"k\", \"owner\": \"o\"}", "If-Fence", "k@1-1")
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(EntryServiceGrpc.getPutMethod().getFullMethodName()).isEqualTo("swarm.memory.v1.EntryService/Put");
    }

    @Test
    void commandLine_showsAFence() {
        var token = lock("cli", "a", "write");
        assertThat(clients.cli("store", "cli-key", "1", "--if-fence", "cli@" + token)
                        .code())
                .isZero();
        release("cli", token);
        var late = clients.cli("store", "cli-key", "2", "--if-fence", "cli@" + token);
        assertThat(late.code()).isEqualTo(4);
        assertThat(late.err()).contains("nobody holds cli");
        assertThat(value("cli-key")).isEqualTo("1");
    }

    /** A lost-update race: each holder reads, adds one and writes under its fence, some holding on for too long. */
    @Test
    void counter_ofManyHolders_neverLosesAnUpdate() throws Exception {
        put("counter", "0");
        var written = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = threads.invokeAll(java.util.stream.IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        var token = clients.grpc(
                                        "LockService.Acquire",
                                        "{\"key\": \"counter\", \"owner\": \"o" + i + "\", \"waitSeconds\": 20}")
                                .get("token")
                                .asText();
                        int next = Integer.parseInt(value("counter")) + 1;
                        boolean overtaken = i % 4 == 0;
                        if (overtaken) {
                            release("counter", token);
                        }
                        int status = put("counter", Integer.toString(next), "If-Fence", "counter@" + token)
                                .status();
                        if (!overtaken) {
                            release("counter", token);
                        }
                        assertThat(status).isEqualTo(overtaken ? 412 : 200);
                        return status == 200 ? written.incrementAndGet() : 0;
                    })
                    .toList());
            for (var one : work) {
                one.get();
            }
        }
        assertThat(value("counter")).isEqualTo(Integer.toString(written.get())).isEqualTo("15");
    }
}
