package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Recompression;
import io.claudeflow.swarm.memory.policy.CompressionRule;
import io.claudeflow.swarm.memory.policy.CompressionRule.Algorithm;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.PolicyReader;
import io.claudeflow.swarm.memory.policy.yaml.YamlPolicyReader;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How values are compressed under policies, when they are written and when policies have changed since. */
class SqliteRecompressionTest {
    private static final String TEXT = "hello ".repeat(400);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<EntryKey> told = new ArrayList<>();
    private Policies policies = Policies.NONE;
    private Database database;
    private EntryStore store;
    private SqliteMaintenance maintenance;
    private Recompression recompression;

    @BeforeEach
    void open() {
        database = Database.open(TestDatabases.quick(directory.resolve("memory.db")), clock, EngineListener.NONE);
        var codec = new ValueCodec(Compression.NONE, 10_240, 1 << 20);
        store = new SqliteEntryStore(database, codec, _ -> {}, () -> policies);
        maintenance = new SqliteMaintenance(database, EngineListener.NONE, 1000, Duration.ofDays(1));
        recompression = new LifecycleStores(database, codec, new JacksonDocumentReader(), () -> policies, told::add)
                .recompression();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Policies policies(String yaml) {
        return ((PolicyReader.Reading.Accepted) new YamlPolicyReader().read(yaml)).policies();
    }

    private static EntryKey key(String key) {
        return new EntryKey("s", "default", key);
    }

    private void put(String key, EntryValue value) {
        store.put(Put.of(key(key), value));
    }

    private String compression(String key) {
        return database.read(session -> {
            var select = session.prepare("SELECT compression FROM memory_store WHERE key = ?");
            select.setString(1, key);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "absent";
            }
        });
    }

    private static final String THREE_WAYS = """
            policies:
              - {pattern: zstd/*, compression: zstd}
              - {pattern: gzip/*, compression: {algorithm: gzip, threshold: 2000}}
              - {pattern: none/*, compression: none}
            """;

    @Test
    void put_underAPolicy_isCompressedAsItSays_keptOnlyWhenSmaller() {
        policies = policies(THREE_WAYS);
        var random = new byte[5000];
        new Random(1).nextBytes(random);
        put("zstd/a", EntryValue.text(TEXT));
        put("zstd/small", EntryValue.text("x".repeat(1023)));
        put("zstd/random", EntryValue.bytes(random));
        put("gzip/a", EntryValue.text(TEXT));
        put("gzip/small", EntryValue.text("x".repeat(1999)));
        put("none/a", EntryValue.text(TEXT.repeat(10)));
        put("other", EntryValue.text(TEXT.repeat(10)));
        assertThat(compression("zstd/a")).isEqualTo("zstd");
        assertThat(compression("zstd/small")).isEqualTo("none");
        assertThat(compression("zstd/random")).isEqualTo("none");
        assertThat(compression("gzip/a")).isEqualTo("gzip");
        assertThat(compression("gzip/small")).isEqualTo("none");
        assertThat(compression("none/a")).isEqualTo("none");
        assertThat(compression("other")).as("the service's setting").isEqualTo("none");
        assertThat(store.get(key("gzip/a"), ReadMode.COUNTED).orElseThrow().value())
                .isEqualTo(EntryValue.text(TEXT));
    }

