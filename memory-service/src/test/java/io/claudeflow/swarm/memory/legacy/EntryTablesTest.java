package io.claudeflow.swarm.memory.legacy;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.legacy.decode.TextDecoding;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonBoolean;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of entries: every shape of {@code memory_entries} and {@code memory_store}. */
class EntryTablesTest {
    @TempDir
    Path directory;

    private Reading read(Path file) {
        return Reading.of(file, directory.resolve("work"));
    }

    @Test
    void shouldReadValuesTimesAndCountsWhenEntriesAreShipped() {
        var file = database(
                directory.resolve("any"),
                Databases.SHIPPED,
                "INSERT INTO memory_entries (key, value, namespace, metadata, created_at, updated_at, accessed_at,"
                        + " access_count, ttl, expires_at) VALUES ('plan', '{\"step\":1.10}', 'ns',"
                        + " '{\"sessionId\":\"s1\"}', 1752018127, 1752018227, 1752018327, 7, 3600, 4102444800)",
                "INSERT INTO memory_entries (key, value) VALUES ('number', '123'), ('word', 'true'),"
                        + " ('broken', '{a}')",
                "INSERT INTO memory_entries (key, value, updated_at, ttl) VALUES ('ttl', 'x', 4102444000, 800)",
                "INSERT INTO memory_entries (key, value, expires_at) VALUES ('fraction', 'x', 4102444800.25)");

        var read = read(file);

        var plan = read.entry("plan");
        assertThat(read.value("plan")).isEqualTo("JSON {\"step\":1.10}");
        assertThat(plan.namespace()).isEqualTo("ns");
        assertThat(plan.metadata().text("sessionId")).isEqualTo("s1");
        assertThat(plan.lifecycle().createdAt()).isEqualTo(Instant.ofEpochSecond(1752018127));
        assertThat(plan.lifecycle().updatedAt()).isEqualTo(Instant.ofEpochSecond(1752018227));
        assertThat(plan.lifecycle().accessedAt()).isEqualTo(Instant.ofEpochSecond(1752018327));
        assertThat(plan.lifecycle().accessCount()).isEqualTo(7);
        assertThat(plan.lifecycle().expiresAt()).isEqualTo(Instant.ofEpochSecond(4102444800L));
        assertThat(read.value("number")).isEqualTo("TEXT 123");
        assertThat(read.value("word")).isEqualTo("TEXT true");
        assertThat(read.value("broken")).isEqualTo("TEXT {a}");
        assertThat(read.entry("ttl").lifecycle().expiresAt()).isEqualTo(Instant.ofEpochSecond(4102444800L));
        assertThat(read.entry("fraction").lifecycle().expiresAt()).isEqualTo(Instant.ofEpochMilli(4102444800250L));
    }

    @Test
    void shouldDecodeEveryTextWhenAskedTo() {
        var file = database(
                directory.resolve("any"),
                Databases.SHIPPED,
                "INSERT INTO memory_entries (key, value) VALUES ('number', '123'), ('word', 'null'), ('x', 'x y')");
        var defaults = ImportOptions.defaults(directory);
        var all = new ImportOptions(
                ConflictPolicy.SKIP,
                false,
                TextDecoding.ALL,
                defaults.localZone(),
                true,
                1_000,
                1,
                directory,
                defaults.protectedFiles(),
                LifetimeRule.NONE);

        var read = Reading.of(file, all);

        assertThat(read.value("number")).isEqualTo("JSON 123");
        assertThat(read.value("word")).isEqualTo("JSON null");
        assertThat(read.value("x")).isEqualTo("TEXT x y");
    }

