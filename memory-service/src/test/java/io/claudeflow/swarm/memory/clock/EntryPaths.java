package io.claudeflow.swarm.memory.clock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.claudeflow.swarm.memory.audit.AuditFinding;
import io.claudeflow.swarm.memory.audit.AuditOptions;
import io.claudeflow.swarm.memory.clock.Written.Shown;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.search.Budget;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.SearchQuery;
import io.claudeflow.swarm.memory.transfer.ArchiveSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The ways in which an entry can be seen; each is compared with the model. */
final class EntryPaths {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Embedding NEAR = Embedding.of("embedding", 1, 1, 1);

    private final Lifetimes<Written> model;
    private final List<Path> paths;

    EntryPaths(Lifetimes<Written> model) {
        this.model = model;
        this.paths = paths();
    }

    /**
     * One way to see entries.
     *
     * @param values whether it shows values
     * @param selects which entries it shows at all
     */
    private record Path(String name, boolean values, Predicate<Map.Entry<String, Written>> selects, Reader reader) {}

    private interface Reader {
        /** What is shown, by id. */
        Map<String, Shown> read(MemoryEngine engine, Instant now);
    }

    private List<Path> paths() {
        var all = new ArrayList<Path>();
        for (var mode : ReadMode.values()) {
            all.add(always("get " + mode, (engine, _) -> gotten(engine, mode)));
        }
        for (var sort : EntryQuery.Sort.values()) {
            for (var namespace : EntrySubject.NAMESPACES) {
                all.add(new Path(
                        "list " + namespace + " by " + sort,
                        false,
                        one -> one.getKey().startsWith(namespace + "/"),
                        (engine, _) -> listed(
                                engine.entries(),
                                EntryQuery.all(Subject.SWARM, namespace).sortedBy(sort, true))));
            }
            all.add(always(
                    "list by " + sort,
                    (engine, _) -> listed(
                            engine.entries(),
                            EntryQuery.all(Subject.SWARM, null)
                                    .sortedBy(sort, false)
                                    .withValues(true))));
        }
        all.add(always(
                "pattern",
                (engine, _) -> listed(
                        engine.entries(),
                        EntryQuery.all(Subject.SWARM, null)
                                .matching(new Glob("?*"))
                                .withValues(true))));
        all.add(new Path(
                "tag", false, one -> one.getValue().tagged(), (engine, _) -> listed(engine.entries(), tagged())));
        all.add(always("batch", (engine, _) -> batched(engine, true)));
        all.add(always("single operations", (engine, _) -> batched(engine, false)));
        all.add(always(
                "transaction", (engine, _) -> engine.transactions().run(0, () -> gotten(engine, ReadMode.COUNTED))));
        all.add(always("merged", (engine, _) -> merged(engine)));
        all.add(always("words", (engine, _) -> found(engine, SearchQuery.text(everything(), "alpha"))));
        all.add(new Path(
                "nearness",
                true,
                one -> one.getValue().embedded(),
                (engine, _) -> found(engine, SearchQuery.near(everything(), NEAR))));
        all.add(always(
                "words and nearness",
                (engine, _) ->
                        found(engine, SearchQuery.text(everything(), "alpha").andNear(NEAR))));
        all.add(new Path("embeddings", false, one -> one.getValue().embedded(), (engine, _) -> embedded(engine)));
        return all;
    }

    private static Path always(String name, Reader reader) {
        return new Path(name, true, _ -> true, reader);
    }

    void look(MemoryEngine engine, RandomGenerator random, Instant now, String where) {
        int choice = random.nextInt(paths.size() + 3);
        if (choice < paths.size()) {
            check(paths.get(choice), engine, now, where);
        } else if (choice == paths.size()) {
            checkCounts(engine, now, where);
        } else if (choice == paths.size() + 1) {
            checkAudit(engine, now, where);
        } else {
            checkArchive(engine, now, where);
        }
    }

    void lookAround(MemoryEngine engine, Instant now, String where) {
        paths.forEach(path -> check(path, engine, now, where));
        checkCounts(engine, now, where);
        checkAudit(engine, now, where);
        checkArchive(engine, now, where);
    }

    private void check(Path path, MemoryEngine engine, Instant now, String where) {
        var among = new HashMap<String, Shown>();
        for (var one : model.possible(now).entrySet()) {
            if (path.selects().test(one)) {
                among.put(
                        one.getKey(),
                        path.values()
                                ? one.getValue().withValue()
                                : one.getValue().withoutValue());
            }
        }
        model.check(where + ", " + path.name(), now, path.reader().read(engine, now), among);
    }