    @Test
    void run_bringsOldEntriesToTheirPolicy_andChangesNothingAReaderSees() {
        put("zstd/text", EntryValue.text(TEXT));
        put("zstd/json", EntryValue.json("\"" + TEXT + "\""));
        put("gzip/bytes", EntryValue.bytes(new byte[4000]));
        put("none/a", EntryValue.text("small"));
        var before = store.get(key("zstd/text"), ReadMode.UNCOUNTED).orElseThrow();
        var newest = database.newest();
        policies = policies(THREE_WAYS);
        clock.advance(Duration.ofMinutes(1));
        var dry = recompression.run(new Recompression.Request(null, null, true));
        assertThat(dry.rewritten()).isEqualTo(3);
        assertThat(compression("zstd/text")).isEqualTo("none");
        var report = recompression.run(Recompression.Request.EVERYTHING);
        assertThat(report.examined()).isEqualTo(4);
        assertThat(report.rewritten()).isEqualTo(3);
        assertThat(report.savedBytes()).isEqualTo(dry.savedBytes()).isGreaterThan(8000);
        assertThat(report.text()).startsWith("examined 4 entries, rewrote 3 of them: ");
        assertThat(compression("zstd/text")).isEqualTo("zstd");
        assertThat(compression("gzip/bytes")).isEqualTo("gzip");
        var after = store.get(key("zstd/text"), ReadMode.UNCOUNTED).orElseThrow();
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(after.revision()).isEqualTo(before.revision());
        assertThat(after.version()).isEqualTo(1);
        assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
        assertThat(after.storedBytes()).isLessThan(before.storedBytes());
        assertThat(store.get(key("gzip/bytes"), ReadMode.UNCOUNTED)
                        .orElseThrow()
                        .value())
                .isEqualTo(EntryValue.bytes(new byte[4000]));
        assertThat(database.newest()).isEqualTo(newest);
        assertThat(maintenance.integrityCheck().problems()).isEmpty();
        assertThat(told).containsExactlyInAnyOrder(key("zstd/text"), key("zstd/json"), key("gzip/bytes"));
        assertThat(recompression.run(Recompression.Request.EVERYTHING).rewritten())
                .isZero();
    }

    @Test
    void run_policyWithoutCompression_storesPlainTextAgain() {
        policies = policies(THREE_WAYS);
        put("zstd/a", EntryValue.text(TEXT));
        policies = policies("policies: [{pattern: zstd/*, compression: none}]");
        assertThat(recompression.run(Recompression.Request.EVERYTHING).savedBytes())
                .isNegative();
        assertThat(database.<String>read(session -> {
                    try (var row = session.prepare("SELECT typeof(value) FROM memory_store")
                            .executeQuery()) {
                        return row.next() ? row.getString(1) : "";
                    }
                }))
                .isEqualTo("text");
        assertThat(store.get(key("zstd/a"), ReadMode.COUNTED).orElseThrow().value())
                .isEqualTo(EntryValue.text(TEXT));
    }

    @Test
    void run_scopedToANamespace_leavesTheRest_andDamagedRowsDoNotStopIt() {
        policies = policies("policies: [{pattern: zstd/*, compression: zstd}]");
        put("zstd/a", EntryValue.text(TEXT));
        put("zstd/b", EntryValue.text(TEXT));
        store.put(Put.of(new EntryKey("s", "other", "zstd/c"), EntryValue.text(TEXT)));
        database.<Integer>write(tx -> tx.prepare("UPDATE memory_store SET value = x'00' WHERE key = 'zstd/a'")
                .executeUpdate());
        policies = policies("policies: [{pattern: zstd/*, compression: gzip}]");
        var report = recompression.run(new Recompression.Request("s", "default", false));
        assertThat(report.examined()).isEqualTo(2);
        assertThat(report.rewritten()).isEqualTo(1);
        assertThat(report.damaged()).isEqualTo(1);
        assertThat(compression("zstd/c")).isEqualTo("zstd");
    }

    @Test
    void start_runsInTheBackground_andProgressTellsItsEnd() {
        for (int i = 0; i < 500; i++) {
            put("zstd/" + i, EntryValue.text(TEXT));
        }
        policies = policies(THREE_WAYS);
        recompression.start(Recompression.Request.EVERYTHING);
        Awaitility.await().until(() -> !recompression.progress().running());
        var report = recompression.progress().report();
        assertThat(report).isNotNull();
        assertThat(report.rewritten()).isEqualTo(500);
        assertThat(recompression.progress().failure()).isNull();
        assertThat(maintenance.integrityCheck().problems()).isEmpty();
    }

    @Test
    void rule_ofAPolicy_isWhatTheFileSays() {
        var compression = policies(THREE_WAYS).of("default", "gzip/a").compression();
        assertThat(compression).isEqualTo(new CompressionRule(Algorithm.GZIP, 2000));
    }
}
