package io.claudeflow.swarm.memory.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.Failures;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every search by embeddings, and by both, must do. */
public abstract class VectorSearchContract extends EntrySearchContract {
    static List<Long> seeds() {
        return Seeds.count(3);
    }

    private static Embedding vector(float... numbers) {
        return Embedding.of("embedding", numbers);
    }

    private void embed(EntryKey key, float... numbers) {
        written = embeddings().put(List.of(new EmbeddingStore.Put(key, vector(numbers), null)));
    }

    private void embedded(String key, float... numbers) {
        text(key, "value of " + key);
        embed(key(key), numbers);
    }

    private List<String> near(float... numbers) {
        return keys(SearchQuery.near(SearchFilter.all(SWARM, null), vector(numbers)));
    }

    @Test
    void put_embedding_isReadBackWithTheEntryItDescribes() {
        text("a", "value");
        var entry = entries().get(key("a"), ReadMode.UNCOUNTED).orElseThrow();
        embed(key("a"), 1, 2.5f);
        var stored = embeddings().get(key("a")).orElseThrow();
        assertThat(stored.embedding()).isEqualTo(vector(1, 2.5f));
        assertThat(stored.describes()).isEqualTo(entry.revision());
        assertThat(stored.embeddedAt()).isEqualTo(clock.instant());
        assertThat(entries().get(key("a"), ReadMode.UNCOUNTED).orElseThrow().revision())
                .isEqualTo(entry.revision());
        assertThat(written).isGreaterThan(entry.revision());
    }

    @Test
    void put_withoutEntry_isRefused() {
        Failures.assertFails(
                FailureKind.NOT_FOUND, "key: none (expected: an entry with this key)", () -> embed(key("none"), 1));
        put(Put.of(key("a"), EntryValue.text("x")).withTtl(new Ttl.Seconds(1)));
        clock.advance(Duration.ofSeconds(1));
        Failures.assertFails(FailureKind.NOT_FOUND, "key: a", () -> embed(key("a"), 1));
    }

    @Test
    void put_forAnOlderValue_isRefused() {
        text("a", "old");
        var old = written;
        text("a", "new");
        Failures.assertFails(
                FailureKind.PRECONDITION_FAILED,
                "describes: " + old,
                () -> embeddings().put(List.of(new EmbeddingStore.Put(key("a"), vector(1), old))));
        embeddings().put(List.of(new EmbeddingStore.Put(key("a"), vector(1), written)));
        assertThat(embeddings().get(key("a"))).isPresent();
    }

    @Test
    void put_anotherDimension_isRefusedWhileTheNamespaceHasOne() {
        embedded("a", 1, 2);
        text("b", "value");
        Failures.assertFails(
                FailureKind.INVALID_ARGUMENT,
                "embedding: 3 numbers (expected: 2 numbers",
                () -> embed(key("b"), 1, 2, 3));
        put(Put.of(new EntryKey(SWARM, "other", "c"), EntryValue.text("x")));
        embed(new EntryKey(SWARM, "other", "c"), 1, 2, 3);
        embeddings().delete(key("a"));
        embed(key("b"), 1, 2, 3);
        assertThat(near(1, 2, 3)).containsExactly("b", "c");
    }

