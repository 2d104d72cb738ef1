package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.search.Budget;
import io.claudeflow.swarm.memory.search.InMemorySearch;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.SearchQuery;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random entries and random questions: the index finds exactly what reading every entry finds. */
@Tag("slow")
class SearchPropertyTest {
    private static final String[] WORDS = {
        "alpha",
        "ALPHABET",
        "béta",
        "beta",
        "gamma",
        "42",
        "-7.5",
        "x_y",
        "a-b",
        "%",
        "_",
        "*",
        "?",
        "'",
        "\"q\"",
        "[c]",
        "漢字",
        "ßtraße",
        "é",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        "\\",
        "/",
        ":",
        "\u0000",
        "🙂"
    };
    private static final String[] NAMES = {"n", "N", "n%", "n_", "n*", "n'", "n\"", "ñ", "n/1", "n:1"};

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private final ValueCodec codec = new ValueCodec(Compression.ZSTD, 40, 16 << 20);
    private Database database;
    private SqliteEntryStore entries;
    private SearchStores stores;

    static List<Long> seeds() {
        return Seeds.count(4);
    }

    @BeforeEach
    void open() {
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        entries = new SqliteEntryStore(database, codec, key -> {});
        stores = new SearchStores(database, codec, (namespace, key) -> true, 1 << 20);
        stores.start();
    }

    @AfterEach
    void close() {
        stores.close();
        database.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void search_findsWhatReadingEverythingFinds(long seed) {
        var random = Seeds.random(seed);
        for (int round = 0; round < 12; round++) {
            for (int i = 0; i < 40; i++) {
                change(random);
            }
            if (random.nextInt(3) == 0) {
                close();
                open();
            }
            clock.advance(Duration.ofMillis(random.nextInt(3000)));
            var model = new InMemorySearch(entries, clock, database::newest);
            for (int i = 0; i < 25; i++) {
                var query = SearchQuery.text(filter(random), text(random, 4))
                        .covering(database.newest())
                        .limit(1000)
                        .within(new Budget(Budget.MAX_BYTES));
                assertThat(found(stores.search().search(query))).as("%s", query).isEqualTo(found(model.search(query)));
            }
        }
        var maintenance = new SqliteMaintenance(database, EngineListener.NONE, 100, Duration.ofDays(1));
        assertThat(maintenance.integrityCheck().problems()).isEmpty();
    }

    private static Set<EntryKey> found(io.claudeflow.swarm.memory.search.SearchResult result) {
        return result.hits().stream().map(hit -> hit.entry().key()).collect(Collectors.toSet());
    }

    private void change(RandomGenerator random) {
        var key = new EntryKey(Seeds.pick(random, "s", "S"), Seeds.pick(random, NAMES), "key" + random.nextInt(30));
        switch (random.nextInt(8)) {
            case 0 -> entries.delete(new Delete(key, Precondition.NONE));
            case 1 -> entries.clear(key.swarm(), key.namespace());
            default -> {
                var text = text(random, 8);
                var value = random.nextBoolean()
                        ? EntryValue.text(text)
                        : EntryValue.json("[\""
                                + text.replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\0", " ") + "\", 42, {\"gamma\": null}]");
                var ttl = random.nextInt(4) == 0 ? new Ttl.Seconds(1 + random.nextInt(5)) : Ttl.PERMANENT;
                entries.put(Put.of(key, value).withTtl(ttl).withTags(tags(random)));
            }
        }
    }

    private static Tags tags(RandomGenerator random) {
        return random.nextBoolean() ? Tags.NONE : Tags.of(Seeds.pick(random, "t", "T", "t%"));
    }

    private static SearchFilter filter(RandomGenerator random) {
        var all =
                SearchFilter.all(Seeds.pick(random, "s", "S"), random.nextBoolean() ? null : Seeds.pick(random, NAMES));
        return random.nextInt(3) == 0 ? all.tagged(tags(random), TagMode.ANY) : all;
    }

    private static String text(RandomGenerator random, int words) {
        var text = new StringBuilder();
        for (int i = 1 + random.nextInt(words); i > 0; i--) {
            text.append(Seeds.pick(random, "", "", "", "-", "\"")).append(Seeds.pick(random, WORDS));
            text.append(Seeds.pick(random, "", "", "*", "\"")).append(Seeds.pick(random, " ", " ", " ", ""));
        }
        return text.toString();
    }
}
