package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.search.Budget;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.EmbeddingStore;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.SearchQuery;
import io.claudeflow.swarm.memory.search.SearchResult;
import io.claudeflow.swarm.memory.testing.Failures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the index of words follows the writes, through stops, gaps and damage. */
class SearchIndexerTest {
    private static final SearchFilter ALL = SearchFilter.all("s", null);

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private final ValueCodec codec = new ValueCodec(Compression.ZSTD, 1_000, 16 << 20);
    private BiPredicate<String, String> indexed = (namespace, key) -> true;
    private Database database;
    private EntryStore entries;
    private SearchStores stores;
    private Revision written = new Revision(1, 0);

    @BeforeEach
    void openDatabase() {
        var config = TestDatabases.config(directory.resolve("memory.db"), true);
        database = Database.open(config, clock, EngineListener.NONE);
        entries = new SqliteEntryStore(database, codec, key -> {});
        stores = stores();
    }

    private SearchStores stores() {
        return new SearchStores(database, codec, (namespace, key) -> indexed.test(namespace, key), 1 << 20);
    }

    private void startAgain() {
        stores.close();
        stores = stores();
        stores.start();
    }

    @AfterEach
    void close() {
        stores.close();
        database.close();
    }

    private static EntryKey key(String key) {
        return new EntryKey("s", "n", key);
    }

    private void put(String key, String text) {
        written = entries.put(Put.of(key(key), EntryValue.text(text))).revision();
    }

    private void put(int from, int to, String text) {
        var puts = new ArrayList<EntryOperation>();
        for (int i = from; i < to; i++) {
            puts.add(Put.of(key("key" + i), EntryValue.text(text)));
        }
        entries.batch(new Batch(puts, false));
        written = database.newest();
    }

    private void delete(String key) {
        written = entries.delete(new Delete(key(key), Precondition.NONE)).revision();
    }

    private SearchResult search(String text) {
        return stores.search()
                .search(SearchQuery.text(ALL, text)
                        .covering(written)
                        .limit(1000)
                        .within(new Budget(Budget.MAX_BYTES)));
    }

    private List<String> keys(String text) {
        return search(text).hits().stream().map(hit -> hit.entry().key().key()).toList();
    }

    private void sql(String statement) {
        database.write(tx -> tx.prepare(statement).executeUpdate());
    }

    private long count(String table) {
        return database.read(session -> session.queryLong("SELECT count(*) FROM " + table));
    }

    @Test
    void search_minRevision_waitsForTheIndex() {
        put("a", "word");
        stores.start();
        var result = search("word");
        assertThat(result.hits()).hasSize(1);
        assertThat(result.covers()).isGreaterThanOrEqualTo(written);
        assertThat(result.building()).isFalse();
    }

    @Test
    void search_withoutMinRevision_saysWhatItCovers() {
        put("a", "word");
        var result = stores.search().search(SearchQuery.text(ALL, "word"));
        assertThat(result.hits()).isEmpty();
        assertThat(result.covers()).isEqualTo(new Revision(1, 0));
        assertThat(result.revision()).isEqualTo(written);
    }

    @Test
    void search_minRevisionOfTheFuture_isRefused() {
        put("a", "word");
        Failures.assertFails(
                FailureKind.INVALID_ARGUMENT,
                "minRevision: 1-2 (expected: a revision that was given out, at most 1-1)",
                () -> stores.search().search(SearchQuery.text(ALL, "word").covering(new Revision(1, 2))));
    }

    @Test
    void search_indexThatDoesNotCatchUp_endsAtTheDeadline() {
        put("a", "word");
        var indexer = (SearchIndexer) stores.index();
        Failures.assertFails(
                FailureKind.DEADLINE_EXCEEDED,
                "waited 20 ms until the index covers revision 1-1; it covers 1-0",
                () -> indexer.await(written, Duration.ofMillis(20)));
    }

    @Test
    void restart_goesOnWhereItStopped() {
        stores.start();
        put(0, 50, "first");
        assertThat(keys("first")).hasSize(50);
        stores.close();
        put(50, 60, "second");
        delete("key0");
        startAgain();
        assertThat(keys("first")).hasSize(49);
        assertThat(keys("second")).hasSize(10);
        assertThat(count("search_documents")).isEqualTo(59);
        assertThat(stores.index().status().documents()).isEqualTo(59);
    }

    @Test
    void restart_ofADatabaseWithoutIndex_buildsIt() {
        put(0, 200, "word");
        delete("key7");
        sql("DELETE FROM changelog");
        sql("UPDATE store_meta SET value = 100 WHERE name = 'changelog_floor'");
        stores.start();
        assertThat(keys("word")).hasSize(199).doesNotContain("key7");
    }

    @Test
    void restart_emptiedTables_areBuiltAnew() {
        stores.start();
        put(0, 100, "word");
        assertThat(keys("word")).hasSize(100);
        for (var damage : List.of(
                "DELETE FROM search_documents",
                "INSERT INTO entry_text (entry_text) VALUES ('delete-all')",
                "DELETE FROM search_index",
                "UPDATE search_index SET revision = 1000000")) {
            stores.close();
            sql(damage);
            startAgain();
            Awaitility.await(damage).until(() -> keys("word").size() == 100);
            assertThat(stores.index().status().documents()).as(damage).isEqualTo(100);
        }
    }

    @Test
    void rebuild_empties_andIndexesEverythingAgain() {
        stores.start();
        put(0, 100, "word");
        assertThat(keys("word")).hasSize(100);
        indexed = (namespace, key) -> !key.equals("key1");
        var status = stores.index().rebuild();
        assertThat(status.newest()).isEqualTo(written);
        assertThat(keys("word")).hasSize(99).doesNotContain("key1");
    }

