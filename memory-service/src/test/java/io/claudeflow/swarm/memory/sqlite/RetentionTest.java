package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.maintenance.CleanupReport;
import io.claudeflow.swarm.memory.maintenance.CleanupRequest;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.PolicyStatistics;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.PolicyReader;
import io.claudeflow.swarm.memory.policy.yaml.YamlPolicyReader;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When expired entries are deleted, and which. */
class RetentionTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private Policies policies = policies("""
            policies:
              - {pattern: lazy/*, ttl: 1m}
              - {pattern: daily/*, ttl: 1m, cleanup: scheduled}
              - {pattern: every/*, ttl: 1m, cleanup: {every: 6h}}
              - {pattern: manual/*, ttl: 1m, cleanup: manual}
            """);
    private Database database;
    private EntryStore store;
    private SqliteMaintenance maintenance;

    @BeforeEach
    void open() {
        database = Database.open(TestDatabases.quick(directory.resolve("memory.db")), clock, EngineListener.NONE);
        store = new SqliteEntryStore(database, new ValueCodec(Compression.NONE, 0, 1 << 20), _ -> {}, () -> policies);
        maintenance = new SqliteMaintenance(
                database,
                EngineListener.NONE,
                1000,
                Duration.ofDays(1),
                () -> policies,
                () -> Long.MAX_VALUE,
                List.of(),
                null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Policies policies(String yaml) {
        return ((PolicyReader.Reading.Accepted) new YamlPolicyReader().read(yaml)).policies();
    }

    private void put(String... keys) {
        for (var key : keys) {
            store.put(Put.of(new EntryKey("s", "default", key), EntryValue.json("1")));
        }
    }

    private void putOneOfEach() {
        put("lazy/a", "daily/a", "every/a", "manual/a", "none/a");
    }

    private long rows() {
        return database.read(session -> session.queryLong("SELECT count(*) FROM memory_store"));
    }

    private PolicyStatistics statistics(String pattern) {
        return maintenance.statistics().stream()
                .filter(one -> one.policy().pattern().text().equals(pattern))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void expiredEntries_areHiddenAtOnce_whateverTheirStrategy() {
        putOneOfEach();
        clock.advance(Duration.ofMinutes(1));
        for (var key : new String[] {"lazy/a", "daily/a", "every/a", "manual/a"}) {
            assertThat(store.get(new EntryKey("s", "default", key), ReadMode.COUNTED))
                    .isEmpty();
        }
        assertThat(store.list(EntryQuery.all("s", null)).entries()).hasSize(1);
        assertThat(store.statistics("s").entries()).isEqualTo(1);
        assertThat(rows()).isEqualTo(5);
    }

    @Test
    void gcDue_deletesByStrategy_gcDeletesEverything() {
        maintenance.gcDue();
        putOneOfEach();
        clock.advance(Duration.ofMinutes(1));
        assertThat(maintenance.gcDue().deleted()).isEqualTo(1);
        clock.advance(Duration.ofHours(5));
        assertThat(maintenance.gcDue().deleted()).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(maintenance.gcDue().deleted()).as("every 6h").isEqualTo(1);
        clock.set(Instant.parse("2026-01-08T01:59:59Z"));
        assertThat(maintenance.gcDue().deleted()).isZero();
        clock.set(Instant.parse("2026-01-08T02:00:00Z"));
        assertThat(maintenance.gcDue().deleted()).as("daily at two").isEqualTo(1);
        assertThat(rows()).isEqualTo(2);
        assertThat(maintenance.gc().deleted()).as("manual").isEqualTo(1);
        assertThat(store.list(EntryQuery.all("s", null)).entries()).hasSize(1);
    }

    @Test
    void lastRuns_surviveARestart() {
        maintenance.gcDue();
        put("daily/a", "every/a");
        clock.advance(Duration.ofHours(1));
        database.close();
        open();
        assertThat(maintenance.gcDue().deleted())
                .as("a restart is no reason to run again")
                .isZero();
        assertThat(statistics("daily/*").runs()).isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        database.close();
        open();
        assertThat(maintenance.gcDue().deleted())
                .as("a run that was missed is made up for")
                .isEqualTo(2);
        assertThat(statistics("daily/*").lastRun()).isEqualTo(clock.instant());
    }

    @Test
    void statistics_tellRunsDeletionsAndWhatComesNext() {
        putOneOfEach();
        maintenance.gcDue();
        clock.advance(Duration.ofMinutes(1));
        maintenance.gcDue();
        var lazy = statistics("lazy/*");
        assertThat(lazy.runs()).isEqualTo(2);
        assertThat(lazy.deleted()).isEqualTo(1);
        assertThat(lazy.lastDeleted()).isEqualTo(1);
        assertThat(lazy.lastRun()).isEqualTo(clock.instant());
        assertThat(statistics("every/*").runs()).isEqualTo(1);
        assertThat(statistics("every/*").nextRun()).isEqualTo(ManualClock.START.plus(Duration.ofHours(6)));
        assertThat(statistics("manual/*").runs()).isZero();
        assertThat(statistics("manual/*").nextRun()).isNull();
        assertThat(statistics("*").runs()).isEqualTo(2);
        assertThat(PolicyStatistics.text(maintenance.statistics()))
                .contains("lazy/*: ttl 1m, cleanup lazy; 2 runs, 1 deleted, last 2026-01-07T10:01:00Z (1 deleted in ")
                .contains("manual/*: ttl 1m, cleanup manual; 0 runs, 0 deleted, last never (0 deleted in 0.000 s),"
                        + " next on request");
    }

    @Test
    void policiesThatAreGone_leaveNoStatistics() {
        maintenance.gcDue();
        policies = policies("policies: [{pattern: lazy/*, ttl: 1m}]");
        maintenance.gcDue();
        assertThat(database.<Long>read(session -> session.queryLong("SELECT count(*) FROM policy_runs")))
                .isEqualTo(2);
    }

    @Test
    void lifetimeOfAnEntry_isThatOfItsWrite_whateverThePolicySaysLater() {
        put("lazy/a");
        policies = policies("policies: [{pattern: lazy/*, ttl: 1s}]");
        put("lazy/b");
        clock.advance(Duration.ofSeconds(1));
        assertThat(maintenance.gcDue().deleted()).isEqualTo(1);
        assertThat(store.get(new EntryKey("s", "default", "lazy/a"), ReadMode.COUNTED))
                .isPresent();
    }

    @Test
    void cleanUp_report_countsByPolicyAndSaysWhatIsLeft() {
        maintenance.gcDue();
        putOneOfEach();
        clock.advance(Duration.ofMinutes(1));
        var dry = maintenance.cleanUp(new CleanupRequest(false, null, null, null, null, true));
        assertThat(dry.deleted()).isEqualTo(1);
        assertThat(dry.text()).startsWith("would delete 1 entries");
        assertThat(rows()).isEqualTo(5);
        var report = maintenance.cleanUp(CleanupRequest.DUE);
        assertThat(report.deleted()).isEqualTo(1);
        assertThat(report.left()).isEqualTo(3);
        assertThat(report.entriesBefore()).isEqualTo(5);
        assertThat(report.entriesAfter()).isEqualTo(4);
        assertThat(report.policies())
                .extracting(CleanupReport.ByPolicy::pattern, CleanupReport.ByPolicy::due)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("daily/*", false),
                        org.assertj.core.groups.Tuple.tuple("every/*", false),
                        org.assertj.core.groups.Tuple.tuple("lazy/*", true),
                        org.assertj.core.groups.Tuple.tuple("manual/*", false));
        assertThat(report.text())
                .startsWith("deleted 1 entries in ")
                .contains("3 expired ones left to their policies; 5 entries before, 4 after")
                .contains("  daily/* (daily 02:00): 0 of 1, not due\n", "  lazy/* (lazy): 1 of 1\n");
    }

    @Test
    void cleanUp_expiredBefore_takesOnlyWhatExpiredByThen() {
        put("lazy/a");
        clock.advance(Duration.ofMinutes(1));
        put("lazy/b");
        clock.advance(Duration.ofMinutes(1));
        var bound = ManualClock.START.plus(Duration.ofMinutes(1));
        assertThat(maintenance
                        .cleanUp(new CleanupRequest(true, null, null, null, bound.minusMillis(1), false))
                        .deleted())
                .isZero();
        assertThat(maintenance
                        .cleanUp(new CleanupRequest(true, null, null, null, bound, false))
                        .deleted())
                .isEqualTo(1);
        put("none/live");
        var future = clock.instant().plus(Duration.ofDays(1));
        store.put(Put.of(new EntryKey("s", "default", "none/soon"), EntryValue.json("1"))
                .withTtl(new Ttl.Seconds(5)));
        assertThat(maintenance
                        .cleanUp(new CleanupRequest(true, null, null, null, future, false))
                        .deleted())
                .as("what has not expired yet stays")
                .isEqualTo(1);
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void cleanUp_ofASession_takesItsExpiredEntries_byForceItsLiveOnes_andNobodyElses() {
        put("session/abc", "session/abc/x", "session/abcd", "manual/a", "none/a");
        store.put(Put.of(new EntryKey("other", "default", "session/abc"), EntryValue.json("1")));
        store.put(Put.of(new EntryKey("s", "default", "session/abc/gone"), EntryValue.json("1"))
                .withTtl(new Ttl.Seconds(1)));
        clock.advance(Duration.ofSeconds(1));
        assertThat(maintenance
                        .cleanUp(new CleanupRequest(false, "s", null, "abc", null, false))
                        .deleted())
                .isEqualTo(1);
        assertThat(maintenance
                        .cleanUp(new CleanupRequest(true, "s", null, "abc", null, true))
                        .deleted())
                .isEqualTo(2);
        var report = maintenance.cleanUp(new CleanupRequest(true, "s", null, "abc", null, false));
        assertThat(report.deleted()).isEqualTo(2);
        assertThat(store.get(new EntryKey("s", "default", "session/abc"), ReadMode.COUNTED))
                .isEmpty();
        assertThat(store.get(new EntryKey("s", "default", "session/abcd"), ReadMode.COUNTED))
                .isPresent();
        assertThat(store.get(new EntryKey("other", "default", "session/abc"), ReadMode.COUNTED))
                .isPresent();
        assertThat(database.<Long>read(
                        session -> session.queryLong("SELECT count(*) FROM changelog WHERE operation = 'delete'")))
                .isEqualTo(2);
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "session: abc",
                () -> new CleanupRequest(true, null, null, "abc", null, false));
        assertThat(statistics("*").runs()).as("partial cleanups are no runs").isZero();
    }

    @Test
    void cleanUp_ofASwarm_leavesOthersAlone() {
        put("lazy/a");
        store.put(Put.of(new EntryKey("other", "default", "lazy/a"), EntryValue.json("1")));
        clock.advance(Duration.ofMinutes(1));
        assertThat(maintenance
                        .cleanUp(new CleanupRequest(true, "s", null, null, null, false))
                        .deleted())
                .isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void manyExpiredRowsThatAreNotDue_doNotHideTheOnesThatAre() {
        for (int i = 0; i < 1200; i++) {
            put("manual/" + i);
        }
        put("lazy/a");
        clock.advance(Duration.ofMinutes(1));
        var report = maintenance.cleanUp(CleanupRequest.DUE);
        assertThat(report.deleted()).isEqualTo(1);
        assertThat(report.left()).isEqualTo(1200);
        assertThat(maintenance.gc().deleted()).isEqualTo(1200);
    }
}
