package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.EntryJson;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.search.Budget;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.EmbeddingStore;
import io.claudeflow.swarm.memory.search.EntrySearch;
import io.claudeflow.swarm.memory.search.Explanation;
import io.claudeflow.swarm.memory.search.Hit;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.SearchIndex;
import io.claudeflow.swarm.memory.search.SearchQuery;
import io.claudeflow.swarm.memory.search.VectorMetric;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Search by words and by embeddings. */
final class SearchOperations {
    private final EntrySearch search;
    private final EmbeddingStore embeddings;
    private final SearchIndex index;

    private SearchOperations(EntrySearch search, EmbeddingStore embeddings, SearchIndex index) {
        this.search = search;
        this.embeddings = embeddings;
        this.index = index;
    }

    static void addTo(Handlers handlers, EntrySearch search, EmbeddingStore embeddings, SearchIndex index) {
        var operations = new SearchOperations(search, embeddings, index);
        handlers.add("SearchService.Search", operations::search)
                .add("SearchService.PutEmbedding", operations::putEmbedding)
                .add("SearchService.PutEmbeddings", operations::putEmbeddings)
                .add("SearchService.GetEmbedding", operations::getEmbedding)
                .add("SearchService.DeleteEmbedding", operations::deleteEmbedding)
                .add("SearchService.GetIndex", _ -> status(operations.index.status()))
                .add("SearchService.Reindex", _ -> status(operations.index.rebuild()));
    }

    private JsonWriter search(Arguments arguments) {
        var result = search.search(query(arguments));
        var json = new JsonWriter(4096).beginObject().name("hits").beginArray();
        result.hits().forEach(hit -> write(json, hit));
        json.endArray();
        json.name("covers").string(result.covers().toString());
        json.name("building").bool(result.building());
        json.name("revision").string(result.revision().toString());
        json.name("bytes").number(result.bytes());
        json.name("estimatedTokens").number(result.estimatedTokens());
        return json.name("truncated").bool(result.truncated()).endObject();
    }

    private static SearchQuery query(Arguments arguments) {
        var pattern = arguments.optionalText("pattern");
        var filter = new SearchFilter(
                arguments.swarm(),
                arguments.optionalText("namespace"),
                pattern == null ? null : new Glob(pattern),
                Tags.of(arguments.texts("tags")),
                Objects.requireNonNullElse(arguments.choice("tagMode", TagMode.class), TagMode.ANY));
        return new SearchQuery(
                filter,
                arguments.optionalText("query"),
                optionalEmbedding(arguments),
                Objects.requireNonNullElse(arguments.choice("metric", VectorMetric.class), VectorMetric.COSINE),
                arguments.wholeNumber("limit", SearchQuery.DEFAULT_LIMIT, 1, SearchQuery.MAX_LIMIT),
                Budget.of(
                        arguments.optionalWholeNumber("maxBytes").orElse(null),
                        arguments.optionalWholeNumber("maxTokens").orElse(null)),
                arguments.revision("minRevision"),
                arguments.flag("values"));
    }

    private static void write(JsonWriter json, Hit hit) {
        var entry = hit.entry();
        json.beginObject();
        json.name("namespace").string(entry.key().namespace());
        json.name("key").string(entry.key().key());
        json.name("score").number(hit.score());
        if (hit.snippet() != null) {
            json.name("snippet").string(hit.snippet());
        }
        var value = entry.value();
        if (value != null) {
            EntryJson.write(json.name("value"), value);
        }
        json.name("valueOmitted").bool(hit.valueOmitted());
        json.name("encoding").string(Envelope.name(entry.encoding()));
        json.name("tags").strings(entry.tags().names());
        json.name("metadata").raw(entry.metadata());
        json.name("version").number(entry.version());
        json.name("revision").string(entry.revision().toString());
        json.name("createdAt").instant(entry.createdAt());
        json.name("updatedAt").instant(entry.updatedAt());
        json.name("expiresAt").instant(entry.expiresAt());
        json.name("valueSize").number(entry.valueBytes());
        json.name("explanation").beginObject();
        write(json, "text", hit.explanation().text());
        write(json, "vector", hit.explanation().vector());
        json.endObject().endObject();
    }