    @Test
    void policyOff_isNotIndexed() {
        indexed = (namespace, key) -> !key.startsWith("private");
        stores.start();
        put("private/a", "word");
        put("b", "word");
        assertThat(keys("word")).containsExactly("b");
        assertThat(count("search_documents")).isEqualTo(1);
    }

    @Test
    void newEpoch_goesOn() {
        stores.start();
        put("a", "word");
        assertThat(keys("word")).hasSize(1);
        stores.close();
        sql("UPDATE store_meta SET value = 2 WHERE name = 'epoch'");
        database.close();
        openDatabase();
        stores.start();
        put("b", "word");
        assertThat(written.epoch()).isEqualTo(2);
        assertThat(keys("word")).containsExactlyInAnyOrder("a", "b");
        assertThat(search("word").covers()).isEqualTo(written);
    }

    @Test
    void reusedIds_neverMixEntriesUp() {
        put("a", "alpha");
        stores.start();
        assertThat(keys("alpha")).containsExactly("a");
        stores.close();
        delete("a");
        entries.put(Put.of(new EntryKey("other", "n", "b"), EntryValue.text("beta")));
        assertThat(count("memory_store m JOIN search_documents d ON d.id = m.id AND d.key <> m.key"))
                .isEqualTo(1);
        stores = stores();
        var stale = SearchQuery.text(SearchFilter.all("other", null), "alpha");
        assertThat(stores.search().search(stale).hits()).isEmpty();
        assertThat(stores.search().search(SearchQuery.text(ALL, "alpha")).hits())
                .isEmpty();
        stores.start();
        written = database.newest();
        assertThat(keys("alpha")).isEmpty();
        var fresh = SearchQuery.text(SearchFilter.all("other", null), "beta");
        assertThat(stores.search().search(fresh.covering(written)).hits()).hasSize(1);
        assertThat(count("search_documents")).isEqualTo(1);
    }

    @Test
    void clear_removesDocumentsAndEmbeddings() {
        stores.start();
        put(0, 1000, "word");
        put(1000, 1200, "word");
        stores.embeddings().put(List.of(new EmbeddingStore.Put(key("key5"), Embedding.of("e", 1, 2), null)));
        assertThat(keys("word")).hasSize(1000);
        written = entries.clear("s", "n").revision();
        put("new", "word");
        assertThat(keys("word")).containsExactly("new");
        assertThat(count("search_documents")).isEqualTo(1);
        assertThat(count("entry_embeddings")).isZero();
        assertThat(count("embedding_spaces")).isZero();
    }

    @Test
    void replacedAndDeletedEntries_loseTheirEmbeddingsFromTheFile() {
        stores.start();
        put(0, 3, "word");
        stores.embeddings()
                .put(List.of(
                        new EmbeddingStore.Put(key("key0"), Embedding.of("e", 1, 2), null),
                        new EmbeddingStore.Put(key("key1"), Embedding.of("e", 1, 2), null),
                        new EmbeddingStore.Put(key("key2"), Embedding.of("e", 1, 2), null)));
        delete("key0");
        put("key1", "other");
        assertThat(keys("other")).hasSize(1);
        assertThat(count("entry_embeddings")).isEqualTo(1);
        assertThat(stores.index().status().embeddings()).isEqualTo(1);
    }

    @Test
    void damagedValue_doesNotStopTheIndex() {
        put("a", "word ".repeat(1000));
        sql("UPDATE memory_store SET value = x'00112233'");
        put("b", "word");
        stores.start();
        assertThat(stores.search()
                        .search(SearchQuery.text(ALL, "word").covering(written))
                        .hits())
                .hasSize(1);
    }

    @Test
    void compaction_waitsForTheIndexWithinBounds() {
        var maintenance = new SqliteMaintenance(
                database, EngineListener.NONE, 10, Duration.ofDays(1), stores::consumedRevision, List.of(), null);
        put(0, 400, "word");
        maintenance.gc();
        assertThat(count("changelog")).isEqualTo(400);
        stores.start();
        assertThat(keys("word")).hasSize(400);
        Awaitility.await().until(() -> stores.consumedRevision() == 400);
        maintenance.gc();
        assertThat(count("changelog")).isEqualTo(10);
    }

    @Test
    void compaction_beyondItsPatience_leavesTheIndexBehindAndItIsBuiltAnew() {
        put(0, 500, "word");
        var maintenance = new SqliteMaintenance(database, EngineListener.NONE, 10, Duration.ofDays(1));
        maintenance.gc();
        assertThat(count("changelog")).isEqualTo(10);
        stores.start();
        assertThat(keys("word")).hasSize(500);
    }

    @Tag("slow")
    @Test
    void damagedIndex_isBuiltAnew() {
        stores.start();
        put(0, 20, "word");
        assertThat(keys("word")).hasSize(20);
        sql("UPDATE entry_text_data SET block = x'ff' WHERE id > 1");
        put(20, 40, "word");
        var query = SearchQuery.text(ALL, "word").limit(1000);
        Awaitility.await().ignoreExceptionsInstanceOf(MemoryException.class).until(() -> {
            var result = stores.search().search(query);
            return result.hits().size() == 40 && !result.building();
        });
        assertThat(keys("word")).hasSize(40);
    }

    @Test
    void integrityCheck_includesTheIndex() {
        stores.start();
        put(0, 100, "word");
        assertThat(keys("word")).hasSize(100);
        var maintenance = new SqliteMaintenance(database, EngineListener.NONE, 100, Duration.ofDays(1));
        assertThat(maintenance.integrityCheck().problems()).isEmpty();
        maintenance.reindex();
        maintenance.optimize();
        maintenance.vacuum();
        assertThat(keys("word")).hasSize(100);
    }
}
