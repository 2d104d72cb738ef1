package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.search.Budget;
import io.claudeflow.swarm.memory.search.EntrySearch;
import io.claudeflow.swarm.memory.search.HitCollector;
import io.claudeflow.swarm.memory.search.RankFusion;
import io.claudeflow.swarm.memory.search.RankFusion.Fused;
import io.claudeflow.swarm.memory.search.RankFusion.Ranked;
import io.claudeflow.swarm.memory.search.SearchQuery;
import io.claudeflow.swarm.memory.search.SearchResult;
import io.claudeflow.swarm.memory.search.SearchableText;
import io.claudeflow.swarm.memory.search.Snippets;
import io.claudeflow.swarm.memory.search.TextQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Search on SQLite: ranks from the index of words and from the embeddings, entries from their table. */
final class SqliteEntrySearch implements EntrySearch {
    private static final Logger log = LoggerFactory.getLogger(SqliteEntrySearch.class);
    private static final int MIN_FUSED = 50;
    private static final int MAX_SNIPPET_VALUE_BYTES = 1 << 20;

    private final Database database;
    private final ValueCodec codec;
    private final SearchIndexer indexer;
    private final TextRanking texts;
    private final VectorRanking vectors;

    SqliteEntrySearch(Database database, ValueCodec codec, SearchIndexer indexer, VectorCache cache) {
        this.database = database;
        this.codec = codec;
        this.indexer = indexer;
        this.texts = new TextRanking(database);
        this.vectors = new VectorRanking(database, cache);
    }

    @Override
    public SearchResult search(SearchQuery query) {
        var words = query.text() == null ? null : TextQuery.parse(query.text());
        var minRevision = query.minRevision();
        if (words != null && minRevision != null) {
            indexer.await(minRevision, database.config().requestTimeout());
        }
        var covers = indexer.covers();
        boolean building = indexer.building();
        var revision = database.newest();
        var now = SqliteTime.format(database.clock().instant());
        int depth = words != null && query.embedding() != null ? Math.max(MIN_FUSED, 4 * query.limit()) : query.limit();
        List<Ranked<EntryKey>> byText = words == null ? List.of() : byText(words, query, depth, now);
        List<Ranked<EntryKey>> byVector = query.embedding() == null
                ? List.of()
                : vectors.best(query.embedding(), query.metric(), query.filter(), depth, now);
        var hits = collect(query, words, ranking(query, byText, byVector), now);
        return new SearchResult(
                hits.hits(), covers, building, revision, hits.bytes(), Budget.tokens(hits.bytes()), hits.truncated());
    }

    private List<Ranked<EntryKey>> byText(TextQuery words, SearchQuery query, int depth, String now) {
        try {
            return texts.best(words, query.filter(), depth, now);
        } catch (MemoryException e) {
            if (e.kind() != FailureKind.CORRUPT) {
                throw e;
            }
            indexer.distrust();
            throw MemoryException.of(
                    FailureKind.UNAVAILABLE,
                    "the index of words is damaged and is being built anew; entries are not affected, search again in"
                            + " a moment",
                    e);
        }
    }

    private static List<Fused<EntryKey>> ranking(
            SearchQuery query, List<Ranked<EntryKey>> byText, List<Ranked<EntryKey>> byVector) {
        if (query.embedding() == null) {
            return RankFusion.ofText(byText);
        }
        return query.text() == null
                ? RankFusion.ofVector(byVector)
                : RankFusion.fuse(byText, byVector, Candidates.ORDER);
    }

    private HitCollector collect(
            SearchQuery query, @Nullable TextQuery words, List<Fused<EntryKey>> ranking, String now) {
        var hits = new HitCollector(query.budget());
        for (var ranked : ranking) {
            long room = Math.max(query.withValues() ? hits.room() : 0, words == null ? 0 : MAX_SNIPPET_VALUE_BYTES);
            var entry = load(ranked.item(), now, (int) room);
            if (entry != null && query.filter().selects(entry)) {
                var snippet = words == null ? null : snippet(entry, words);
                if (!hits.add(entry, ranked.score(), snippet, query.withValues(), ranked.explanation())
                        || hits.hits().size() == query.limit()) {
                    break;
                }
            }
        }
        return hits;
    }

    private @Nullable Entry load(EntryKey key, String now, int maxValueBytes) {
        try {
            var loaded = database.<EntryRows.@Nullable Loaded>read(
                    session -> EntryRows.load(session, key, now, maxValueBytes));
            return loaded == null ? null : loaded.listed(codec);
        } catch (MemoryException e) {
            if (!SqliteFailures.isDamagedRow(e)) {
                throw e;
            }
            log.atError().addKeyValue("reason", e.getMessage()).log("a damaged entry is left out of a search");
            return null;
        }
    }

    private static @Nullable String snippet(Entry entry, TextQuery words) {
        var value = entry.value();
        var text = value == null || value.size() > MAX_SNIPPET_VALUE_BYTES ? null : SearchableText.of(value);
        return text == null ? null : Snippets.of(text, words);
    }
}