    private static void write(JsonWriter json, String name, Explanation.@Nullable Side side) {
        if (side != null) {
            json.name(name).beginObject();
            json.name("rank").number(side.rank());
            json.name("score").number(side.score());
            json.name("contribution").number(side.contribution()).endObject();
        }
    }

    private JsonWriter putEmbedding(Arguments arguments) {
        return revision(List.of(put(arguments, arguments.text("namespace"))));
    }

    private JsonWriter putEmbeddings(Arguments arguments) {
        var puts = new ArrayList<EmbeddingStore.Put>();
        for (var one : arguments.objects("embeddings")) {
            var namespace = one.optionalText("namespace");
            try {
                puts.add(put(one, namespace == null ? EntryKey.DEFAULT_NAMESPACE : namespace));
            } catch (MemoryException e) {
                throw e.within("embeddings[" + puts.size() + "]");
            }
        }
        return revision(puts);
    }

    private static EmbeddingStore.Put put(Arguments arguments, String namespace) {
        var embedding = optionalEmbedding(arguments);
        if (embedding == null) {
            throw MemoryException.invalid("embedding", "(absent)", "1 to " + Embedding.MAX_DIMENSION + " numbers");
        }
        return new EmbeddingStore.Put(
                new EntryKey(arguments.swarm(), namespace, arguments.text("key")),
                embedding,
                arguments.revision("describes"));
    }

    private JsonWriter revision(List<EmbeddingStore.Put> puts) {
        var revision = embeddings.put(puts);
        return new JsonWriter()
                .beginObject()
                .name("revision")
                .string(revision.toString())
                .endObject();
    }

    private JsonWriter getEmbedding(Arguments arguments) {
        var key = key(arguments);
        var embedded = embeddings
                .get(key)
                .orElseThrow(() -> MemoryException.of(
                        FailureKind.NOT_FOUND,
                        "no embedding for entry " + key.key() + " in namespace " + key.namespace()));
        var json = new JsonWriter(embedded.embedding().dimension() * 12).beginObject();
        json.name("namespace").string(key.namespace());
        json.name("key").string(key.key());
        json.name("embedding").beginArray();
        for (float number : embedded.embedding().numbers()) {
            json.raw(Float.toString(number));
        }
        json.endArray();
        json.name("describes").string(embedded.describes().toString());
        return json.name("embeddedAt").instant(embedded.embeddedAt()).endObject();
    }

    private JsonWriter deleteEmbedding(Arguments arguments) {
        return EntryJson.members(new JsonWriter().beginObject(), embeddings.delete(key(arguments)))
                .endObject();
    }

    private static JsonWriter status(SearchIndex.Status status) {
        var json = new JsonWriter().beginObject();
        json.name("covers").string(status.covers().toString());
        json.name("revision").string(status.newest().toString());
        json.name("building").bool(status.building());
        json.name("documents").number(status.documents());
        json.name("embeddings").number(status.embeddings());
        return json.name("cachedVectorBytes").number(status.cachedVectorBytes()).endObject();
    }

    private static EntryKey key(Arguments arguments) {
        return new EntryKey(arguments.swarm(), arguments.text("namespace"), arguments.text("key"));
    }

    /** The embedding in either of its forms, or null; both at once are refused. */
    private static @Nullable Embedding optionalEmbedding(Arguments arguments) {
        var numbers = arguments.numbers("embedding");
        var bytes = arguments.optionalText("embeddingBytes");
        if (bytes == null) {
            return numbers.length == 0 ? null : Embedding.of("embedding", floats(numbers));
        }
        if (numbers.length > 0) {
            throw MemoryException.invalid("embeddingBytes", "(given)", "either embedding or embeddingBytes");
        }
        try {
            return Embedding.ofBytes("embeddingBytes", Base64.getDecoder().decode(bytes));
        } catch (IllegalArgumentException e) {
            throw MemoryException.invalid("embeddingBytes", bytes, "base64 (" + e.getMessage() + ")");
        }
    }

    /** What a 32-bit float cannot hold becomes infinite here and is refused by its place. */
    private static float[] floats(double[] numbers) {
        var floats = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