    @Test
    void shouldUndoTheWrappersOfALaterBuildWhenEntriesAreShipped() {
        var base64 = Base64.getEncoder().encodeToString("{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8));
        var file = database(
                directory.resolve("any"),
                Databases.SHIPPED,
                "INSERT INTO memory_entries (key, value) VALUES ('packed', '__compressed__" + base64 + "'),"
                        + " ('date', '{\"at\":{\"__type__\":\"__Date__\",\"value\":\"2026-01-01T00:00:00.000Z\"}}'),"
                        + " ('map', '{\"__type__\":\"__Map__\",\"entries\":[[\"k\",{\"__type__\":\"__Set__\","
                        + "\"values\":[1,2]}]]}'),"
                        + " ('big', '{\"__type__\":\"__BigInt__\",\"value\":\"9007199254740993\"}'),"
                        + " ('lost', '{\"self\":{\"__circular__\":true},\"n\":{\"__type__\":\"__NaN__\"}}'),"
                        + " ('garbage', '__compressed__%%%')");

        var read = read(file);

        assertThat(read.value("packed")).isEqualTo("JSON {\"a\":[1,2]}");
        assertThat(read.value("date")).isEqualTo("JSON {\"at\":\"2026-01-01T00:00:00.000Z\"}");
        assertThat(read.value("map")).isEqualTo("JSON {\"k\":[1,2]}");
        assertThat(read.value("big")).isEqualTo("JSON \"9007199254740993\"");
        assertThat(read.value("lost")).isEqualTo("JSON {\"self\":null,\"n\":\"NaN\"}");
        assertThat(read.notes()).anyMatch(note -> note.contains("circular"));
        assertThat(read.failed()).extracting(RowOutcome.Failed::name).containsExactly("garbage");
    }

    @Test
    void shouldReadTheTablesBesideShippedEntries() {
        var file = database(
                directory.resolve("any"),
                Databases.SHIPPED,
                "INSERT INTO session_state VALUES ('s1','u','/p','main',1752018127114,'active','{\"a\":1}','{}')",
                "INSERT INTO mcp_tool_usage (tool_name, timestamp, success) VALUES ('memory_usage', 1752018127, 1)",
                "INSERT INTO training_data (pattern_type, action_taken, timestamp) VALUES"
                        + " ('t','{\"x\":1}',1752018127)",
                "INSERT INTO code_patterns (file_path, pattern_name, frequency, last_used, effectiveness_score)"
                        + " VALUES ('a.js','singleton',3,1752018127114,0.9)",
                "INSERT INTO error_patterns (error_type, error_message, occurrence_count, last_seen)"
                        + " VALUES ('TypeError','x is undefined',2,1752018127)",
                "INSERT INTO agent_interactions (source_agent, target_agent, message_type, content, timestamp)"
                        + " VALUES ('a','b','ask','{\"q\":1}',1752018127)",
                "INSERT INTO knowledge_graph (entity_type, entity_name, relationships, embedding,"
                        + " created_at, updated_at)"
                        + " VALUES ('class','Foo','[\"Bar\"]',x'0000803f00000040',1752018127,1752018127114)",
                "INSERT INTO task_dependencies (task_id, depends_on) VALUES ('t1','t0')",
                "INSERT INTO performance_benchmarks (operation_type, duration_ms, timestamp) VALUES"
                        + " ('op',12,1752018127)",
                "INSERT INTO user_preferences VALUES ('style','tabs','editor','x',0.5,1752018127)");

        var read = read(file);

        assertThat(read.failed()).isEmpty();
        assertThat(read.unread()).isEmpty();
        assertThat(read.only(LegacyRecord.Session.class).lifecycle().updatedAt())
                .isEqualTo(Instant.ofEpochMilli(1752018127114L));
        assertThat(read.only(LegacyRecord.Message.class).to()).isEqualTo("b");
        assertThat(read.only(LegacyRecord.Metric.class).value()).isEqualTo(12);
        assertThat(read.records().stream().filter(LegacyRecord.Event.class::isInstance))
                .hasSize(3);
        assertThat(read.records().stream()
                        .filter(LegacyRecord.Pattern.class::isInstance)
                        .map(LegacyRecord::name))
                .containsExactlyInAnyOrder("a.js:singleton", "TypeError:x is undefined");
        var node = read.entry("class/Foo");
        assertThat(node.embedding()).isNotNull();
        assertThat(node.embedding().vector()).containsExactly(1f, 2f);
        assertThat(node.value().asString()).contains("\"relationships\":[\"Bar\"]");
        assertThat(node.lifecycle().updatedAt()).isEqualTo(Instant.ofEpochMilli(1752018127114L));
        assertThat(read.value("style")).isEqualTo("TEXT tabs");
    }

    @Test
    void shouldDecodeAgentsWhoseInnerObjectsAreTexts() {
        var value = "{\"id\":\"a1\",\"type\":\"coder\",\"status\":\"active\","
                + "\"capabilities\":\"[\\\"js\\\",\\\"py\\\"]\",\"metadata\":\"{\\\"k\\\":1}\"}";
        var file = database(
                directory.resolve("any"),
                Databases.SHIPPED,
                "INSERT INTO memory_entries (key, value, namespace, updated_at) VALUES ('agent:swarm-1:a1',"
                        + " '" + value
                        + "', 'agents', 1752018127)",
                "INSERT INTO memory_entries (key, value, namespace) VALUES ('agent:b', 'just text', 'agents'),"
                        + " ('agent:c', '{\"id\":\"other\"}', 'agents')");

        var read = read(file);

        var agent = read.only(LegacyRecord.Agent.class);
        assertThat(agent.id()).isEqualTo("a1");
        assertThat(agent.capabilities()).containsExactly("js", "py");
        assertThat(agent.document().get("metadata"))
                .isEqualTo(io.claudeflow.swarm.memory.legacy.json.JsonValue.EMPTY.with("k", JsonNumber.of(1)));
        assertThat(agent.lifecycle().updatedAt()).isEqualTo(Instant.ofEpochSecond(1752018127));
        assertThat(read.value("agent:b")).isEqualTo("TEXT just text");
        assertThat(read.value("agent:c")).isEqualTo("JSON {\"id\":\"other\"}");
    }

    @Test
    void shouldSkipDeletedAndTagArchivedWhenEntriesHaveAStatus() {
        var file = database(
                directory.resolve("any"),
                List.of(Databases.CONTENT),
                "INSERT INTO memory_entries (id, key, namespace, content, type, tags, embedding, embedding_model,"
                        + " created_at, updated_at, access_count) VALUES"
                        + " ('entry_1_a','k1','n','{\"a\":1}','semantic',"
                        + " '[\"x\",null,\"y\"]','[0.5,1]','mini',1752018127114,1752018127115,3)",
                "INSERT INTO memory_entries (id, key, content, status) VALUES ('entry_2_b','k2','gone','deleted'),"
                        + " ('entry_3_c','k3','old','archived')");

        var read = read(file);

        var entry = read.entry("k1");
        assertThat(entry.namespace()).isEqualTo("n");
        assertThat(entry.tags()).containsExactly("x", "y");
        assertThat(entry.metadata().text("type")).isEqualTo("semantic");
        assertThat(entry.embedding()).isEqualTo(new LegacyRecord.Embedding("mini", List.of(0.5f, 1f)));
        assertThat(entry.lifecycle().updatedAt()).isEqualTo(Instant.ofEpochMilli(1752018127115L));
        assertThat(read.entry("k3").tags()).containsExactly("archived");
        assertThat(read.skipped()).extracting(RowOutcome.Skipped::name).containsExactly("k2");
    }

    @Test
    void shouldReadBothKindsOfRowsWhenAFileIsHybrid() {
        var file = database(
                directory.resolve("any"),
                List.of(Databases.HYBRID),
                "INSERT INTO memory_entries (key, value, created_at, updated_at) VALUES"
                        + " ('old','{\"v\":2}',1752018127,1752018127)",
                "INSERT INTO memory_entries (key, value, content, created_at, updated_at, status) VALUES"
                        + " ('new','','{\"v\":3}',1752018127114,1752018127114,'active')");

        var read = read(file);

        assertThat(read.value("old")).isEqualTo("JSON {\"v\":2}");
        assertThat(read.entry("old").lifecycle().updatedAt()).isEqualTo(Instant.ofEpochSecond(1752018127));
        assertThat(read.value("new")).isEqualTo("JSON {\"v\":3}");
        assertThat(read.entry("new").lifecycle().updatedAt()).isEqualTo(Instant.ofEpochMilli(1752018127114L));
    }

    @Test
    void shouldReadUnifiedAgentAndAccessEntries() {
        var unified = database(
                directory.resolve("e3"),
                List.of(Databases.UNIFIED),
                "INSERT INTO memory_entries (key, value, namespace, timestamp, source) VALUES"
                        + " ('u','v','n',1752018127114,'/a/memory.db')");
        var agents = database(
                directory.resolve("e4"),
                List.of(Databases.AGENTS_OWN),
                "INSERT INTO memory_entries (id, agent_id, session_id, type, content, context, timestamp,"
                        + " tags, created_at)"
                        + " VALUES ('e1','a1','s1','observation','saw"
                        + " it','{\"file\":\"x\"}','2026-01-01T10:00:00.500Z',"
                        + "'[\"t\"]','2026-01-01 10:00:00')");
        var access = database(
                directory.resolve("e6"),
                Databases.ACCESS,
                "INSERT INTO memory_entries (id, key, content, namespace, access_level, created_at,"
                        + " \"references\") VALUES"
                        + " ('i1','k','c','n','team',1752018127114,'[\"i0\"]')");

        assertThat(read(unified).entry("u").metadata().text("source")).isEqualTo("/a/memory.db");
        assertThat(read(unified).entry("u").lifecycle().writtenAt()).isEqualTo(Instant.ofEpochMilli(1752018127114L));
        var entry = read(agents).entry("e1");
        assertThat(entry.namespace()).isEqualTo("agent:a1");
        assertThat(read(agents).value("e1")).isEqualTo("TEXT saw it");
        assertThat(entry.metadata().get("context")).hasToString("JsonObject[members={file=JsonText[value=x]}]");
        assertThat(entry.lifecycle().updatedAt()).isEqualTo(Instant.parse("2026-01-01T10:00:00.5Z"));
        assertThat(read(access).entry("k").metadata().text("accessLevel")).isEqualTo("team");
        assertThat(read(access).unread()).extracting(table -> table.table()).containsExactly("memory_embeddings");
    }

    @Test
    void shouldUnpackVerifyAndPlaceLocalTimeWhenEntriesArePython() throws Exception {
        var good = "{\"state\": \"ok\"}";
        var file = database(
                directory.resolve("any"),
                Databases.PYTHON,
                insertPython("swarm-abc/agent-1/state", gzip(good), sha256(good), "2099-01-07T10:11:12.123456"),
                insertPython("swarm-abc/a", gzip(good), "0".repeat(64), null),
                insertPython("swarm-abc/b", new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2}, sha256(good), null),
                "INSERT INTO memory_entries (memory_key, category) VALUES ('swarm-abc/c', 'swarm-abc')",
                "INSERT INTO coordination_state (swarm_id, state_type, state_data, is_active) VALUES"
                        + " ('s','sync','{\"n\":1}',0), ('s','sync','{\"n\":2}',1)",
                "INSERT INTO neural_patterns (pattern_id, pattern_type, success_rate, usage_count,"
                        + " pattern_data) VALUES"
                        + " ('p1','coordination',0.9,4,'{\"x\":1}')",
                "INSERT INTO memory_operations (operation_type, memory_key, agent_name) VALUES ('store','k','a')");
        var berlin = ImportOptions.defaults(directory);
        var options = new ImportOptions(
                ConflictPolicy.SKIP,
                false,
                TextDecoding.STRUCTURES,
                ZoneId.of("Europe/Berlin"),
                true,
                1 << 20,
                10,
                directory,
                berlin.protectedFiles(),
                LifetimeRule.NONE);

        var read = Reading.of(file, options);

        assertThat(read.value("swarm-abc/agent-1/state")).isEqualTo("JSON {\"state\": \"ok\"}");
        var entry = read.entry("swarm-abc/agent-1/state");
        assertThat(entry.namespace()).isEqualTo("swarm-abc");
        assertThat(entry.lifecycle().expiresAt()).isEqualTo(Instant.parse("2099-01-07T09:11:12.123456Z"));
        assertThat(entry.lifecycle().createdAt()).isEqualTo(Instant.parse("2026-01-07T10:00:00Z"));
        assertThat(read.notes()).contains("expires_at has no zone; read as Europe/Berlin");
        assertThat(read.failed())
                .extracting(RowOutcome.Failed::name)
                .containsExactly("swarm-abc/a", "swarm-abc/b", "swarm-abc/c");
        assertThat(read.failed().getFirst().reason()).contains("data_hash").contains("SHA-256");
        assertThat(read.value("s/sync")).isEqualTo("JSON {\"n\":2}");
        assertThat(read.entry("s/sync/1").tags()).containsExactly("inactive");
        assertThat(read.only(LegacyRecord.Pattern.class).usageCount()).isEqualTo(4);
        assertThat(read.only(LegacyRecord.Event.class).source()).isEqualTo("a");
    }

