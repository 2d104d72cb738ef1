package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOrder;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.search.RankFusion.Ranked;
import io.claudeflow.swarm.memory.search.TextQuery.Term;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The semantics of search as plainly as they can be written, over any entry store: every entry is read for every
 * question. Words rank by how often they occur.
 */
public final class InMemorySearch implements EntrySearch, EmbeddingStore {
    private static final Comparator<EntryKey> ORDER = Comparator.comparing(
                    EntryKey::namespace, EntryOrder::compareNames)
            .thenComparing(EntryKey::key, EntryOrder::compareNames);

    private final EntryStore entries;
    private final Clock clock;
    private final Supplier<Revision> revisions;
    private final Map<EntryKey, Embedded> embeddings = new HashMap<>();

    /**
     * @param revisions the next revision for each write of embeddings
     */
    public InMemorySearch(EntryStore entries, Clock clock, Supplier<Revision> revisions) {
        this.entries = entries;
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized SearchResult search(SearchQuery query) {
        var words = query.text() == null ? null : TextQuery.parse(query.text());
        var all = candidates(query.filter());
        List<Ranked<EntryKey>> byText = words == null ? List.of() : ranked(all, entry -> occurrences(entry, words));
        List<Ranked<EntryKey>> byVector = query.embedding() == null ? List.of() : near(query, all);
        var fused = query.embedding() == null
                ? RankFusion.ofText(byText)
                : query.text() == null ? RankFusion.ofVector(byVector) : RankFusion.fuse(byText, byVector, ORDER);
        var hits = new HitCollector(query.budget());
        for (var one : fused) {
            var entry = entries.get(one.item(), ReadMode.UNCOUNTED).orElseThrow();
            var text = entry.value() == null ? null : SearchableText.of(entry.value());
            var snippet = words == null || text == null ? null : Snippets.of(text, words);
            if (!hits.add(entry, one.score(), snippet, query.withValues(), one.explanation())
                    || hits.hits().size() == query.limit()) {
                break;
            }
        }
        var newest = entries.list(EntryQuery.all(query.filter().swarm(), null)).revision();
        return new SearchResult(
                hits.hits(), newest, false, newest, hits.bytes(), Budget.tokens(hits.bytes()), hits.truncated());
    }

    private List<Entry> candidates(SearchFilter filter) {
        var all = new ArrayList<Entry>();
        var query = EntryQuery.all(filter.swarm(), filter.namespace())
                .page(EntryQuery.MAX_LIMIT, null)
                .withValues(true);
        while (true) {
            var page = entries.list(query);
            page.entries().stream().filter(filter::selects).forEach(all::add);
            if (page.nextCursor() == null) {
                return all;
            }
            query = query.page(EntryQuery.MAX_LIMIT, page.nextCursor());
        }
    }

    private List<Ranked<EntryKey>> near(SearchQuery query, List<Entry> all) {
        var wanted = query.embedding();
        var dimensions = embeddings.values().stream()
                .filter(this::counts)
                .filter(one -> one.key().swarm().equals(query.filter().swarm()))
                .filter(one -> query.filter().namespace() == null
                        || one.key().namespace().equals(query.filter().namespace()))
                .map(one -> one.embedding().dimension())
                .distinct()
                .toList();
        if (wanted == null || (!dimensions.isEmpty() && !dimensions.contains(wanted.dimension()))) {
            throw MemoryException.invalid("embedding", "another dimension", dimensions + " numbers");
        }
        var same = all.stream()
                .filter(entry -> embedded(entry.key())
                        .filter(one -> one.embedding().dimension() == wanted.dimension())
                        .isPresent())
                .toList();
        return ranked(same, entry -> (float)
                query.metric().of(wanted, embedded(entry.key()).orElseThrow().embedding()));
    }

    private static List<Ranked<EntryKey>> ranked(List<Entry> entries, ToDoubleFunction<Entry> score) {
        return entries.stream()
                .map(entry -> new Ranked<>(entry.key(), score.applyAsDouble(entry)))
                .filter(one -> !Double.isNaN(one.score()))
                .sorted(Comparator.<Ranked<EntryKey>>comparingDouble(Ranked::score)
                        .reversed()
                        .thenComparing(Ranked::item, ORDER))
                .toList();
    }

    /** How often the words of the query occur, NaN when the entry does not match. */
    private static double occurrences(Entry entry, TextQuery query) {
        var text = entry.value() == null ? null : SearchableText.of(entry.value());
        if (text == null || query.exclusions().stream().anyMatch(term -> count(entry, text, term) > 0)) {
            return Double.NaN;
        }
        boolean matches = query.alternatives().stream()
                .anyMatch(terms -> terms.stream().allMatch(term -> count(entry, text, term) > 0));
        return matches
                ? query.terms().mapToLong(term -> count(entry, text, term)).sum()
                : Double.NaN;
    }

    private static long count(Entry entry, String text, Term term) {
        var phrase = folded(term.text());
        return Stream.of(folded(entry.key().key()), folded(text))
                .mapToLong(words -> {
                    long found = 0;
                    for (int i = 0; i + phrase.size() <= words.size(); i++) {
                        var part = words.subList(i, i + phrase.size());
                        boolean last = term.prefix()
                                ? part.getLast().startsWith(phrase.getLast())
                                : part.getLast().equals(phrase.getLast());
                        found += last && part.subList(0, part.size() - 1).equals(phrase.subList(0, phrase.size() - 1))
                                ? 1
                                : 0;
                    }
                    return found;
                })
                .sum();
    }

    private static List<String> folded(String text) {
        return Words.of(text).stream().map(Words.Word::folded).toList();
    }

    private boolean counts(Embedded one) {
        return entries.get(one.key(), ReadMode.UNCOUNTED)
                .filter(entry -> entry.revision().equals(one.describes()))
                .isPresent();
    }

    private Optional<Embedded> embedded(EntryKey key) {
        return Optional.ofNullable(embeddings.get(key)).filter(this::counts);
    }

    @Override
    public synchronized Revision put(List<Put> puts) {
        if (puts.isEmpty() || puts.size() > MAX_PUTS) {
            throw MemoryException.limit("embeddings", puts.size() + " embeddings", "1 to " + MAX_PUTS + " embeddings");
        }
        var before = new HashMap<>(embeddings);
        for (int i = 0; i < puts.size(); i++) {
            try {
                put(puts.get(i));
            } catch (MemoryException e) {
                embeddings.clear();
                embeddings.putAll(before);
                throw puts.size() == 1 ? e : e.within("embeddings[" + i + "]");
            }
        }
        return revisions.get();
    }

    private void put(Put put) {
        var key = put.key();
        @Nullable Entry entry = entries.get(key, ReadMode.UNCOUNTED).orElse(null);
        if (entry == null) {
            throw MemoryException.ofField(FailureKind.NOT_FOUND, "key", key.key(), "an entry with this key");
        }
        if (put.describes() != null && !put.describes().equals(entry.revision())) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED, "describes", put.describes(), "revision " + entry.revision());
        }
        embeddings.values().stream()
                .filter(one -> one.key().swarm().equals(key.swarm())
                        && one.key().namespace().equals(key.namespace())
                        && counts(one)
                        && one.embedding().dimension() != put.embedding().dimension())
                .findAny()
                .ifPresent(one -> {
                    throw MemoryException.invalid(
                            "embedding",
                            put.embedding().dimension() + " numbers",
                            one.embedding().dimension() + " numbers");
                });
        embeddings.put(key, new Embedded(key, put.embedding(), entry.revision(), clock.instant()));
    }

    @Override
    public synchronized Optional<Embedded> get(EntryKey key) {
        return embedded(key);
    }

    @Override
    public synchronized OperationResult.Deleted delete(EntryKey key) {
        boolean found = embedded(key).isPresent();
        embeddings.remove(key);
        return new OperationResult.Deleted(found, revisions.get());
    }
}
