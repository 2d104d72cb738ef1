package io.claudeflow.swarm.memory.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.Failures;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every search by words must do. */
public abstract class EntrySearchContract {
    protected static final String SWARM = "swarm";

    protected final TestClock clock = new TestClock("2026-11-21T12:00:00.123Z");

    /** The newest revision that a test has written. */
    protected Revision written = new Revision(1, 0);

    protected abstract EntryStore entries();

    protected abstract EntrySearch search();

    protected abstract EmbeddingStore embeddings();

    protected final EntryKey key(String key) {
        return new EntryKey(SWARM, "default", key);
    }

    protected final void put(Put put) {
        written = entries().put(put).revision();
    }

    /** Writes several entries at once, each under its own revision. */
    protected final void putAll(List<Put> puts) {
        entries().batch(new Batch(List.copyOf(puts), false));
        written = entries().list(EntryQuery.all(SWARM, null)).revision();
    }

    protected final void text(String key, String text) {
        put(Put.of(key(key), EntryValue.text(text)));
    }

    protected final SearchResult result(SearchQuery query) {
        return search().search(query.covering(written));
    }

    protected final List<String> keys(SearchQuery query) {
        return result(query).hits().stream().map(hit -> hit.entry().key().key()).toList();
    }

    protected final List<String> keys(String text) {
        return keys(SearchQuery.text(SearchFilter.all(SWARM, null), text));
    }

    @Test
    void search_wordsPhrasesPrefixesAlternativesAndExclusions() {
        text("a", "the quick brown fox");
        text("b", "the brown quick dog");
        text("c", "a slow turtle");
        assertThat(keys("quick brown")).containsExactlyInAnyOrder("a", "b");
        assertThat(keys("\"quick brown\"")).containsExactly("a");
        assertThat(keys("tur*")).containsExactly("c");
        assertThat(keys("fox OR turtle")).containsExactlyInAnyOrder("a", "c");
        assertThat(keys("quick -dog")).containsExactly("a");
        assertThat(keys("fox OR dog -brown")).isEmpty();
        assertThat(keys("quick cat")).isEmpty();
    }

    @Test
    void search_syntaxOfTheIndex_isLiteral() {
        text("a", "name : value NEAR(x, 2) col:umn 100%");
        text("b", "nothing");
        assertThat(keys("name:value")).containsExactly("a");
        assertThat(keys("NEAR(x")).containsExactly("a");
        assertThat(keys("scope:nothing")).isEmpty();
        assertThat(keys("col:umn AND")).isEmpty();
        assertThat(keys("100%")).containsExactly("a");
    }

    @Test
    void search_caseAndDiacritics_doNotMatter() {
        text("a", "Crème BRÛLÉE");
        text("b", "Ελλάδα Москва 東京");
        assertThat(keys("creme brulee")).containsExactly("a");
        assertThat(keys("CRÈME")).containsExactly("a");
        assertThat(keys("москва")).containsExactly("b");
        assertThat(keys("東京")).containsExactly("b");
    }

    @Test
    void search_json_byStringsNumbersNamesAndTheKey() {
        put(Put.of(
                key("order:77/état"),
                EntryValue.json("{\"customer\":\"Ada \\\"L\\\"\",\"total\":1250,\"tags\":[\"paid\"]}")));
        for (var word : List.of("ada", "customer", "1250", "paid", "77", "order", "etat", "\"ada l\"")) {
            assertThat(keys(word)).as(word).containsExactly("order:77/état");
        }
        assertThat(keys("true")).isEmpty();
    }