    private static String insertPython(
            String key, byte[] packed, String hash, @org.jspecify.annotations.Nullable String expires) {
        return "INSERT INTO memory_entries (memory_key, category, data_hash, compressed_data, created_at,"
                + " expires_at)"
                + " VALUES ('" + key + "','swarm-abc','" + hash + "',x'"
                + HexFormat.of().formatHex(packed) + "','2026-01-07 10:00:00',"
                + (expires == null ? "NULL" : "'" + expires + "'") + ")";
    }

    static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(out)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldKeepDeclaredTypesWhenTheStoreIsSharedMemory() {
        var file = database(
                directory.resolve("any"),
                Databases.SHARED_MEMORY,
                "INSERT INTO memory_store (key, value, type, metadata, created_at, updated_at, accessed_at,"
                        + " tags, compressed)"
                        + " VALUES ('text','{\"a\":1}','string',NULL,1,2,3,'[\"x\",null]',1),"
                        + " ('json','123','json','{\"m\":1}',1,2,3,NULL,0), ('bad','{','json',NULL,1,2,3,NULL,0)",
                "INSERT INTO memory_store (key, namespace, value, created_at, updated_at, accessed_at) VALUES"
                        + " ('agent:a1','swarm:agents','{\"id\":\"a1\","
                        + "\"type\":\"coder\",\"capabilities\":null}',1,2,3)");

        var read = read(file);

        assertThat(read.value("text")).isEqualTo("TEXT {\"a\":1}");
        assertThat(read.entry("text").tags()).containsExactly("x");
        assertThat(read.value("json")).isEqualTo("JSON 123");
        assertThat(read.failed()).extracting(RowOutcome.Failed::name).containsExactly("bad");
        assertThat(read.only(LegacyRecord.Agent.class).capabilities()).isEmpty();
        assertThat(read.unread()).allMatch(table -> table.bookkeeping());
    }

