package io.claudeflow.swarm.memory.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.merge.MergeRequest;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.EmbeddingStore;
import io.claudeflow.swarm.memory.testing.Seeds;
import io.claudeflow.swarm.memory.transfer.Lines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Entries: put, batches, deletions, merges, embeddings, export and import. */
final class EntrySubject implements Subject {
    static final List<String> NAMESPACES = List.of("default", "n");
    static final String TAG = "t";
    private static final int KEYS = 6;

    private final Lifetimes<Written> model = new Lifetimes<>();
    private final EntryPaths paths = new EntryPaths(model);
    private long values;
    private byte @Nullable [] exported;
    private Map<String, Written> inExport = Map.of();

    static List<String> ids() {
        var ids = new ArrayList<String>();
        for (var namespace : NAMESPACES) {
            for (int i = 0; i < KEYS; i++) {
                ids.add(namespace + "/k" + i);
            }
        }
        return ids;
    }

    static EntryKey key(String id) {
        int slash = id.indexOf('/');
        return new EntryKey(SWARM, id.substring(0, slash), id.substring(slash + 1));
    }

    static String id(EntryKey key) {
        return key.namespace() + "/" + key.key();
    }

    @Override
    public void clockMoved(Instant now) {
        model.clockMoved(now);
    }

    @Override
    public @Nullable Instant someEnd(RandomGenerator random) {
        return model.someEnd(random);
    }

    @Override
    public void look(MemoryEngine engine, RandomGenerator random, Instant now, String where) {
        paths.look(engine, random, now, where);
    }

    @Override
    public void lookAround(MemoryEngine engine, Instant now, String where) {
        paths.lookAround(engine, now, where);
    }

    @Override
    public void act(MemoryEngine engine, RandomGenerator random, Instant now) {
        var id = ids().get(random.nextInt(ids().size()));
        switch (random.nextInt(12)) {
            case 0 -> delete(engine, random, now, id);
            case 1 -> batch(engine, random, now);
            case 2 -> merge(engine, random, now, id);
            case 3, 4 -> embed(engine, now, id);
            case 5 -> export(engine, now);
            case 6 -> load(engine, now);
            case 7 -> clear(engine, random);
            default -> put(engine, random, now, id);
        }
    }

    private Ttl ttl(RandomGenerator random, Instant now) {
        return switch (random.nextInt(8)) {
            case 0 -> Ttl.PERMANENT;
            case 1 -> new Ttl.Until(now.plusMillis(random.nextLong(-5_000, 5_000)));
            case 2 -> new Ttl.Seconds(1 + random.nextInt(60 * 60 * 24 * 30));
            default -> new Ttl.Seconds(1 + random.nextInt(5));
        };
    }

    static @Nullable Instant end(Ttl ttl, Instant now) {
        return switch (ttl) {
            case Ttl.ByPolicy() -> null;
            case Ttl.Permanent() -> null;
            case Ttl.Seconds(long seconds) -> now.truncatedTo(ChronoUnit.MILLIS).plusSeconds(seconds);
            case Ttl.Until(var moment) -> moment.truncatedTo(ChronoUnit.MILLIS);
        };
    }

    private EntryValue value(RandomGenerator random) {
        var text = "alpha n" + ++values + " " + "x".repeat(random.nextInt(6) == 0 ? 11_000 : 0);
        return random.nextBoolean()
                ? EntryValue.text(text)
                : EntryValue.json(Document.of(text).toJson());
    }

    private Put put(RandomGenerator random, Instant now, String id) {
        return Put.of(key(id), value(random))
                .withTtl(ttl(random, now))
                .withTags(random.nextBoolean() ? Tags.of(List.of(TAG)) : Tags.NONE);
    }

    private void stored(Put put, Instant now) {
        var end = end(put.ttl(), now);
        model.put(id(put.key()), new Written(put.value(), end, !put.tags().isEmpty(), false), end);
        model.clockMoved(now);
    }

    private void put(MemoryEngine engine, RandomGenerator random, Instant now, String id) {
        var put = put(random, now, id)
                .when(Seeds.pick(
                        random, Precondition.NONE, Precondition.NONE, Precondition.ABSENT, Precondition.PRESENT));
        boolean done = tried(() -> engine.entries().put(put));
        if (put.precondition().equals(Precondition.ABSENT)) {
            expectAbsence(id, now, done);
        } else if (put.precondition().equals(Precondition.PRESENT)) {
            expectPresence(id, now, done);
        } else {
            assertThat(done).isTrue();
        }
        if (done) {
            stored(put, now);
        }
    }

