package io.claudeflow.swarm.memory.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.limit.ByteBudget;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.operation.MemoryOperations;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the server to its description, in both directions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiContractTest {
    private MemoryEngine engine;
    private FailingEntryStore store;
    private HttpListeners listeners;
    private HttpApi api;
    private RawHttp http;
    private OpenApiDocument document;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        engine = MemoryEngine.open(
                EngineConfig.defaults(directory.resolve("memory.db")), Clock.systemUTC(), EngineListener.NONE);
        store = new FailingEntryStore(engine.entries());
        listeners = new HttpListeners("127.0.0.1", 0, 0);
        api = api(listeners);
        api.start();
        http = new RawHttp(listeners.port());
        document = OpenApiDocument.read(http.get("/openapi/v1.yaml").body());
    }

    @AfterAll
    void stop() {
        api.close();
        listeners.close();
        engine.close();
    }

    private HttpApi api(HttpListeners ports) {
        return new HttpApi(
                ports,
                new HttpOptions("test", 100_000, Duration.ofSeconds(2)),
                store,
                engine.maintenance(),
                this::statistics,
                MemoryOperations.of(engine, store),
                new ByteBudget(100_000, Duration.ofSeconds(2)),
                () -> new byte[0]);
    }

    private ServiceStatistics statistics(String swarm) {
        return new ServiceStatistics(
                swarm,
                Duration.ZERO,
                store.statistics(swarm),
                0,
                0,
                0,
                new ServiceStatistics.Cache(0, 0, 0, 0, 0),
                engine.maintenance().databaseStatistics(),
                new ServiceStatistics.Writer(0, 1),
                null,
                "1");
    }

    @Test
    void shouldDocumentEveryRouteAndNoOther() {
        var routes = Arrays.stream(Route.values())
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        Contract.load()
                .rpcs()
                .forEach(rpc -> routes.add(rpc.verb() + " " + rpc.path().jsonText()));

        assertThat(document.operations().keySet())
                .as("memory-v1.yaml and Route must name the same operations")
                .isEqualTo(routes);
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void shouldDocumentEveryQueryParameterAndNoOther(Route route) {
        assertThat(document.queryParameters(route.method() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(route.parameters());
    }

    @Test
    void shouldGiveValidExamples() {
        assertThat(document.wrongExamples()).isEmpty();
    }

    /** Asks every operation for every status that its description names; validates each answer against its schema. */
    @ParameterizedTest
    @EnumSource(Route.class)
    void shouldAnswerEveryDocumentedStatusAsDocumented(Route route) {
        var operation = route.method() + " " + route.path();
        document.operation(operation).get("responses").fieldNames().forEachRemaining(status -> {
            var answer = provoke(route, status);

            var expected = status.equals("default") ? "500" : status;
            if (status.equals("default") && !reachesTheStore(route)) {
                return;
            }
            assertThat(Integer.toString(answer.status()))
                    .as(operation + " " + answer.body())
                    .isEqualTo(expected);
            validate(operation, status, answer);
        });
    }

    private void validate(String operation, String status, RawHttp.Response answer) {
        var response = document.response(operation, status);
        response.path("headers").properties().forEach(header -> {
            var value = answer.header(header.getKey());
            if (header.getKey().equals("ETag")) {
                assertThat(value).as(operation + " ETag").matches("\"\\d+-\\d+\"");
            }
        });
        if (!response.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        var type = answer.header("Content-Type");
        var media = response.get("content").get(type);
        assertThat(media).as(operation + " " + status + " documents " + type).isNotNull();
        var body = type.endsWith("json") ? answer.json() : new TextNode(answer.body());
        assertThat(document.violations(media.get("schema"), body))
                .as(operation + " " + status)
                .isEmpty();
    }

    private static boolean reachesTheStore(Route route) {
        return route.path().startsWith("/v1/");
    }

    private RawHttp.Response provoke(Route route, String status) {
        var headers = new ArrayList<String>();
        var query = new ArrayList<String>();
        var namespace = route.name().toLowerCase(Locale.ROOT);
        var key = "k" + status;
        var body = switch (route.method()) {
            case "PUT" -> "{\"value\":{\"a\":1}}";
            case "POST" ->
                route == Route.BATCH
                        ? "{\"operations\":[{\"op\":\"put\",\"key\":\"a\",\"value\":1},{\"op\":\"get\",\"key\":\"a\"},"
                                + "{\"op\":\"delete\",\"key\":\"a\"},{\"op\":\"get\",\"key\":\"a\"}]}"
                        : "";
            default -> "";
        };
        var type = "application/json";
        var entry = "/v1/namespaces/" + namespace + "/entries/" + key;
        if (route.path().contains("/entr")
                && route.path().contains("{namespace}")
                && Set.of("200", "304", "412").contains(status)) {
            http.put(entry, "{\"value\":1,\"tags\":[\"t\"],\"ttlSeconds\":60}");
        }
        switch (status) {
            case "304" -> headers.add("If-None-Match: *");
            case "400" -> query.add("unknown=1");
            case "412" -> headers.add("If-Match: \"1-0\"");
            case "413" -> namespace = "n".repeat(256);
            case "415" -> type = "application/x-www-form-urlencoded";
            case "503" -> headers.add("Swarm-Id: fail-BUSY");
            case "507" -> headers.add("Swarm-Id: fail-STORAGE_FULL");
            case "default" -> headers.add("Swarm-Id: fail-DEFECT");
            default -> {}
        }
        if (route == Route.BATCH && status.equals("412")) {
            body = "{\"atomic\":true,\"operations\":[{\"op\":\"delete\",\"key\":\"a\",\"ifMatch\":\"1-0\"}]}";
        }
        if (status.equals("413") && (route == Route.BATCH || route == Route.LIST_ALL)) {
            headers.add("Swarm-Id: " + "s".repeat(256));
        }
        if (route == Route.READYZ && status.equals("503")) {
            return stoppedReadiness();
        }
        if (route.path().endsWith("/entry")) {
            query.add("key=" + key);
        }
        var target = route.path().replace("{namespace}", namespace).replace("{key}", key)
                + (query.isEmpty() ? "" : "?" + String.join("&", query));
        if (!body.isEmpty()) {
            headers.add("Content-Type: " + type);
        }
        return http.send(route.method(), target, body.getBytes(StandardCharsets.UTF_8), headers.toArray(String[]::new));
    }

    private RawHttp.Response stoppedReadiness() {
        try (var itsListeners = new HttpListeners("127.0.0.1", 0, 0);
                var stopped = api(itsListeners)) {
            stopped.start();
            stopped.stopping();
            return new RawHttp(itsListeners.port()).get("/readyz");
        }
    }

    /** The one mapping of failures, seen from outside. */
    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void shouldMapEveryFailureToADocumentedProblem(FailureKind kind) {
        var answer = http.get("/v1/namespaces/a/entries/b", "Swarm-Id: fail-" + kind);

        var expected = switch (kind) {
            case INVALID_ARGUMENT -> 400;
            case NOT_FOUND -> 404;
            case PRECONDITION_FAILED -> 412;
            case CONFLICT -> 409;
            case LIMIT_EXCEEDED -> 413;
            case QUOTA_EXCEEDED -> 429;
            case BUSY, UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case STORAGE_FULL -> 507;
            case NOT_SUPPORTED -> 501;
            case CORRUPT, INTERNAL -> 500;
        };
        assertThat(answer.status()).isEqualTo(expected);
        validate("GET /v1/namespaces/{namespace}/entries/{key}", "default", answer);
        if (kind == FailureKind.BUSY) {
            assertThat(answer.header("Retry-After")).isEqualTo("2");
        }
    }

    @Test
    void shouldTellNothingAboutADefect() {
        var answer = http.get("/v1/namespaces/a/entries/b", "Swarm-Id: fail-DEFECT");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "IllegalState", "java");
    }

    @Test
    void shouldEndARequestAtItsDeadline() {
        var answer = http.get("/v1/namespaces/a/entries/b", "Swarm-Id: fail-SLOW");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.json().get("type").asText()).endsWith("/deadline-exceeded");
        assertThat(http.get("/livez").status()).isEqualTo(200);
    }

    @Test
    void shouldOfferHeadWhereverItOffersGet() {
        for (var route : List.of(Route.LIVEZ, Route.READYZ, Route.STATS, Route.LIST_ALL)) {
            var head = http.send("HEAD", route.path(), new byte[0]);
            assertThat(head.status()).isEqualTo(200);
            assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
        }
    }
}