    @Test
    void shouldReadTextTimesAndPlainValuesWhenTheStoreIsTheOperators() {
        var file = database(
                directory.resolve("any"),
                Databases.OPERATOR,
                "INSERT INTO memory_store (key, namespace, value, created_at, updated_at, expires_at) VALUES"
                        + " ('k','n','plain words','2026-01-01 00:00:00','2026-01-02 00:00:00','2099-01-01"
                        + " 00:00:00')",
                "INSERT INTO swarm_agents (agent_id, swarm_id, type, last_heartbeat) VALUES"
                        + " ('a1','s1','coder','2026-01-01 00:00:00')",
                "INSERT INTO swarm_tasks (task_id, swarm_id, description, assigned_agents) VALUES"
                        + " ('t1','s1','do','[\"a1\"]')",
                "INSERT INTO swarm_patterns (pattern_id, swarm_id, type, confidence, data, success_count,"
                        + " failure_count)"
                        + " VALUES ('p1','s1','optimization',0.5,'{\"x\":1}',3,1)");

        var read = read(file);

        assertThat(read.value("k")).isEqualTo("TEXT plain words");
        assertThat(read.entry("k").lifecycle().expiresAt()).isEqualTo(Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(read.only(LegacyRecord.Agent.class).swarmId()).isEqualTo("s1");
        assertThat(read.only(LegacyRecord.Task.class).assignedTo()).containsExactly("a1");
        assertThat(read.only(LegacyRecord.Pattern.class).successRate()).isEqualTo(0.75);
        assertThat(read.only(LegacyRecord.Pattern.class).usageCount()).isEqualTo(4);
    }

    @Test
    void shouldMarkAsDamagedWhenOnlyTheBeginningOfAValueWasKept() {
        var file = database(
                directory.resolve("any"),
                Databases.HIVE_FULL,
                "INSERT INTO memory (key, value) VALUES"
                        + " ('cut', '{\"_compressed\":true,\"_originalSize\":12000,"
                        + "\"data\":\"{\\\"a\\\":\"}')");

        var read = read(file);

        assertThat(read.entry("cut").metadata().get("damaged")).isEqualTo(new JsonBoolean(true));
        assertThat(read.notes()).anyMatch(note -> note.contains("damaged"));
    }
}