    private void expectAbsence(String id, Instant now, boolean absent) {
        expectPresence(id, now, !absent);
    }

    private void expectPresence(String id, Instant now, boolean present) {
        if (present) {
            assertThat(model.possible(id, now)).as("%s at %s", id, now).isTrue();
        } else {
            assertThat(model.certain(id)).as("%s at %s", id, now).isFalse();
        }
    }

    private static boolean tried(Runnable work) {
        try {
            work.run();
            return true;
        } catch (MemoryException e) {
            assertThat(e.kind()).isIn(FailureKind.PRECONDITION_FAILED, FailureKind.NOT_FOUND);
            return false;
        }
    }

    private void delete(MemoryEngine engine, RandomGenerator random, Instant now, String id) {
        if (random.nextBoolean()) {
            boolean done = tried(() -> engine.entries().delete(new Delete(key(id), Precondition.PRESENT)));
            expectPresence(id, now, done);
        } else {
            var deleted = engine.entries().delete(new Delete(key(id), Precondition.NONE));
            expectPresence(id, now, deleted.found());
        }
        // When it was absent, whatever is left of it stays absent only as long as the clock says so.
        if (model.possible(id, now)) {
            model.remove(id);
        }
    }

    private void batch(MemoryEngine engine, RandomGenerator random, Instant now) {
        var puts = ids().stream()
                .filter(_ -> random.nextInt(4) == 0)
                .map(id -> put(random, now, id))
                .toList();
        if (!puts.isEmpty()) {
            var results = engine.entries().batch(new Batch(List.copyOf(puts), random.nextBoolean()));
            assertThat(results).allMatch(result -> result instanceof OperationResult.Stored);
            puts.forEach(put -> stored(put, now));
        }
    }

    private void merge(MemoryEngine engine, RandomGenerator random, Instant now, String id) {
        var text = "alpha n" + ++values;
        var ttl = ttl(random, now);
        var receipt = engine.merges()
                .merge(MergeRequest.of(key(id), Document.of(text)).living(ttl));
        assertThat(receipt.entry().value()).isEqualTo(Document.of(text));
        var before = model.value(id);
        boolean tagged = receipt.entry().version() > 1 && before != null && before.tagged();
        var value = EntryValue.json(Document.of(text).toJson());
        model.put(id, new Written(value, end(ttl, now), tagged, false), end(ttl, now));
        model.clockMoved(now);
    }

    private void embed(MemoryEngine engine, Instant now, String id) {
        var put = new EmbeddingStore.Put(key(id), Embedding.of("embedding", 1, id.hashCode() % 7, 2), null);
        boolean done = tried(() -> engine.search().embeddings().put(List.of(put)));
        expectPresence(id, now, done);
        var written = model.value(id);
        if (done && written != null) {
            model.revalue(id, new Written(written.value(), written.expiresAt(), written.tagged(), true));
        }
    }

    private void clear(MemoryEngine engine, RandomGenerator random) {
        if (random.nextInt(8) == 0) {
            var namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
            engine.entries().clear(SWARM, namespace);
            ids().stream().filter(id -> id.startsWith(namespace + "/")).forEach(model::remove);
        }
    }

    private void export(MemoryEngine engine, Instant now) {
        var out = new ByteArrayOutputStream();
        engine.transfers().export(SWARM, null, Lines.into(out));
        exported = out.toByteArray();
        inExport = paths.read(exported);
        model.check("export", now, EntryPaths.shown(inExport), EntryPaths.shown(model.possible(now)));
    }

    /** Brings an export back: what has ended since then stays away. */
    private void load(MemoryEngine engine, Instant now) {
        if (exported == null) {
            return;
        }
        var rules = engine.transfers().rules(SWARM, ConflictPolicy.OVERWRITE);
        var result = engine.transfers().load(new ByteArrayInputStream(exported), rules);
        assertThat(result.errors()).isEmpty();
        inExport.forEach((id, written) -> {
            var end = written.expiresAt();
            boolean ended = end != null && !end.isAfter(now);
            if (!ended) {
                // One that was still there as it is has kept its embedding.
                boolean embedded = engine.search().embeddings().get(key(id)).isPresent();
                model.put(id, new Written(written.value(), end, written.tagged(), embedded), end);
            }
        });
    }
}
