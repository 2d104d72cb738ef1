package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.health.EmergencyCleanup;
import io.claudeflow.swarm.memory.health.EmergencyCleanup.Removed;
import io.claudeflow.swarm.memory.health.HealthFigures.QuotaUse;
import io.claudeflow.swarm.memory.health.HealthThresholds;
import io.claudeflow.swarm.memory.health.OptimizationReport.Outcome;
import io.claudeflow.swarm.memory.health.OptimizationStep.Measure;
import io.claudeflow.swarm.memory.health.Optimizer;
import io.claudeflow.swarm.memory.health.Orphans;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.maintenance.CacheStatistics;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.sqlite.SqliteHealthFigures.Stale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks at a file as a whole, on a real file. */
class InsightTest {
    private static final ValueCodec CODEC = new ValueCodec(Compression.ZSTD, 1000, 16 << 20);

    private static final Set<String> TABLES = Set.of(
            "memory_store",
            "sessions",
            "agents",
            "tasks",
            "agent_memory",
            "shared_state",
            "events",
            "patterns",
            "performance_metrics",
            "workflow_state",
            "swarm_topology",
            "consensus_state");

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-01-07T10:00:00Z");
    private Database database;
    private AccessCounts counts;
    private SqliteEntryStore entries;
    private SqliteMaintenance maintenance;
    private InsightStores stores;

