package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.contract.Field;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets are looked for in everything that is stored, by whichever operation it comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactionOperationsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SECRET = "{\"password\": \"correct-horse\"}";
    private static final String MASKED = "{\"password\":\"[REDACTED:assignment]\"}";
    private static final Contract CONTRACT = Contract.load();
    /** They take JSON and store nothing, or nothing but steps that are looked at themselves. */
    private static final Set<String> STORE_NOTHING =
            Set.of("QueryService.Query", "LearningService.Recommend", "TransactionService.Execute");

    private ServiceClients rejecting;
    private ServiceClients masking;

    @BeforeAll
    void start(@TempDir Path first, @TempDir Path second) {
        rejecting = ServiceClients.start(first, Map.of("REDACT_SECRETS", "reject"));
        masking = ServiceClients.start(second, Map.of("REDACT_SECRETS", "mask"));
    }

    @AfterAll
    void stop() {
        rejecting.close();
        masking.close();
    }

    /** Every field of a request in which a value can come in. */
    static List<String> fields() {
        var fields = new ArrayList<String>();
        for (var rpc : CONTRACT.rpcs()) {
            for (var field : rpc.request().fields().values()) {
                if (field.type() == Field.Type.JSON && !STORE_NOTHING.contains(rpc.name())) {
                    fields.add(rpc.name() + " " + field.name());
                }
            }
        }
        return fields;
    }

    @ParameterizedTest
    @MethodSource("fields")
    void reject_everyOperationThatStoresJson_refuses(String field) throws Exception {
        var name = field.substring(field.indexOf(' ') + 1);
        var operation = field.substring(0, field.indexOf(' '));
        var request = request(CONTRACT.rpc(operation).orElseThrow());
        request.put(name, MAPPER.readTree(SECRET));
        var json = MAPPER.writeValueAsString(request);
        assertThatThrownBy(() -> rejecting.grpc(operation, json))
                .isInstanceOfSatisfying(StatusRuntimeException.class, refusal -> {
                    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(refusal.getStatus().getDescription())
                            .startsWith(name + ": (assignment at position ")
                            .contains("REDACT_SECRETS=reject")
                            .doesNotContain("correct-horse");
                });
        var step = "{\"steps\": [{\"operation\": \"" + operation + "\", \"arguments\": " + json + "}]}";
        assertThatThrownBy(() -> rejecting.grpc("TransactionService.Execute", step))
                .hasMessageContaining("steps[0].arguments." + name + ": (assignment at position ");
    }

    /** What a call has to have, with any content. */
    private static Map<String, Object> request(Rpc rpc) {
        var request = new LinkedHashMap<String, Object>();
        for (var field : rpc.request().fields().values()) {
            if (!field.optional() && !field.repeated()) {
                Object content = switch (field.type()) {
                    case STRING, BYTES -> "x";
                    case WHOLE_NUMBER, NUMBER -> 1;
                    case BOOLEAN -> true;
                    case CHOICE -> field.choices().getFirst();
                    case INSTANT -> "2026-11-21T10:00:00Z";
                    case JSON, OBJECT, STRING_MAP -> Map.of();
                };
                request.put(field.name(), content);
            }
        }
        return request;
    }

    @Test
    void noFieldForJsonIsOverlooked() {
        for (var rpc : CONTRACT.rpcs()) {
            for (var field : rpc.request().fields().values()) {
                if (field.type() == Field.Type.JSON) {
                    assertThat(rpc.transactional() || STORE_NOTHING.contains(rpc.name()))
                            .as("%s.%s is looked at", rpc.name(), field.name())
                            .isTrue();
                }
                var shape = field.shape();
                if (shape != null && !STORE_NOTHING.contains(rpc.name())) {
                    assertThat(shape.get().fields().values())
                            .as("only fields of the request itself are looked at: %s.%s", rpc.name(), field.name())
                            .noneMatch(inner -> inner.type() == Field.Type.JSON);
                }
            }
        }
    }

    @Test
    void mask_valuesOfEveryKind_areStoredWithoutTheSecret() {
        check("POST", "/v1/merges", "{\"key\": \"merged\", \"value\": " + SECRET + "}", "/entry/value");
        check("PUT", "/v1/shared-state/s", "{\"value\": " + SECRET + "}", "/value");
        check("POST", "/v1/sessions", "{\"id\": \"s\", \"data\": " + SECRET + "}", "/data");
        check("PATCH", "/v1/sessions/s", "{\"patch\": " + SECRET + "}", "/data");
        masking.http("PUT", "/v1/agents/a", "{\"type\": \"coder\"}");
        check("PUT", "/v1/agents/a/memory/k", "{\"value\": " + SECRET + "}", "/memory/value");
        check("POST", "/v1/agents/a/decisions", "{\"type\": \"t\", \"decision\": " + SECRET + "}", "/decision");
        check(
                "POST",
                "/v1/messages:broadcast",
                "{\"from\": \"a\", \"type\": \"t\", \"payload\": " + SECRET + "}",
                "/payload");
        assertThat(masking.http("POST", "/v1/query", "{\"sql\": \"SELECT ?\", \"parameters\": [\"password=abcdefg\"]}")
                        .json()
                        .at("/rows/0/0")
                        .asText())
                .as("what is only asked is left alone")
                .isEqualTo("password=abcdefg");
    }

    private void check(String method, String path, String body, String place) {
        var answer = masking.http(method, path, body);
        assertThat(answer.status()).as(answer.json().toString()).isBetween(200, 201);
        assertThat(answer.json().at(place).toString()).as(path).isEqualTo(MASKED);
    }

    @Test
    void import_obeysToo_lineByLine() {
        var lines = """
                {"format":"swarm-memory-export","version":1,"swarm":"x","namespace":null,"entries":2,"revision":"1-1",\
                "exportedAt":"2026-11-21T10:00:00Z"}
                {"namespace":"n","key":"secret","encoding":"json","value":%s,"tags":[],"metadata":{},\
                "createdAt":"2026-11-21T10:00:00Z","updatedAt":"2026-11-21T10:00:00Z","version":1}
                {"namespace":"n","key":"harmless","encoding":"json","value":1,"tags":[],"metadata":{},\
                "createdAt":"2026-11-21T10:00:00Z","updatedAt":"2026-11-21T10:00:00Z","version":1}
                {"end":true,"entries":2}
                """.formatted(SECRET);
        var request = MAPPER.createObjectNode().put("lines", lines).toString();
        var refused = rejecting.http("POST", "/admin/import", request).json();
        assertThat(refused.at("/imported").asInt()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.at("/failed").asInt()).isEqualTo(1);
        assertThat(refused.at("/errors/0/key").asText()).isEqualTo("secret");
        assertThat(refused.at("/errors/0/reason").asText())
                .contains("REDACT_SECRETS")
                .doesNotContain("horse");
        assertThat(masking.http("POST", "/admin/import", request)
                        .json()
                        .at("/imported")
                        .asInt())
                .isEqualTo(2);
        assertThat(masking.http("GET", "/v1/namespaces/n/entries/secret", "")
                        .json()
                        .at("/value")
                        .toString())
                .isEqualTo(MASKED);
    }
}