    @Test
    void search_bytes_areNotSearched() {
        put(Put.of(key("a"), EntryValue.bytes("secret".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertThat(keys("secret")).isEmpty();
    }

    @Test
    void search_compressedValue_isFoundAndShown() {
        text("a", "padding ".repeat(5000) + "needle");
        var hit = result(SearchQuery.text(SearchFilter.all(SWARM, null), "needle"))
                .hits()
                .getFirst();
        assertThat(hit.snippet()).endsWith("padding **needle**");
    }

    @Test
    void search_anotherSwarm_isNeverSeen() {
        put(Put.of(new EntryKey("other", "default", "a"), EntryValue.text("shared word")));
        text("b", "shared word");
        assertThat(keys("shared")).containsExactly("b");
        assertThat(keys(SearchQuery.text(SearchFilter.all("other", null), "shared")))
                .containsExactly("a");
        assertThat(keys(SearchQuery.text(SearchFilter.all("third", null), "shared")))
                .isEmpty();
    }

    @Test
    void search_namespacePatternAndTags_narrow() {
        put(Put.of(new EntryKey(SWARM, "one", "x/1"), EntryValue.text("word")).withTags(Tags.of("red", "big")));
        put(Put.of(new EntryKey(SWARM, "one", "y/1"), EntryValue.text("word")).withTags(Tags.of("red")));
        put(Put.of(new EntryKey(SWARM, "two", "x/2"), EntryValue.text("word")).withTags(Tags.of("big")));
        var all = SearchFilter.all(SWARM, null);
        assertThat(keys(SearchQuery.text(SearchFilter.all(SWARM, "one"), "word")))
                .containsExactly("x/1", "y/1");
        assertThat(keys(SearchQuery.text(SearchFilter.all(SWARM, "none"), "word")))
                .isEmpty();
        assertThat(keys(SearchQuery.text(all.matching(new Glob("x/*")), "word")))
                .containsExactly("x/1", "x/2");
        assertThat(keys(SearchQuery.text(all.tagged(Tags.of("red", "big"), TagMode.ANY), "word")))
                .containsExactly("x/1", "y/1", "x/2");
        assertThat(keys(SearchQuery.text(all.tagged(Tags.of("red", "big"), TagMode.ALL), "word")))
                .containsExactly("x/1");
    }

    @Test
    void search_expired_isAbsentAtOnce() {
        put(Put.of(key("a"), EntryValue.text("word")).withTtl(new Ttl.Seconds(10)));
        assertThat(keys("word")).containsExactly("a");
        clock.advance(Duration.ofMillis(9_999));
        assertThat(keys("word")).containsExactly("a");
        clock.advance(Duration.ofMillis(1));
        assertThat(keys("word")).isEmpty();
        text("a", "another");
        assertThat(keys("word")).isEmpty();
        assertThat(keys("another")).containsExactly("a");
    }

    @Test
    void search_deletedReplacedAndCleared_areAbsent() {
        text("a", "word one");
        text("b", "word two");
        put(Put.of(new EntryKey(SWARM, "gone", "c"), EntryValue.text("word three")));
        written = entries().delete(new Delete(key("a"), Precondition.NONE)).revision();
        text("b", "other");
        written = entries().clear(SWARM, "gone").revision();
        assertThat(keys("word")).isEmpty();
        assertThat(keys("two")).isEmpty();
        assertThat(keys("other")).containsExactly("b");
        put(Put.of(new EntryKey(SWARM, "gone", "c"), EntryValue.text("back")));
        assertThat(keys("back")).containsExactly("c");
    }

    @Test
    void search_rareTag_isFoundAmongManyMatches() {
        putAll(IntStream.range(0, 700)
                .mapToObj(i -> Put.of(key("key" + i), EntryValue.text("word"))
                        .withTags(i == 650 ? Tags.of("rare") : Tags.NONE))
                .toList());
        var rare = SearchFilter.all(SWARM, null).tagged(Tags.of("rare"), TagMode.ANY);
        assertThat(keys(SearchQuery.text(rare, "word"))).containsExactly("key650");
        put(Put.of(key("key650"), EntryValue.text("word")).withTags(Tags.of("other")));
        assertThat(keys(SearchQuery.text(rare, "word"))).isEmpty();
    }

    @Test
    void search_limit_keepsTheBest() {
        putAll(IntStream.range(0, 30)
                .mapToObj(i ->
                        Put.of(key("key" + i), EntryValue.text("word ".repeat(i + 1) + "filler ".repeat(30 - i))))
                .toList());
        var hits = result(
                        SearchQuery.text(SearchFilter.all(SWARM, null), "word").limit(3))
                .hits();
        assertThat(hits).extracting(hit -> hit.entry().key().key()).containsExactly("key29", "key28", "key27");
        assertThat(hits).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(hits.getFirst().explanation().text())
                .satisfies(side -> assertThat(side.rank()).isEqualTo(1));
        for (int limit : List.of(0, -1, 1001)) {
            Failures.assertFails(
                    FailureKind.INVALID_ARGUMENT,
                    "limit: " + limit + " (expected: 1 to 1000)",
                    () -> SearchQuery.text(SearchFilter.all(SWARM, null), "word")
                            .limit(limit));
        }
    }

    @Test
    void search_budget_leavesOutValuesThenHits() {
        text("large", "word ".repeat(100));
        text("small", "word");
        var query = SearchQuery.text(SearchFilter.all(SWARM, null), "word").withValues(true);
        var whole = result(query);
        assertThat(whole.truncated()).isFalse();
        assertThat(whole.hits())
                .allSatisfy(hit -> assertThat(hit.entry().value()).isNotNull());
        assertThat(whole.estimatedTokens()).isEqualTo((whole.bytes() + 3) / 4);

        var withoutLarge = result(query.within(new Budget(whole.bytes() - 1)));
        assertThat(withoutLarge.truncated()).isTrue();
        assertThat(withoutLarge.bytes()).isLessThan(whole.bytes());
        assertThat(withoutLarge.hits()).hasSize(2);
        assertThat(withoutLarge.hits().stream().filter(Hit::valueOmitted)).hasSize(1);

        var first = result(query.within(new Budget(700)));
        assertThat(first.hits()).hasSizeLessThan(3);
        assertThat(first.bytes()).isLessThanOrEqualTo(700);

        var nothing = result(query.within(new Budget(10)));
        assertThat(nothing.hits()).isEmpty();
        assertThat(nothing.truncated()).isTrue();
    }

    @Test
    void search_withoutValues_givesSnippetsOnly() {
        text("a", "some word here");
        var hit = result(SearchQuery.text(SearchFilter.all(SWARM, null), "word"))
                .hits()
                .getFirst();
        assertThat(hit.entry().value()).isNull();
        assertThat(hit.valueOmitted()).isFalse();
        assertThat(hit.snippet()).isEqualTo("some **word** here");
    }

    @Test
    void search_withoutAWord_findsNothing() {
        text("a", "word");
        assertThat(keys("")).isEmpty();
        assertThat(keys("-word")).isEmpty();
        assertThat(keys("\" ! \" OR *")).isEmpty();
    }

    @Test
    void search_reads_areNotCounted() {
        text("a", "word");
        result(SearchQuery.text(SearchFilter.all(SWARM, null), "word").withValues(true));
        assertThat(result(SearchQuery.text(SearchFilter.all(SWARM, null), "word"))
                        .hits()
                        .getFirst()
                        .entry()
                        .accessCount())
                .isZero();
    }
}
