package io.claudeflow.swarm.memory.engine;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.maintenance.CleanupRequest;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Recompression;
import io.claudeflow.swarm.memory.merge.MergeRequest;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.SearchQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine does under policies, through cache and store. */
class PoliciesInForceTest {
    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");

    private MemoryEngine open(@Nullable Path policyFile) {
        var config = EngineConfig.defaults(directory.resolve("memory.db"))
                .withFeatures(EngineFeatures.DEFAULT.withPolicyFile(policyFile));
        return MemoryEngine.open(config, clock, EngineListener.NONE);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("policies.yaml"), yaml);
    }

    private static Put put(String namespace, String key) {
        return Put.of(new EntryKey("s", namespace, key), EntryValue.json("1"));
    }

    private static @Nullable Instant expiry(OperationResult result) {
        return ((OperationResult.Stored) result).expiresAt();
    }

    @Test
    void absentTtl_takesTheLifetimeOfTheMostSpecificPolicy_explicitWins_zeroIsPermanent() {
        try (var engine = open(null)) {
            var now = clock.instant();
            var entries = engine.entries();
            assertThat(expiry(entries.put(put("default", "coordination/a")))).isEqualTo(now.plusSeconds(3600));
            assertThat(expiry(entries.put(put("swarm", "shared/x")))).isEqualTo(now.plusSeconds(86_400));
            assertThat(expiry(entries.put(put("default", "swarm/shared/decisions"))))
                    .isEqualTo(now.plusSeconds(604_800));
            assertThat(expiry(entries.put(put("default", "task/7/status")))).isEqualTo(now.plusSeconds(86_400));
            assertThat(expiry(entries.put(put("default", "task/7/other")))).isNull();
            assertThat(expiry(entries.put(put("default", "knowledge/a")))).isNull();
            assertThat(expiry(entries.put(put("default", "coordination/a").withTtl(Ttl.PERMANENT))))
                    .isNull();
            assertThat(expiry(entries.put(put("default", "coordination/a").withTtl(new Ttl.Seconds(5)))))
                    .isEqualTo(now.plusSeconds(5));
            for (boolean atomic : new boolean[] {true, false}) {
                var results =
                        entries.batch(new Batch(List.of(put("default", "session/a"), put("default", "k")), atomic));
                assertThat(expiry(results.getFirst())).isEqualTo(now.plusSeconds(3600));
                assertThat(expiry(results.getLast())).isNull();
            }
            var joined = engine.transactions().run(0, () -> entries.put(put("default", "session/b")));
            assertThat(expiry(joined)).isEqualTo(now.plusSeconds(3600));
        }
    }

    @Test
    void changedFile_holdsForLaterWrites_badFileChangesNothing() throws IOException {
        try (var engine = open(file("policies: [{pattern: a/*, ttl: 1h}]"))) {
            var now = clock.instant();
            assertThat(expiry(engine.entries().put(put("default", "a/1")))).isEqualTo(now.plusSeconds(3600));
            file("policies: [{pattern: a/*, ttl: 2h}]");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                engine.policies().reload();
                return now.plusSeconds(7200).equals(expiry(engine.entries().put(put("default", "a/2"))));
            });
            file("policies: [{pattern: a/*, ttl: never}]");
            assertThat(engine.policies().reload().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.line()).isEqualTo(1));
            assertThat(expiry(engine.entries().put(put("default", "a/3")))).isEqualTo(now.plusSeconds(7200));
            assertThat(engine.entries().get(new EntryKey("s", "default", "a/1"), ReadMode.COUNTED))
                    .get()
                    .extracting(entry -> entry.expiresAt())
                    .isEqualTo(now.plusSeconds(3600));
        }
    }

    private static List<String> found(MemoryEngine engine, String word) {
        var newest = engine.entries().list(EntryQuery.all("s", null)).revision();
        var query = SearchQuery.text(SearchFilter.all("s", null), word).covering(newest);
        return engine.search().search().search(query.limit(1_000)).hits().stream()
                .map(hit -> hit.entry().key().key())
                .sorted()
                .toList();
    }

    /** Nothing is written meanwhile: the change of the policies alone moves the entries. */
    @Test
    void changedFullText_entriesLeaveAndEnterTheIndexInTheBackground() throws IOException {
        var off = "policies: [{pattern: private/*, fullText: false}]";
        var on = "policies: [{pattern: private/*, fullText: true}]";
        try (var engine = open(file(on))) {
            for (int from = 0; from < 1_200; from += 400) {
                var puts = new ArrayList<EntryOperation>();
                for (int i = from; i < from + 400; i++) {
                    var key = (i % 2 == 0 ? "private/" : "public/") + i;
                    puts.add(Put.of(new EntryKey("s", "n", key), EntryValue.text("word of " + i)));
                }
                engine.entries().batch(new Batch(puts, true));
            }
            assertThat(found(engine, "\"of 4\"")).containsExactly("private/4");
            long revision = engine.maintenance().databaseStatistics().revision().number();
            file(off);
            await(engine, "\"of 4\"");
            assertThat(engine.search().index().status().building()).isFalse();
            Awaitility.await().untilAsserted(() -> assertThat(
                            engine.search().index().status().documents())
                    .isEqualTo(600));
            assertThat(found(engine, "\"of 5\"")).containsExactly("public/5");
            file(on);
            await(engine, "\"of 4\"", "private/4");
            Awaitility.await().untilAsserted(() -> assertThat(
                            engine.search().index().status().documents())
                    .isEqualTo(1_200));
            assertThat(engine.maintenance().databaseStatistics().revision().number())
                    .isEqualTo(revision);
            assertThat(engine.maintenance().integrityCheck().problems()).isEmpty();
        }
        try (var engine = open(file(off))) {
            await(engine, "\"of 4\"");
            Awaitility.await().untilAsserted(() -> assertThat(
                            engine.search().index().status().documents())
                    .isEqualTo(600));
        }
        try (var engine = open(null)) {
            await(engine, "\"of 4\"", "private/4");
        }
    }

    private static void await(MemoryEngine engine, String word, String... keys) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            engine.policies().reload();
            assertThat(found(engine, word)).containsExactly(keys);
        });
    }

    @Test
    void badFileAtTheStart_stopsIt_andLeavesNoDatabaseBehind() throws IOException {
        var bad = file("policies:\n  - pattern: a/*\n    ttl: never\n");
        assertFails(FailureKind.INVALID_ARGUMENT, "POLICY_FILE: ", () -> open(bad));
        assertThat(directory.resolve("memory.db")).doesNotExist();
        try (var engine = open(null)) {
            assertThat(engine.policies().get().all()).hasSize(9);
        }
    }

    @Test
    void mergeRecompressionAndSessionCleanup_neverLeaveAnOldEntryInTheCache() throws IOException {
        var policies = file("policies: [{pattern: n, conflict: counter}]");
        try (var engine = open(policies)) {
            var key = new EntryKey("s", "default", "n");
            engine.entries().put(Put.of(key, EntryValue.json("1")));
            engine.entries().get(key, ReadMode.COUNTED);
            engine.merges().merge(MergeRequest.of(key, Document.of(2)));
            assertThat(engine.entries().get(key, ReadMode.COUNTED).orElseThrow().value())
                    .isEqualTo(EntryValue.json("3"));

            var large = new EntryKey("s", "default", "session/abc/large");
            engine.entries().put(Put.of(large, EntryValue.text("x".repeat(5000))));
            assertThat(engine.entries()
                            .get(large, ReadMode.COUNTED)
                            .orElseThrow()
                            .storedBytes())
                    .isEqualTo(5000);
            file("policies: [{pattern: session/*, compression: zstd}]");
            engine.policies().reload();
            engine.recompression().run(Recompression.Request.EVERYTHING);
            assertThat(engine.entries()
                            .get(large, ReadMode.COUNTED)
                            .orElseThrow()
                            .storedBytes())
                    .isLessThan(100);
            engine.retention().cleanUp(new CleanupRequest(true, "s", null, "abc", null, false));
            assertThat(engine.entries().get(large, ReadMode.COUNTED)).isEmpty();
        }
    }

    @Test
    void regularCollection_runsByItself_andStopsWithTheEngine() {
        var config = EngineConfig.defaults(directory.resolve("memory.db"));
        var quick = new EngineConfig(
                config.database(),
                config.maxValueBytes(),
                0,
                0,
                Duration.ofMillis(20),
                config.compression(),
                config.compressionThreshold(),
                true,
                true,
                true,
                2,
                100,
                false,
                config.requestTimeout(),
                config.shutdownTimeout(),
                config.changelogRows(),
                config.changelogAge(),
                config.features());
        try (var engine = MemoryEngine.open(quick, clock, EngineListener.NONE)) {
            engine.entries().put(put("default", "coordination/a"));
            engine.entries().put(put("default", "knowledge/a").withTtl(new Ttl.Seconds(1)));
            clock.advance(Duration.ofHours(2));
            Awaitility.await()
                    .until(() -> engine.retention().statistics().stream()
                            .anyMatch(one ->
                                    one.policy().pattern().text().equals("coordination/*") && one.deleted() == 1));
            var left = engine.retention().cleanUp(new CleanupRequest(false, null, null, null, null, true));
            assertThat(left.left()).as("manual: only on request").isEqualTo(1);
            assertThat(engine.maintenance().gc().deleted()).isEqualTo(1);
        }
    }
}