    static Map<String, Shown> shown(Map<String, Written> written) {
        return written.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().withValue()));
    }

    private static Map<String, Shown> gotten(MemoryEngine engine, ReadMode mode) {
        var shown = new HashMap<String, Shown>();
        for (var id : EntrySubject.ids()) {
            engine.entries().get(EntrySubject.key(id), mode).ifPresent(entry -> shown.put(id, Written.shown(entry)));
        }
        return shown;
    }

    private static EntryQuery tagged() {
        return EntryQuery.all(Subject.SWARM, null).tagged(Tags.of(List.of(EntrySubject.TAG)), TagMode.ANY);
    }

    private static Map<String, Shown> listed(EntryStore store, EntryQuery query) {
        var shown = new HashMap<String, Shown>();
        String cursor = null;
        do {
            var page = store.list(query.page(5, cursor));
            page.entries().forEach(entry -> shown.put(EntrySubject.id(entry.key()), Written.shown(entry)));
            cursor = page.nextCursor();
        } while (cursor != null);
        return shown;
    }

    private static Map<String, Shown> batched(MemoryEngine engine, boolean atomic) {
        var gets = EntrySubject.ids().stream()
                .<EntryOperation>map(id -> new EntryOperation.Get(EntrySubject.key(id)))
                .toList();
        var shown = new HashMap<String, Shown>();
        for (var result : engine.entries().batch(new Batch(gets, atomic))) {
            ((OperationResult.Read) result)
                    .entry()
                    .ifPresent(entry -> shown.put(EntrySubject.id(entry.key()), Written.shown(entry)));
        }
        return shown;
    }

    private static Map<String, Shown> merged(MemoryEngine engine) {
        var shown = new HashMap<String, Shown>();
        for (var id : EntrySubject.ids()) {
            engine.merges().find(EntrySubject.key(id)).ifPresent(entry -> {
                var stored = engine.entries()
                        .get(entry.key(), ReadMode.UNCOUNTED)
                        .map(Entry::value)
                        .orElse(null);
                var text = ((Document.Text) entry.value()).value();
                var value = stored != null && stored.encoding() == EntryValue.Encoding.TEXT
                        ? EntryValue.text(text)
                        : EntryValue.json(Document.of(text).toJson());
                shown.put(id, new Shown(value, entry.expiresAt()));
            });
        }
        return shown;
    }

    private static SearchFilter everything() {
        return SearchFilter.all(Subject.SWARM, null);
    }

    private static Map<String, Shown> found(MemoryEngine engine, SearchQuery query) {
        var newest = engine.entries().list(EntryQuery.all(Subject.SWARM, null)).revision();
        var budget = new Budget(Budget.MAX_BYTES);
        var result = engine.search()
                .search()
                .search(query.limit(1_000).within(budget).withValues(true).covering(newest));
        assertThat(result.truncated()).isFalse();
        var shown = new HashMap<String, Shown>();
        result.hits().forEach(hit -> shown.put(EntrySubject.id(hit.entry().key()), Written.shown(hit.entry())));
        return shown;
    }

    private Map<String, Shown> embedded(MemoryEngine engine) {
        var shown = new HashMap<String, Shown>();
        for (var id : EntrySubject.ids()) {
            var written = model.value(id);
            engine.search()
                    .embeddings()
                    .get(EntrySubject.key(id))
                    .ifPresent(_ -> shown.put(id, new Shown(null, written == null ? null : written.expiresAt())));
        }
        return shown;
    }

    private void checkCounts(MemoryEngine engine, Instant now, String where) {
        for (var namespace : EntrySubject.NAMESPACES) {
            long count = engine.entries().namespaces(Subject.SWARM).stream()
                    .filter(sum -> sum.namespace().equals(namespace))
                    .mapToLong(sum -> sum.entries())
                    .sum();
            model.checkCount(where + ", sums of " + namespace, now, namespace + "/", count);
        }
        model.checkCount(
                where + ", statistics",
                now,
                "",
                engine.entries().statistics(Subject.SWARM).entries());
        var snapshot =
                tree(engine.insight().snapshots().swarm(Subject.SWARM).content().toJson());
        model.checkCount(
                where + ", snapshot",
                now,
                "",
                snapshot.at("/counts/memory_store").asLong());
        long inNamespaces = 0;
        for (var sum : snapshot.get("namespaces")) {
            inNamespaces += sum.get("entries").asLong();
        }
        model.checkCount(where + ", namespaces of the snapshot", now, "", inNamespaces);
    }

    /** Every entry is either read before or not; none that has ended is looked at. */
    private void checkAudit(MemoryEngine engine, Instant now, String where) {
        var options = new AuditOptions(1_000, 1, 1, Duration.ZERO);
        var report = engine.insight().audits().run(Subject.SWARM, options);
        model.checkCount(where + ", audit", now, "", report.entries());
        var page = engine.insight()
                .audits()
                .findings(Subject.SWARM, AuditFinding.Kind.NEVER_READ, PageRequest.first(1_000));
        for (var finding : page.items()) {
            if (finding instanceof AuditFinding.NeverRead(var key, var _, var _)) {
                assertThat(model.possible(EntrySubject.id(key), now))
                        .as("%s, %s at %s", where, key, now)
                        .isTrue();
            }
        }
    }

    private void checkArchive(MemoryEngine engine, Instant now, String where) {
        var report =
                engine.archives().archive(new ArchiveSelection(Subject.SWARM, null, new Glob("*"), null, null), true);
        model.checkCount(where + ", archive", now, "", report.selected());
    }

    /** What an export holds. */
    Map<String, Written> read(byte[] export) {
        var written = new HashMap<String, Written>();
        for (var line : new String(export, StandardCharsets.UTF_8).lines().toList()) {
            var json = tree(line);
            if (json.has("key")) {
                var value = json.get("value");
                boolean text = json.get("encoding").asText().equals("text");
                var expiresAt = json.get("expiresAt");
                written.put(
                        json.get("namespace").asText() + "/" + json.get("key").asText(),
                        new Written(
                                text
                                        ? EntryValue.text(value.asText())
                                        : EntryValue.json(
                                                Document.of(value.asText()).toJson()),
                                expiresAt.isNull() ? null : Instant.parse(expiresAt.asText()),
                                !json.get("tags").isEmpty(),
                                false));
            }
        }
        return written;
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
