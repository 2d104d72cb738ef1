package io.claudeflow.swarm.memory.legacy;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Over random sources whose keys collide within and between files, whatever the policy. */
class ImportPropertyTest {
    static final List<Long> SEEDS = LongStream.rangeClosed(1, 12).boxed().toList();

    private static final List<ConflictPolicy> POLICIES =
            List.of(ConflictPolicy.SKIP, ConflictPolicy.OVERWRITE, ConflictPolicy.NEWER);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path directory;

    private final MapEntryStore store = new MapEntryStore(Clock.fixed(NOW, ZoneOffset.UTC));

    private ImportReport run(ImportOptions options) {
        return new LegacyImporter(
                        new EntryStoreSink(store, "s"), Clock.fixed(NOW, ZoneOffset.UTC), ImportObserver.SILENT)
                .run(List.of(directory.resolve("source")), options);
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void shouldImportNothingTheSecondTime(long seed) throws IOException {
        var random = new Random(seed);
        makeSources(random);
        var policy = POLICIES.get(random.nextInt(POLICIES.size()));
        var options = ImportOptions.defaults(directory.resolve("work")).on(policy);

        var dry = run(options.dry(true));
        assertThat(store.entries).isEmpty();
        var first = run(options);
        Map<EntryKey, Entry> after = new HashMap<>(store.entries);
        var second = run(options);

        assertThat(dry.totals()).isEqualTo(first.totals());
        assertThat(first.totals().imported()).isPositive();
        assertThat(second.totals().imported()).as("policy %s", policy).isZero();
        assertThat(second.totals().found()).isEqualTo(first.totals().found());
        assertThat(store.entries).isEqualTo(after);
    }

    /** Two databases and two JSON files with 60 rows each over 25 keys and few different times. */
    private void makeSources(Random random) throws IOException {
        var source = Files.createDirectories(directory.resolve("source"));
        for (var name : List.of("a.db", "b.db")) {
            var rows = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                rows.append(i == 0 ? "" : ",")
                        .append("('e" + i + "','k" + random.nextInt(25) + "','n" + i % 2 + "','v" + random.nextInt(3))
                        .append("'," + time(random) + "," + (random.nextInt(10) == 0 ? 1 : "NULL") + ")");
            }
            database(
                    source.resolve(name),
                    List.of(Databases.CONTENT.replace(", UNIQUE(namespace, key)", "")),
                    "INSERT INTO memory_entries (id, key, namespace, content, updated_at, expires_at)" + " VALUES "
                            + rows);
        }
        for (var name : List.of("c.json", "d.json")) {
            var rows = new StringBuilder("[");
            for (int i = 0; i < 60; i++) {
                rows.append(i == 0 ? "" : ",")
                        .append("{\"id\":\"e" + i + "\",\"key\":\"k" + random.nextInt(25) + "\",\"value\":\"v")
                        .append(random.nextInt(3) + "\",\"namespace\":\"n" + i % 2 + "\",\"updatedAt\":" + time(random))
                        .append("}");
            }
            Files.writeString(source.resolve(name), rows.append("]"));
        }
    }

    private static String time(Random random) {
        return random.nextInt(8) == 0 ? "null" : Long.toString(1752018127000L + random.nextInt(5));
    }
}