    @Test
    void put_many_isAllOrNothing() {
        text("a", "value");
        Failures.assertFails(
                FailureKind.NOT_FOUND,
                "embeddings[1].key: none",
                () -> embeddings()
                        .put(List.of(
                                new EmbeddingStore.Put(key("a"), vector(1), null),
                                new EmbeddingStore.Put(key("none"), vector(1), null))));
        assertThat(embeddings().get(key("a"))).isEmpty();
        Failures.assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "embeddings: 0 embeddings",
                () -> embeddings().put(List.of()));
    }

    @Test
    void near_cosineAndDot_rankByTheirOwnMeasure() {
        embedded("far", 0, 5);
        embedded("long", 3, 3);
        embedded("same", 0.1f, 0);
        assertThat(near(1, 0)).containsExactly("same", "long", "far");
        var byDot =
                SearchQuery.near(SearchFilter.all(SWARM, null), vector(1, 0)).by(VectorMetric.DOT);
        assertThat(keys(byDot)).containsExactly("long", "same", "far");
        var first = result(byDot).hits().getFirst();
        assertThat(first.score()).isEqualTo(3.0);
        assertThat(first.snippet()).isNull();
        assertThat(first.explanation().vector()).isEqualTo(new Explanation.Side(1, 3.0, 1.0 / 61));
    }

    @Test
    void near_anotherDimension_isRefused() {
        embedded("a", 1, 2);
        Failures.assertFails(FailureKind.INVALID_ARGUMENT, "embedding: ", () -> near(1, 2, 3));
        Failures.assertFails(
                FailureKind.INVALID_ARGUMENT,
                "embedding: ",
                () -> result(SearchQuery.near(SearchFilter.all(SWARM, "default"), vector(1))));
        assertThat(keys(SearchQuery.near(SearchFilter.all(SWARM, "empty"), vector(1))))
                .isEmpty();
    }

    @Test
    void near_replacedDeletedClearedAndExpired_areAbsentAtOnce() {
        embedded("replaced", 1, 0);
        embedded("deleted", 1, 0);
        embedded("removed", 1, 0);
        put(Put.of(key("expiring"), EntryValue.text("x")).withTtl(new Ttl.Seconds(5)));
        embed(key("expiring"), 1, 0);
        put(Put.of(new EntryKey(SWARM, "gone", "cleared"), EntryValue.text("x")));
        embed(new EntryKey(SWARM, "gone", "cleared"), 1, 0);
        embedded("kept", 0, 1);
        assertThat(near(1, 0)).containsExactly("deleted", "expiring", "removed", "replaced", "cleared", "kept");
        text("replaced", "new value");
        entries().delete(new Delete(key("deleted"), Precondition.NONE));
        assertThat(embeddings().delete(key("removed")).found()).isTrue();
        assertThat(embeddings().delete(key("removed")).found()).isFalse();
        entries().clear(SWARM, "gone");
        clock.advance(Duration.ofSeconds(5));
        assertThat(near(1, 0)).containsExactly("kept");
        assertThat(embeddings().get(key("replaced"))).isEmpty();
        assertThat(embeddings().get(key("expiring"))).isEmpty();
        embed(key("replaced"), 1, 0);
        assertThat(near(1, 0)).containsExactly("replaced", "kept");
    }

    @Test
    void near_otherSwarmsAndNamespaces_areNeverSeen() {
        embedded("a", 1, 0);
        for (var key : List.of(new EntryKey("other", "default", "b"), new EntryKey(SWARM, "two", "c"))) {
            put(Put.of(key, EntryValue.text("x")));
            embed(key, 1, 0);
        }
        assertThat(near(1, 0)).containsExactly("a", "c");
        assertThat(keys(SearchQuery.near(SearchFilter.all(SWARM, "two"), vector(1, 0))))
                .containsExactly("c");
        assertThat(keys(SearchQuery.near(SearchFilter.all("other", null), vector(1, 0))))
                .containsExactly("b");
    }

    @Test
    void near_rareTagOrPattern_competesAlone() {
        putAll(IntStream.range(0, 400)
                .mapToObj(i -> Put.of(key("key/" + i), EntryValue.text("x"))
                        .withTags(i % 100 == 99 ? Tags.of("rare") : Tags.NONE))
                .toList());
        embeddings()
                .put(IntStream.range(0, 400)
                        .mapToObj(i -> new EmbeddingStore.Put(key("key/" + i), vector(1, i / 400f), null))
                        .toList());
        var all = SearchFilter.all(SWARM, null);
        assertThat(keys(SearchQuery.near(all.tagged(Tags.of("rare"), TagMode.ANY), vector(1, 0))
                        .limit(3)))
                .containsExactly("key/99", "key/199", "key/299");
        assertThat(keys(SearchQuery.near(all.matching(new Glob("key/3?8")), vector(1, 0))
                        .limit(2)))
                .containsExactly("key/308", "key/318");
    }

    @Test
    void hybrid_fusesAndExplains() {
        embedded("both", 1, 0);
        embedded("vector", 1, 0.1f);
        text("words", "value value value");
        embedded("neither", -1, 0);
        text("neither", "unrelated");
        var hits = result(
                        SearchQuery.text(SearchFilter.all(SWARM, null), "value").andNear(vector(1, 0)))
                .hits();
        assertThat(hits).extracting(hit -> hit.entry().key().key()).contains("both", "vector", "words");
        assertThat(hits).extracting(hit -> hit.entry().key().key()).doesNotContain("neither");
        for (var hit : hits) {
            var why = hit.explanation();
            double text = why.text() == null ? 0 : 1.0 / (60 + why.text().rank());
            double vector = why.vector() == null ? 0 : 1.0 / (60 + why.vector().rank());
            assertThat(hit.score()).isEqualTo(text + vector);
        }
        var words = hits.stream()
                .filter(hit -> hit.entry().key().key().equals("words"))
                .findFirst()
                .orElseThrow();
        assertThat(words.explanation().vector()).isNull();
        assertThat(words.snippet()).contains("**value**");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void near_randomVectors_agreesWithBruteForce(long seed) {
        var random = Seeds.random(seed);
        int dimension = 1 + random.nextInt(40);
        var vectors = new TreeMap<String, Embedding>();
        var puts = new ArrayList<EmbeddingStore.Put>();
        for (int i = 0; i < 300; i++) {
            vectors.put("key" + i, random(random, dimension));
        }
        putAll(vectors.keySet().stream()
                .map(key -> Put.of(key(key), EntryValue.text("value")))
                .toList());
        vectors.forEach((key, vector) -> puts.add(new EmbeddingStore.Put(key(key), vector, null)));
        embeddings().put(puts);
        for (int round = 0; round < 20; round++) {
            change(random, vectors, dimension);
            var query = random(random, dimension);
            var metric = Seeds.pick(random, VectorMetric.values());
            int limit = 1 + random.nextInt(30);
            var expected = vectors.entrySet().stream()
                    .sorted(Comparator.comparingDouble(
                            (Map.Entry<String, Embedding> one) -> -(float) metric.of(query, one.getValue())))
                    .limit(limit)
                    .map(Map.Entry::getKey)
                    .toList();
            var found = SearchQuery.near(SearchFilter.all(SWARM, null), query)
                    .by(metric)
                    .limit(limit);
            assertThat(keys(found)).isEqualTo(expected);
        }
    }

    /** Closer together than any coarse form of them could tell, and with equals among them. */
    @ParameterizedTest
    @MethodSource("seeds")
    void near_almostEqualVectors_areRankedExactly(long seed) {
        var random = Seeds.random(seed);
        int dimension = 24;
        var centre = random(random, dimension).numbers();
        var vectors = new TreeMap<String, Embedding>();
        for (int i = 0; i < 1_000; i++) {
            var numbers = centre.clone();
            numbers[random.nextInt(dimension)] += 0.0001f * random.nextInt(50);
            vectors.put("key%04d".formatted(i), vector(numbers));
        }
        putAll(vectors.keySet().stream()
                .map(key -> Put.of(key(key), EntryValue.text("value")))
                .toList());
        embeddings()
                .put(vectors.entrySet().stream()
                        .map(one -> new EmbeddingStore.Put(key(one.getKey()), one.getValue(), null))
                        .toList());
        for (var metric : VectorMetric.values()) {
            var query = random(random, dimension);
            var expected = vectors.entrySet().stream()
                    .sorted(Comparator.comparingDouble(
                                    (Map.Entry<String, Embedding> one) -> -(float) metric.of(query, one.getValue()))
                            .thenComparing(Map.Entry::getKey))
                    .limit(10)
                    .map(Map.Entry::getKey)
                    .toList();
            var found = SearchQuery.near(SearchFilter.all(SWARM, null), query)
                    .by(metric)
                    .limit(10);
            assertThat(keys(found)).as(metric.name()).isEqualTo(expected);
        }
    }

    /** Replaces an embedding, removes one, and replaces an entry, which removes its embedding. */
    private void change(RandomGenerator random, Map<String, Embedding> vectors, int dimension) {
        var keys = List.copyOf(vectors.keySet());
        var embedded = keys.get(random.nextInt(keys.size()));
        vectors.put(embedded, random(random, dimension));
        embed(key(embedded), vectors.get(embedded).numbers());
        var removed = keys.get(random.nextInt(keys.size()));
        vectors.remove(removed);
        embeddings().delete(key(removed));
        var replaced = keys.get(random.nextInt(keys.size()));
        vectors.remove(replaced);
        text(replaced, "new value");
    }

    private static Embedding random(RandomGenerator random, int dimension) {
        var numbers = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return vector(numbers);
    }
}
