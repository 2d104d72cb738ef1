package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.audit.AuditFinding;
import io.claudeflow.swarm.memory.audit.AuditOptions;
import io.claudeflow.swarm.memory.audit.ContentAudits;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.transfer.Lines;
import io.claudeflow.swarm.memory.transfer.NamespaceExport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single values that were damaged from outside: found by key, and no obstacle for the others. */
class ValueIntegrityTest {
    private static final ValueCodec CODEC = new ValueCodec(Compression.ZSTD, 100, 16 << 20);
    private static final EntryQuery ALL = EntryQuery.all("s", null).withValues(true);

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-01-07T10:00:00Z");
    private Database database;
    private SqliteEntryStore entries;
    private SqliteMaintenance maintenance;

    @BeforeEach
    void open() {
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        entries = new SqliteEntryStore(database, CODEC, key -> {});
        maintenance = new SqliteMaintenance(
                database, EngineListener.NONE, 100_000, Duration.ofDays(1), () -> Long.MAX_VALUE, List.of(), CODEC);
        for (var key : new String[] {"a", "b", "c"}) {
            entries.put(Put.of(key(key), EntryValue.text(key.repeat(1000))));
        }
        entries.put(Put.of(key("small"), EntryValue.json("{\"n\":1}")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static EntryKey key(String key) {
        return new EntryKey("s", "n", key);
    }

    private void sql(String statement) {
        database.pause(session -> {
            session.execute(statement);
            return 0;
        });
    }

    @Test
    void checksum_isThatOfTheValueWhateverItsCompression() {
        var crc = new CRC32C();
        crc.update("a".repeat(1000).getBytes(StandardCharsets.UTF_8));
        assertThat(database.<Long>read(
                        session -> session.queryLong("SELECT checksum FROM memory_store WHERE key = 'a'")))
                .isEqualTo(crc.getValue());
        assertThat(maintenance.integrityCheck().problems()).isEmpty();
    }

    @Test
    void damagedValue_isNamedByTheCheckAndTheAuditAndDoesNotStopAListing() {
        sql("UPDATE memory_store SET value = zeroblob(stored_size) WHERE key = 'b'");
        var page = entries.list(ALL);
        assertThat(page.entries()).extracting(entry -> entry.key().key()).containsExactly("a", "b", "c", "small");
        assertThat(page.entries().stream().filter(entry -> entry.value() == null))
                .extracting(Entry::key)
                .containsExactly(key("b"));
        assertFails(
                FailureKind.CORRUPT, "a row of the database is damaged", () -> entries.get(key("b"), ReadMode.COUNTED));
        assertThat(entries.get(key("c"), ReadMode.COUNTED)).isPresent();
        var check = maintenance.integrityCheck();
        assertThat(check.ok()).isFalse();
        assertThat(check.problems()).singleElement().asString().startsWith("entry b in namespace n of swarm s: ");
        var audits = new ContentAudits(new SqliteAuditSource(database, CODEC), clock);
        assertThat(audits.run("s", AuditOptions.DEFAULT).damaged()).isEqualTo(1);
        assertThat(audits.findings("s", AuditFinding.Kind.DAMAGED, PageRequest.FIRST)
                        .items())
                .singleElement()
                .isInstanceOfSatisfying(
                        AuditFinding.Damaged.class,
                        damaged -> assertThat(damaged.key()).isEqualTo(key("b")));
    }

    static List<String> damages() {
        return List.of(
                "created_at = 'garbage'",
                "updated_at = 'garbage'",
                "expires_at = 'garbage'",
                "created_at = ''",
                "epoch = -1",
                "metadata = '{no json'",
                "value = '{no json', checksum = NULL, encoding = 'json', compression = 'none', value_size = 8",
                "encoding = 'none of ours'",
                "compression = 'none of ours'",
                "tags = '[1'");
    }

    /** Whatever is wrong with a row, the others are listed, and it is named, replaced and removed. */
    @ParameterizedTest
    @MethodSource("damages")
    void damagedRow_stopsNothingAndIsNamed(String damage) throws Exception {
        clock.advance(Duration.ofSeconds(1));
        sql("PRAGMA ignore_check_constraints = ON");
        sql("UPDATE memory_store SET " + damage + " WHERE key IN ('a', 'b')");
        sql("PRAGMA ignore_check_constraints = OFF");
        for (int limit = 1; limit <= 3; limit++) {
            for (var sort : EntryQuery.Sort.values()) {
                for (var query : List.of(ALL, ALL.matching(new Glob("?*")), EntryQuery.all("s", "n"))) {
                    assertThat(keys(query.sortedBy(sort, limit == 2), limit))
                            .as("by %s, pages of %d", sort, limit)
                            .doesNotHaveDuplicates()
                            .contains("c", "small");
                }
            }
        }
        assertFails(
                FailureKind.CORRUPT,
                "a row of the database is damaged: entry b in namespace n of swarm s: ",
                () -> entries.get(key("b"), ReadMode.COUNTED));
        assertThat(maintenance.integrityCheck().problems())
                .filteredOn(problem -> problem.startsWith("entry a in namespace n of swarm s: ")
                        || problem.startsWith("entry b in namespace n of swarm s: "))
                .hasSize(2);
        var audits = new ContentAudits(new SqliteAuditSource(database, CODEC), clock);
        assertThat(audits.run("s", AuditOptions.DEFAULT).damaged()).isEqualTo(2);
        maintenance.gc();
        var out = new ByteArrayOutputStream();
        new NamespaceExport(entries, clock).write("s", null, Lines.into(out));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"key\":\"c\"")
                .contains("\"end\":true");

        entries.put(Put.of(key("a"), EntryValue.text("healed")).withTags(Tags.of(List.of("t"))));
        assertThat(entries.get(key("a"), ReadMode.COUNTED)).isPresent();
        assertThat(entries.delete(new Delete(key("b"), Precondition.NONE)).found())
                .isTrue();
        assertThat(keys(ALL, 2)).containsExactly("a", "c", "small");
        assertThat(maintenance.integrityCheck().problems())
                .filteredOn(problem -> problem.startsWith("entry "))
                .isEmpty();
    }

    private List<String> keys(EntryQuery query, int limit) {
        var keys = new ArrayList<String>();
        String cursor = null;
        do {
            var page = entries.list(query.page(limit, cursor));
            page.entries().forEach(entry -> keys.add(entry.key().key()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return keys;
    }

    @Test
    void damagedTags_doNotStopANamespaceFromBeingCleared() {
        entries.put(Put.of(key("a"), EntryValue.text("x")).withTags(Tags.of(List.of("t", "u"))));
        sql("UPDATE memory_store SET tags = 'no json' WHERE key = 'a'");
        assertThat(entries.clear("s", "n").entries()).isEqualTo(4);
        assertThat(database.<Long>read(session -> session.queryLong("SELECT count(*) FROM memory_tags")))
                .isZero();
    }

    @Test
    void export_saysHowManyEntriesAreDamaged() {
        sql("UPDATE memory_store SET value = zeroblob(stored_size) WHERE key = 'b'");
        var out = new ByteArrayOutputStream();
        assertThat(new NamespaceExport(entries, clock).write("s", null, Lines.into(out)))
                .isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .last()
                .isEqualTo("{\"end\":true,\"entries\":3,\"damaged\":1}");
    }

    /** SQLite's own check cannot see it: the page is sound, the content is another. */
    @Test
    void changedText_isFoundByItsChecksum() {
        sql("UPDATE memory_store SET value = '{\"n\":2}' WHERE key = 'small'");
        assertThat(maintenance.integrityCheck().problems())
                .singleElement()
                .asString()
                .startsWith("entry small in namespace n of swarm s: a row of the database is damaged: the checksum");
    }

    @Test
    void damagedTags_doNotStopAListing() {
        sql("UPDATE memory_store SET tags = 'no json' WHERE key = 'a'");
        assertThat(entries.list(ALL).entries()).hasSize(4);
        assertThat(entries.list(EntryQuery.all("s", "n")).entries()).hasSize(4);
        assertThat(maintenance.integrityCheck().problems())
                .singleElement()
                .asString()
                .contains("entry a in namespace n of swarm s", "tags no json");
    }

    @Test
    void rowsWithoutAChecksum_areTakenAsTheyAre() {
        sql("UPDATE memory_store SET checksum = NULL, value = '{\"n\":3}' WHERE key = 'small'");
        assertThat(maintenance.integrityCheck().problems()).isEmpty();
    }

    @Test
    void impossibleNames_areReportedAndStopNothing() {
        sql("INSERT INTO memory_store (swarm, namespace, key, value) VALUES ('s', 'n', 'x' || char(7), '1')");
        assertThat(new SqliteAuditSource(database, CODEC).after("s", 0, 100, 1 << 20))
                .hasSize(5)
                .last()
                .satisfies(entry -> assertThat(entry.key().key()).isEqualTo("x?"));
    }
}