    @BeforeEach
    void open() {
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        counts = new AccessCounts(database);
        entries = new SqliteEntryStore(database, CODEC, counts);
        maintenance = new SqliteMaintenance(
                database, EngineListener.NONE, 100_000, Duration.ofDays(1), () -> Long.MAX_VALUE, List.of(), CODEC);
        stores = new InsightStores(database, CODEC);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static EntryKey key(String key) {
        return new EntryKey("s", "n", key);
    }

    private void put(String key, int bytes, Ttl ttl) {
        var random = new byte[bytes];
        new Random(key.hashCode()).nextBytes(random);
        entries.put(Put.of(key(key), EntryValue.bytes(random)).withTtl(ttl).withTags(Tags.of("t")));
    }

    /** As another program would, without foreign keys. */
    private void sql(String statement) {
        database.pause(session -> {
            session.execute("PRAGMA foreign_keys=OFF");
            session.execute(statement);
            session.execute("PRAGMA foreign_keys=ON");
            return 0;
        });
    }

    private long count(String table) {
        return database.read(session -> session.queryLong("SELECT count(*) FROM " + table));
    }

    private List<String> keys() {
        return entries.list(EntryQuery.all("s", null)).entries().stream()
                .map(entry -> entry.key().key())
                .toList();
    }

    @Test
    void orphans_foundByTableAndCleaned() {
        put("kept", 10, Ttl.PERMANENT);
        put("gone", 10, Ttl.PERMANENT);
        counts.counted(key("kept"));
        counts.counted(key("gone"));
        counts.flush();
        sql("DELETE FROM memory_store WHERE key = 'gone'");
        sql("INSERT INTO agents (swarm, id, type) VALUES ('s', 'a1', 'coder')");
        sql(
                "INSERT INTO agent_memory (swarm, agent_id, key, value) VALUES ('s', 'a1', 'k', '1'), ('s', 'a2', 'k', '1')");
        sql("INSERT INTO tasks (swarm, id, description, assigned_to) VALUES ('s', 't1', 'd', 'a2')");
        sql("INSERT INTO shared_state (swarm, key, value, updated_by) VALUES ('s', 'x', '1', 'a1')");
        assertThat(stores.orphans().find())
                .filteredOn(found -> found.rows() > 0)
                .extracting(Orphans.Found::table, Orphans.Found::rows)
                .containsExactly(
                        tuple("memory_tags", 1L),
                        tuple("memory_access", 1L),
                        tuple("agent_memory", 1L),
                        tuple("tasks", 1L));
        assertThat(stores.orphans().clean().stream()
                        .mapToLong(Orphans.Found::rows)
                        .sum())
                .isEqualTo(3);
        assertThat(stores.orphans().find())
                .filteredOn(found -> found.rows() > 0)
                .extracting(Orphans.Found::table)
                .containsExactly("tasks");
        assertThat(count("memory_tags") + count("memory_access") + count("agent_memory"))
                .isEqualTo(3);
    }

    @Test
    void stale_neitherReadNorWrittenForAWhile() {
        put("old", 10, Ttl.PERMANENT);
        put("read", 10, Ttl.PERMANENT);
        put("written", 10, Ttl.PERMANENT);
        put("expired", 10, new Ttl.Seconds(60));
        entries.put(Put.of(new EntryKey("other", "n", "old"), EntryValue.json("1")));
        clock.advance(Duration.ofDays(7).minusMillis(1));
        assertThat(stores.figures().stale("s", Duration.ofDays(7))).isEqualTo(new Stale(0, 3));
        counts.counted(key("read"));
        counts.flush();
        put("written", 11, Ttl.PERMANENT);
        clock.advance(Duration.ofMillis(1));
        assertThat(stores.figures().stale("s", Duration.ofDays(7))).isEqualTo(new Stale(1, 3));
        assertThat(stores.figures().expired().rows()).isEqualTo(1);
    }

    @Test
    void figures_areThoseOfTheFile() {
        sql("INSERT INTO agents (swarm, id, type) VALUES ('s', 'a1', 'coder'), ('s', 'a2', 'coder')");
        sql(
                "INSERT INTO agent_memory (swarm, agent_id, key, value) VALUES ('s', 'a1', 'k', '\"ü\"'), ('s', 'a2', 'k', '1')");
        assertThat(stores.figures().fullestQuota("s", AgentQuota.DEFAULT))
                .contains(new QuotaUse("agent a1", 5, AgentQuota.DEFAULT.agentBytes()));
        assertThat(stores.figures().fullestQuota("other", AgentQuota.DEFAULT)).isEmpty();
        assertThat(stores.figures().lastCheck()).isEmpty();
        assertThat(maintenance.integrityCheck().ok()).isTrue();
        clock.advance(Duration.ofHours(3));
        assertThat(stores.figures().lastCheck()).hasValueSatisfying(check -> {
            assertThat(check.ok()).isTrue();
            assertThat(check.age()).isEqualTo(Duration.ofHours(3));
        });
        var file = directory.toFile();
        assertThat(stores.figures().diskTotalBytes()).isEqualTo(file.getTotalSpace());
        put("a", 5000, Ttl.PERMANENT);
        var figures = stores.figures().store(CacheStatistics.OFF);
        assertThat(figures.entries()).isEqualTo(1);
        assertThat(figures.valueBytes()).isEqualTo(5000);
        assertThat(figures.databaseBytes())
                .isEqualTo(directory.resolve("memory.db").toFile().length());
    }

    @Test
    void optimizer_reportsFirstAndThenSavesWhatItSaid() {
        for (int i = 0; i < 300; i++) {
            put("expired" + i, 20_000, new Ttl.Seconds(1));
        }
        put("kept", 20_000, Ttl.PERMANENT);
        clock.advance(Duration.ofSeconds(1));
        var optimizer = new Optimizer(stores.optimizationSteps(maintenance));
        var dry = optimizer.run("s", true, true);
        assertThat(dry.spaceSaved()).isZero();
        assertThat(dry.steps().getFirst().measure()).isEqualTo(Measure.EXPIRED);
        assertThat(dry.steps().getFirst().gain().items()).isEqualTo(300);
        assertThat(dry.steps().getFirst().gain().bytes()).isEqualTo(300 * 20_000);
        assertThat(count("memory_store")).isEqualTo(301);
        long before = directory.resolve("memory.db").toFile().length()
                + directory.resolve("memory.db-wal").toFile().length();
        var report = optimizer.run("s", false, true);
        assertThat(report.steps())
                .filteredOn(step -> step.measure() == Measure.EXPIRED || step.measure() == Measure.LOG)
                .extracting(step -> step.outcome())
                .doesNotContain(Outcome.FAILED, Outcome.POSSIBLE);
        assertThat(report.entriesCleaned()).isEqualTo(300);
        assertThat(report.spaceSaved()).isGreaterThanOrEqualTo(300 * 20_000);
        long after = directory.resolve("memory.db").toFile().length()
                + directory.resolve("memory.db-wal").toFile().length();
        assertThat(after).isLessThan(before / 10);
        assertThat(keys()).containsExactly("kept");
        assertThat(optimizer.run("s", true, true).steps())
                .filteredOn(step -> step.measure() == Measure.EXPIRED)
                .extracting(step -> step.outcome())
                .containsExactly(Outcome.NOTHING_TO_DO);
    }

    @Test
    void emergency_deletesTheSoonestToEndAndNeverPermanentOnes() {
        put("permanent", 1000, Ttl.PERMANENT);
        put("later", 1000, new Ttl.Seconds(1000));
        put("soon", 1000, new Ttl.Seconds(100));
        put("expired", 1000, new Ttl.Seconds(10));
        entries.put(Put.of(new EntryKey("other", "n", "soon"), EntryValue.bytes(new byte[10]))
                .withTtl(new Ttl.Seconds(50)));
        clock.advance(Duration.ofSeconds(10));
        var tools = stores.emergencyTools(maintenance);
        assertThat(tools.entries("s", false, 500)).isEqualTo(new Removed(1, 1000));
        assertThat(tools.deleteExpired()).isEqualTo(new Removed(1, 1000));
        assertThat(tools.deleteEntries("s", false, 500)).isEqualTo(new Removed(1, 1000));
        assertThat(keys()).containsExactly("later", "permanent");
        assertThat(tools.deleteEntries("s", false, 5000)).isEqualTo(new Removed(1, 1000));
        assertThat(keys()).containsExactly("permanent");
        assertThat(entries.list(EntryQuery.all("other", null)).entries()).hasSize(1);
        assertThat(tools.deleteEntries("s", true, 1)).isEqualTo(new Removed(1, 1000));
        assertThat(maintenance.integrityCheck().ok()).isTrue();
    }

    @Test
    void emergency_deletesPermanentOnesTheLongestUnusedFirst() {
        put("read", 100, Ttl.PERMANENT);
        put("unused", 100, Ttl.PERMANENT);
        clock.advance(Duration.ofSeconds(5));
        put("new", 100, Ttl.PERMANENT);
        clock.advance(Duration.ofSeconds(5));
        counts.counted(key("read"));
        counts.flush();
        var tools = stores.emergencyTools(maintenance);
        assertThat(tools.deleteEntries("s", true, 1).rows()).isEqualTo(1);
        assertThat(keys()).containsExactly("new", "read");
        assertThat(tools.deleteEntries("s", true, 1).rows()).isEqualTo(1);
        assertThat(keys()).containsExactly("read");
        var report = new EmergencyCleanup(tools, HealthThresholds.DEFAULT).run("s", null, false, false);
        assertThat(report.errors()).isEmpty();
        assertThat(keys()).containsExactly("read");
    }

    @Test
    void snapshot_ofAnAgentHoldsEverythingItHasAtOneRevision() {
        sql("INSERT INTO agents (swarm, id, type, capabilities) VALUES ('s', 'a1', 'coder', '[\"java\"]')");
        sql("INSERT INTO agent_memory (swarm, agent_id, key, value) VALUES ('s', 'a1', 'k', '{\"n\":1}')");
        sql(
                "INSERT INTO tasks (swarm, id, description, assigned_to) VALUES ('s', 't1', 'do', 'a1'), ('s', 't2', 'x', NULL)");
        entries.put(Put.of(key("swarm-s/agent-a1/state"), EntryValue.json("{\"busy\":true}")));
        entries.put(Put.of(key("swarm-s/agent-a10/state"), EntryValue.json("{}")));
        entries.put(Put.of(key("swarm-s/agent-a1/old"), EntryValue.json("1")).withTtl(new Ttl.Seconds(1)));
        clock.advance(Duration.ofSeconds(2));
        var snapshots = stores.snapshots(new JacksonDocumentReader());
        var snapshot = snapshots.agent("s", "a1");
        assertThat(snapshot.revision()).isEqualTo(database.newest());
        assertThat(snapshot.id()).isEqualTo("snapshot_s_a1_" + clock.instant().toEpochMilli());
        assertThat(snapshot.content().toJson())
                .contains("\"capabilities\":[\"java\"]", "\"value\":{\"n\":1}", "\"description\":\"do\"")
                .contains("\"key\":\"swarm-s/agent-a1/state\"", "\"value\":{\"busy\":true}", "\"revision\":3")
                .doesNotContain("a10", "\"t2\"", "/old\"");
        assertFails(FailureKind.NOT_FOUND, "no agent a2 in swarm s", () -> snapshots.agent("s", "a2"));
        assertFails(FailureKind.NOT_FOUND, "no agent a1 in swarm other", () -> snapshots.agent("other", "a1"));
    }

    @Test
    void snapshot_ofASwarmHoldsCountsAgentsTopologyAndConsensus() {
        sql("INSERT INTO agents (swarm, id, type) VALUES ('s', 'a1', 'coder'), ('other', 'b1', 'coder')");
        sql("INSERT INTO tasks (swarm, id, description, status) VALUES ('s', 't1', 'do', 'pending'),"
                + " ('s', 't2', 'done', 'completed')");
        sql("INSERT INTO swarm_topology (swarm, swarm_id, topology_type, nodes) VALUES ('s', 's', 'mesh', '[1]'),"
                + " ('s', 's', 'ring', '[2]')");
        sql("INSERT INTO consensus_state (swarm, key, value) VALUES ('s', 'c', 'true')");
        sql("INSERT INTO shared_state (swarm, key, value) VALUES ('s', 'x', 'no json {')");
        put("e", 10, Ttl.PERMANENT);
        var json = stores.snapshots(new JacksonDocumentReader())
                .swarm("s")
                .content()
                .toJson();
        assertThat(json)
                .contains("\"memory_store\":1", "\"agents\":1", "\"tasks\":2", "\"ring\"", "\"value\":true")
                .contains("\"value\":\"no json {\"")
                .doesNotContain("\"b1\"", "\"t2\"", "\"mesh\"");
    }

    @Test
    void schema_describesEveryTableAndAgreesWithAFreshFile() {
        var description = stores.schema().describe();
        assertThat(description.problems()).isEmpty();
        assertThat(description.consistent()).isTrue();
        assertThat(description.tables()).extracting(table -> table.name()).contains("memory_store", "usage_hours");
        assertThat(description.tables())
                .allSatisfy(table -> assertThat(table.columns()).isNotEmpty());
        assertThat(description.tables())
                .filteredOn(table -> TABLES.contains(table.name()))
                .hasSize(12)
                .allSatisfy(table -> assertThat(table.description()).isNotBlank());
    }

    @Test
    void schema_reportsWhatTheFileLacksOrHasBeyond() {
        sql("DROP INDEX memory_store_expiry");
        sql("DROP TABLE growth_samples");
        sql("CREATE TABLE foreign_one (x)");
        sql("ALTER TABLE agents ADD COLUMN note TEXT");
        assertThat(stores.schema().describe().problems())
                .containsExactlyInAnyOrder(
                        "index memory_store_expiry of table memory_store is missing",
                        "table growth_samples is missing",
                        "table foreign_one is none of this program",
                        "column note of table agents is none of this program");
        sql("CREATE INDEX memory_store_expiry ON memory_store (expires_at) WHERE expires_at IS NOT NULL");
    }
}
