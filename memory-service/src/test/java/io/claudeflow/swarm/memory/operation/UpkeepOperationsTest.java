package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepOperationsTest extends OperationsTest {
    private void put(String key, String ttl) {
        store("/v1/namespaces/default/entries/" + key, "{'value': '" + "x".repeat(500) + "'" + ttl + "}");
    }

    private int status(String key) {
        return clients()
                .http("GET", "/v1/namespaces/default/entries/" + key, "")
                .status();
    }

    @Test
    void optimize_dryRunChangesNothingAndAutoApplySaves() {
        for (int i = 0; i < 20; i++) {
            put("short-" + i, ", 'ttlSeconds': 1");
        }
        await().until(() -> status("short-19") == 404);
        var dry = http("POST", "/admin/optimization", "{'dryRun': true, 'autoApply': true}");
        assertThat(dry.get("dryRun").asBoolean()).isTrue();
        assertThat(dry.get("spaceSaved").asLong()).isZero();
        assertThat(dry.get("optimizationsApplied")).isEmpty();
        assertThat(dry.at("/steps/0/measure").asText()).isEqualTo("expired");
        assertThat(dry.at("/steps/0/outcome").asText()).isEqualTo("possible");
        assertThat(dry.at("/steps/0/items").asLong()).isEqualTo(20);
        var safe = grpc("UpkeepService.Optimize", "{}");
        assertThat(safe.get("optimizationsApplied")).hasSize(1);
        assertThat(safe.get("entriesCleaned").asLong()).isEqualTo(20);
        assertThat(safe.get("spaceSaved").asLong()).isEqualTo(20 * 502);
        var all = http("POST", "/admin/optimization", "{'autoApply': true}");
        assertThat(all.get("errors")).isEmpty();
        assertThat(each(all.get("steps"), "outcome")).doesNotContain("possible", "failed");
    }

    /** The figures are those of a recompression, which is what is done. */
    @Test
    void optimize_measuresAndRunsTheRecompressionOfOldValues(@TempDir Path directory) {
        var value = "{\"value\": \"" + "compressible ".repeat(200) + "\"}";
        try (var before = ServiceClients.start(directory, Map.of("COMPRESSION", "none"))) {
            for (int i = 0; i < 3; i++) {
                before.http("PUT", "/v1/namespaces/n/entries/k" + i, value);
            }
        }
        try (var after = ServiceClients.start(directory, Map.of("COMPRESSION_THRESHOLD", "1000"))) {
            var looked = after.http("POST", "/admin/compression", "{\"dryRun\": true, \"allSwarms\": true}")
                    .json();
            assertThat(looked.at("/report/rewritten").asLong()).isEqualTo(3);
            long saved = looked.at("/report/savedBytes").asLong();
            assertThat(saved).isGreaterThan(6_000);

            var possible = recompression(after, "{\"dryRun\": true, \"autoApply\": true}");
            assertThat(possible.get("outcome").asText()).isEqualTo("possible");
            assertThat(possible.get("items").asLong()).isEqualTo(3);
            assertThat(possible.get("bytes").asLong()).isEqualTo(saved);
            assertThat(recompression(after, "{}").get("outcome").asText())
                    .as("not asked for")
                    .isEqualTo("possible");

            var applied = recompression(after, "{\"autoApply\": true}");
            assertThat(applied.get("outcome").asText()).isEqualTo("applied");
            assertThat(applied.get("items").asLong()).isEqualTo(3);
            assertThat(applied.get("bytes").asLong()).isEqualTo(saved);
            assertThat(recompression(after, "{\"autoApply\": true}").get("outcome").asText())
                    .isEqualTo("nothing_to_do");
            var last = after.http("GET", "/admin/compression", "").json();
            assertThat(last.at("/report/rewritten").asLong()).isZero();
            var entry = after.http("GET", "/v1/namespaces/n/entries/k1", "").json();
            assertThat(entry.get("version").asLong()).isEqualTo(1);
            assertThat(entry.get("storedBytes").asLong()).isLessThan(200);
            assertThat(entry.get("value").asText()).startsWith("compressible compressible");
        }
    }

    private static JsonNode recompression(ServiceClients clients, String request) {
        var report = clients.http("POST", "/admin/optimization", request).json();
        for (var step : report.get("steps")) {
            if (step.get("measure").asText().equals("recompression")) {
                return step;
            }
        }
        throw new AssertionError(report);
    }

    @Test
    void emergency_deletesWhatEndsSoonestAndPermanentOnesOnlyWhenAsked() {
        put("e-permanent", "");
        put("e-soon", ", 'ttlSeconds': 1000");
        put("e-later", ", 'ttlSeconds': 2000");
        var dry = http("POST", "/admin/emergency-cleanup", "{'freeBytes': 1000000000000, 'dryRun': true}");
        assertThat(each(dry.get("actions"), "action")).contains("delete_expiring");
        assertThat(status("e-soon")).isEqualTo(200);
        http("POST", "/admin/emergency-cleanup", "{'freeBytes': 1000000000000}");
        assertThat(status("e-soon")).isEqualTo(404);
        assertThat(status("e-later")).isEqualTo(404);
        assertThat(status("e-permanent")).isEqualTo(200);
        var last = grpc("UpkeepService.EmergencyCleanup", "{'freeBytes': 1000000000000, 'includePermanent': true}");
        assertThat(last.get("enough").asBoolean()).isFalse();
        assertThat(status("e-permanent")).isEqualTo(404);
        refused(400, "freeBytes: 0 (expected: 1 or more)", "POST", "/admin/emergency-cleanup", "{'freeBytes': 0}");
    }

    @Test
    void orphans_areCountedByKind() {
        var found = get("/admin/orphans").get("orphans");
        assertThat(each(found, "table")).contains("memory_tags", "memory_access", "agent_memory", "tasks");
        assertThat(each(found, "rows")).containsOnly("0");
        assertThat(each(http("POST", "/admin/orphans:clean", "{}").get("orphans"), "removable"))
                .containsOnly("true");
        assertThat(grpc("UpkeepService.FindOrphans", "{}").get("orphans")).hasSameSizeAs(found);
        assertThat(grpc("UpkeepService.CleanOrphans", "{}").get("orphans")).isNotEmpty();
        assertThat(cli("upkeep", "find-orphans")).contains("tags of entries that do not exist");
    }

    @Test
    void schema_isDescribedAndAgreesWithTheFile() {
        var schema = get("/v1/schema");
        assertThat(schema.get("consistent").asBoolean()).isTrue();
        assertThat(schema.get("problems")).isEmpty();
        assertThat(schema.get("version")).isEqualTo(schema.get("fileVersion"));
        assertThat(each(schema.get("tables"), "name"))
                .contains("memory_store", "sessions", "consensus_state", "usage_hours");
        assertThat(each(schema.at("/conventions/categories"), "name"))
                .containsExactly("swarm", "agent", "session", "global", "neural");
        assertThat(grpc("UpkeepService.DescribeSchema", "{}").get("tables")).hasSameSizeAs(schema.get("tables"));
    }

    @Test
    void commands_workOnAFile(@TempDir Path directory) {
        var database = directory.resolve("alone.db");
        assertThat(ServiceClients.cliOnFile(database, "init").code()).isZero();
        var printed = ServiceClients.cliOnFile(database, "upkeep", "optimize", "--dry-run");
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).contains("expired", "nothing_to_do");
        assertThat(ServiceClients.cliOnFile(database, "upkeep", "describe-schema")
                        .out())
                .contains("memory_store");
    }
}
