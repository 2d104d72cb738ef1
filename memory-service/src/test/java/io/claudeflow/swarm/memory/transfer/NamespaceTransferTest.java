package io.claudeflow.swarm.memory.transfer;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.entry.InMemoryEntryStore;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamespaceTransferTest {
    private static final int MAX_VALUE = 1 << 20;

    private final ManualClock clock = new ManualClock();
    private final EntryStore store = new InMemoryEntryStore(clock);

    private String export(String swarm, @Nullable String namespace) throws IOException {
        var out = new ByteArrayOutputStream();
        new NamespaceExport(store, clock).write(swarm, namespace, Lines.into(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private ImportResult load(EntryStore into, String lines, ImportRules rules) throws IOException {
        return new NamespaceImport(ImportTarget.of(into), clock, rules)
                .run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static ImportRules rules(ConflictPolicy conflict) {
        return ImportRules.of("s", conflict, MAX_VALUE);
    }

    private void put(String key, String value) {
        store.put(Put.of(key(key), EntryValue.text(value)));
    }

    private static EntryKey key(String key) {
        return new EntryKey("s", "n", key);
    }

    private static String value(EntryStore store, String key) {
        return store.get(key(key), ReadMode.UNCOUNTED)
                .map(entry -> entry.value() == null ? "" : entry.value().asString())
                .orElse("absent");
    }

    static List<Long> seeds() {
        return Seeds.count(20);
    }

    @Tag("slow")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldBringBackEveryEntryAsItWas(long seed) throws IOException {
        var random = Seeds.random(seed);
        Map<EntryKey, Entry> expected = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(5000)));
            var key = new EntryKey("s", Seeds.pick(random, "n", "other:ns/%_*", "é\uD83D\uDE00"), randomKey(random));
            store.put(new Put(
                    key,
                    randomValue(random),
                    Seeds.pick(random, Ttl.PERMANENT, new Ttl.Seconds(100_000 + random.nextInt(1000))),
                    Seeds.pick(random, Tags.NONE, Tags.of("a", "b c"), Tags.of("\"quoted\"")),
                    Seeds.pick(random, "{}", "{\"a\":[1,null]}", "{\n \"multi\": \"line\"\r\n}"),
                    Precondition.NONE));
            expected.put(key, store.get(key, ReadMode.UNCOUNTED).orElseThrow());
        }
        var lines = export("s", null);
        clock.advance(Duration.ofHours(1));
        var other = new InMemoryEntryStore(clock);

        var result = load(other, lines, rules(ConflictPolicy.SKIP));

        assertThat(result.ok()).as(result.errors().toString()).isTrue();
        assertThat(result.imported()).isEqualTo(expected.size()).isEqualTo(result.entries());
        expected.forEach((key, entry) ->
                assertThat(other.get(key, ReadMode.UNCOUNTED)).hasValueSatisfying(found -> assertSame(found, entry)));
        assertThat(load(other, lines, rules(ConflictPolicy.OVERWRITE)).unchanged())
                .as("a second run changes nothing")
                .isEqualTo(expected.size());
    }

    private static void assertSame(Entry found, Entry entry) {
        assertThat(found).usingRecursiveComparison().ignoringFields("revision").isEqualTo(entry);
    }

    private static String randomKey(RandomGenerator random) {
        return random.ints(1 + random.nextInt(8), 0, 14)
                        .mapToObj(i -> List.of("%", "_", "*", "?", "[", "]", ":", "/", ".", "\\", "'", "\"", "é", "a")
                                .get(i))
                        .reduce("", String::concat)
                + random.nextInt(50);
    }

    private static EntryValue randomValue(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> EntryValue.json("null");
            case 1 -> EntryValue.json("\"123\"");
            case 2 -> EntryValue.json("{\n  \"spans\": [1,\r\n 2.50e+3]\n}");
            case 3 -> EntryValue.json("[".repeat(400) + "]".repeat(400));
            case 4 -> EntryValue.json("{\"a\\\"{\": \"\\u0041\", \"a\\\\\":1.0}");
            case 5 -> EntryValue.text("line\nline\r\n\u0000\u0007\u2028\uD83D\uDE00 \"\\ \t");
            case 6 -> EntryValue.text("");
            default -> {
                var bytes = new byte[random.nextInt(2000)];
                random.nextBytes(bytes);
                yield EntryValue.bytes(bytes);
            }
        };
    }

    @Test
    void shouldBeOneHeaderOneLineForEachEntryAndAnEnd() throws IOException {
        put("a", "1");
        put("b", "2");
        var lines = export("s", "n").lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst())
                .startsWith("{\"format\":\"swarm-memory-export\",\"version\":1,\"swarm\":\"s\",\"namespace\":\"n\","
                        + "\"entries\":2,\"revision\":\"1-2\"");
        assertThat(lines.getLast()).isEqualTo("{\"end\":true,\"entries\":2}");
    }

    @Test
    void shouldExportMorePagesThanOne() throws IOException {
        for (int i = 0; i < 1234; i++) {
            put("k" + i, "v");
        }
        var lines = export("s", "n");
        var other = new InMemoryEntryStore(clock);
        assertThat(load(other, lines, rules(ConflictPolicy.SKIP)).imported()).isEqualTo(1234);
        assertThat(other.statistics("s").entries()).isEqualTo(1234);
    }

    @ParameterizedTest
    @CsvSource({"SKIP,theirs,0,1", "OVERWRITE,ours,1,0", "NEWER,ours,1,0"})
    void shouldSolveAConflictByPolicyWhenTheFileIsNewer(ConflictPolicy policy, String left, long imported, long skipped)
            throws IOException {
        var other = new InMemoryEntryStore(clock);
        other.put(Put.of(key("k"), EntryValue.text("theirs")));
        clock.advance(Duration.ofSeconds(1));
        put("k", "ours");
        var result = load(other, export("s", "n"), rules(policy));
        assertThat(value(other, "k")).isEqualTo(left);
        assertThat(result.imported()).isEqualTo(imported);
        assertThat(result.skipped()).isEqualTo(skipped);
    }

    @ParameterizedTest
    @CsvSource({"SKIP,theirs", "OVERWRITE,ours", "NEWER,theirs"})
    void shouldSolveAConflictByPolicyWhenTheStoreIsNewer(ConflictPolicy policy, String left) throws IOException {
        put("k", "ours");
        clock.advance(Duration.ofSeconds(1));
        var other = new InMemoryEntryStore(clock);
        other.put(Put.of(key("k"), EntryValue.text("theirs")));
        load(other, export("s", "n"), rules(policy));
        assertThat(value(other, "k")).isEqualTo(left);
    }

    @Test
    void shouldReportBadLinesByNumberAndGoOn() throws IOException {
        put("a", "1");
        put("b", "2");
        put("c", "3");
        var lines = new ArrayList<>(export("s", "n").lines().toList());
        lines.set(2, "{\"broken\"");
        lines.add(3, lines.get(1).replace("\"key\":\"a\"", "\"key\":\"\""));
        lines.add(4, lines.get(1).replace("\"version\":1", "\"version\":0"));
        lines.add(5, lines.get(1).replace("\"encoding\":\"text\"", "\"encoding\":\"xml\""));
        lines.add(6, "");
        lines.add(7, lines.get(1).replace("\"tags\"", "\"tagz\""));
        lines.add(8, "x".repeat(7 * MAX_VALUE + (1 << 20)));
        var other = new InMemoryEntryStore(clock);

        var result = load(other, String.join("\r\n", lines), rules(ConflictPolicy.SKIP));

        assertThat(result.errors())
                .extracting(ImportResult.LineError::line)
                .containsExactly(3L, 4L, 5L, 6L, 8L, 9L, 0L);
        assertThat(result.errors().get(1).reason()).startsWith("key: (empty)");
        assertThat(result.failed()).isEqualTo(6);
        assertThat(result.imported()).isEqualTo(2);
        assertThat(result.ok()).isFalse();
        assertThat(value(other, "c")).isEqualTo("3");
    }

    @Test
    void shouldSayThatAnExportWasCutOff() throws IOException {
        put("a", "1");
        put("b", "2");
        var lines = export("s", "n").lines().toList();
        var result =
                load(new InMemoryEntryStore(clock), String.join("\n", lines.subList(0, 2)), rules(ConflictPolicy.SKIP));
        assertThat(result.imported()).isEqualTo(1);
        assertThat(result.complete()).isFalse();
        assertThat(result.errors().getFirst().reason()).contains("cut off");
        var missing = load(
                new InMemoryEntryStore(clock),
                String.join("\n", lines.get(0), lines.get(1), lines.get(3)),
                rules(ConflictPolicy.SKIP));
        assertThat(missing.errors().getFirst().reason()).isEqualTo("the export had 2 entries, 1 were found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | header: (absent)",
                "hello | header.body: ",
                "{\"format\":\"zip\"} | header.format: zip (expected: swarm-memory-export)",
                "{\"format\":\"swarm-memory-export\",\"version\":9} | header.version: 9 (expected: 1)",
                "{\"format\":\"swarm-memory-export\",\"version\":1} | header.swarm: (absent)",
            })
    void shouldRefuseWhatIsNoExport(String text, String message) {
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                message,
                () -> load(new InMemoryEntryStore(clock), text, rules(ConflictPolicy.SKIP)));
    }

    @Test
    void shouldWriteNothingInADryRun() throws IOException {
        put("a", "1");
        var other = new InMemoryEntryStore(clock);
        var result = load(other, export("s", "n"), rules(ConflictPolicy.SKIP).dry(true));
        assertThat(result.imported()).isEqualTo(1);
        assertThat(other.statistics("s").entries()).isZero();
    }

    @Test
    void shouldImportIntoAnotherSwarmAndNamespace() throws IOException {
        put("a", "1");
        var rules = ImportRules.of("elsewhere", ConflictPolicy.SKIP, MAX_VALUE).into("target");
        load(store, export("s", "n"), rules);
        assertThat(store.get(new EntryKey("elsewhere", "target", "a"), ReadMode.UNCOUNTED))
                .isPresent();
        assertThat(store.list(EntryQuery.all("s", null)).entries()).hasSize(1);
    }

    @Test
    void shouldLeaveExpiredLinesOutAndKeepTheMomentOfOthers() throws IOException {
        store.put(Put.of(key("short"), EntryValue.text("x")).withTtl(new Ttl.Seconds(60)));
        store.put(Put.of(key("long"), EntryValue.text("x")).withTtl(new Ttl.Seconds(3600)));
        var expires = store.get(key("long"), ReadMode.UNCOUNTED).orElseThrow().expiresAt();
        var lines = export("s", "n");
        clock.advance(Duration.ofSeconds(60));
        var other = new InMemoryEntryStore(clock);
        var result = load(other, lines, rules(ConflictPolicy.SKIP));
        assertThat(result.expired()).isEqualTo(1);
        assertThat(result.ok()).isTrue();
        assertThat(other.get(key("long"), ReadMode.UNCOUNTED).orElseThrow().expiresAt())
                .isEqualTo(expires);
    }

    /** An agent that writes between the decision and the write. */
    @Test
    void shouldNotOverwriteWhatAnAgentWritesMeanwhile() throws IOException {
        put("a", "exported");
        var lines = export("s", "n");
        var other = new InMemoryEntryStore(clock);
        var target = ImportTarget.of(other);
        var racing = new ImportTarget() {
            private boolean raced;

            @Override
            public Optional<Entry> get(EntryKey key) {
                return target.get(key);
            }

            @Override
            public List<OperationResult> batch(Batch batch) {
                if (!raced) {
                    raced = true;
                    other.put(Put.of(key("a"), EntryValue.text("agent")));
                }
                return target.batch(batch);
            }
        };
        var result = new NamespaceImport(racing, clock, rules(ConflictPolicy.SKIP))
                .run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        assertThat(value(other, "a")).isEqualTo("agent");
        assertThat(result.skipped()).isEqualTo(1);
        assertThat(result.ok()).isTrue();
    }

    @Test
    void shouldStopWhenTheStoreCannotGoOn() throws IOException {
        put("a", "1");
        var lines = export("s", "n");
        var full = new ImportTarget() {
            @Override
            public Optional<Entry> get(EntryKey key) {
                throw MemoryException.of(FailureKind.STORAGE_FULL, "full");
            }

            @Override
            public List<OperationResult> batch(Batch batch) {
                throw new IllegalStateException(
                        Arrays.toString(batch.operations().toArray()));
            }
        };
        assertFails(
                FailureKind.STORAGE_FULL,
                "full",
                () -> new NamespaceImport(full, clock, rules(ConflictPolicy.SKIP))
                        .run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8))));
    }
}
