package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.search.EmbeddingStore;
import io.claudeflow.swarm.memory.search.EntrySearch;
import io.claudeflow.swarm.memory.search.IndexedWords;
import io.claudeflow.swarm.memory.search.SearchIndex;

/** Everything about search on one database, and the thread that keeps the index of words. */
public final class SearchStores implements AutoCloseable {
    private final SearchIndexer indexer;
    private final EntrySearch search;
    private final EmbeddingStore embeddings;

    /**
     * @param indexed whose words are indexed; when that changes, the index follows in the background
     * @param vectorCacheBytes memory that embeddings may take; 0 reads them from the database every time
     */
    public SearchStores(
            Database database, ValueCodec codec, IndexedWords indexed, long vectorCacheBytes) {
        var vectors = new VectorCache(database, vectorCacheBytes);
        this.indexer = new SearchIndexer(
                database, new IndexFeed(database, codec, indexed), new IndexReview(database, indexed), vectors);
        this.search = new SqliteEntrySearch(database, codec, indexer, vectors);
        this.embeddings = new SqliteEmbeddingStore(database);
    }

    /** Begins to index in the background. */
    public void start() {
        indexer.start();
    }

    public EntrySearch search() {
        return search;
    }

    public EmbeddingStore embeddings() {
        return embeddings;
    }

    public SearchIndex index() {
        return indexer;
    }

    /** The newest revision whose changes the index does not need again; the changelog waits for it. */
    public long consumedRevision() {
        return indexer.consumed();
    }

    /** Ends the thread after its present write; before the database is closed. */
    @Override
    public void close() {
        indexer.close();
    }
}
