package io.claudeflow.swarm.memory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Get;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.InMemoryEntryStore;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations on an engine and on the model side by side, with collections, restarts and a jumping clock in
 * between. Revisions are left out of the comparison (a collection takes some); that they grow is checked.
 */
@Tag("slow")
class RandomOperationsTest {
    private static final int STEPS = 600;
    private static final List<String> NAMES =
            List.of("a", "b", "a:b", "a/b", "%", "_", "*", "?", "[a]", "'", "\\", "é", "\uD83D\uDE00", "\uFFFD", ".");
    private static final List<String> PATTERNS =
            List.of("*", "a*", "?", "*b", "a?b", "%", "_", "*:*", "[a]", "\uD83D\uDE00*");

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");

    private MemoryEngine open(SplittableRandom random) {
        var config = EngineConfig.defaults(directory.resolve("memory.db"))
                .withCache(random.nextInt(20), 100_000)
                .withWal(random.nextInt(4) > 0);
        return MemoryEngine.open(config, clock, EngineListener.NONE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void operations_agreeWithTheModel(long seed) {
        var random = new SplittableRandom(seed);
        var model = new InMemoryEntryStore(clock);
        var engine = open(random);
        long revision = 0;
        try {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(40)) {
                    case 0 -> engine.maintenance().gc();
                    case 1 -> {
                        engine.close();
                        engine = open(random);
                    }
                    case 2, 3, 4, 5 -> clock.advance(Duration.ofMillis(random.nextInt(3_000)));
                    default -> compare(random, engine.entries(), model, "seed " + seed + " step " + step);
                }
                long now = engine.entries()
                        .list(EntryQuery.all("s1", null))
                        .revision()
                        .number();
                assertThat(now).isGreaterThanOrEqualTo(revision);
                revision = now;
            }
            assertThat(engine.maintenance().integrityCheck().problems()).isEmpty();
        } finally {
            engine.close();
        }
    }

    private static void compare(SplittableRandom random, EntryStore engine, EntryStore model, String step) {
        var call = random.nextInt(10) < 7 ? operation(random) : query(random);
        assertThat(outcome(engine, call)).as(step).isEqualTo(outcome(model, call));
    }

    private static Object outcome(EntryStore store, Function<EntryStore, Object> call) {
        try {
            return call.apply(store);
        } catch (MemoryException e) {
            return e.kind() + " " + e.field();
        }
    }

    private static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static EntryKey key(SplittableRandom random) {
        return new EntryKey("s" + random.nextInt(2), pick(random, NAMES.subList(0, 6)), pick(random, NAMES));
    }

    private static Tags tags(SplittableRandom random) {
        return Tags.of(IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> pick(random, NAMES))
                .toList());
    }

    private static EntryOperation single(SplittableRandom random) {
        var precondition =
                pick(random, List.of(Precondition.NONE, Precondition.NONE, Precondition.ABSENT, Precondition.PRESENT));
        return switch (random.nextInt(5)) {
            case 0 -> new Delete(key(random), precondition);
            case 1 -> new Get(key(random));
            default -> {
                var value = EntryValue.text("v".repeat(random.nextInt(3) == 0 ? 20_000 : random.nextInt(50)));
                var ttl = random.nextBoolean() ? Ttl.PERMANENT : new Ttl.Seconds(1 + random.nextInt(5));
                yield Put.of(key(random), value)
                        .withTtl(ttl)
                        .withTags(tags(random))
                        .when(precondition);
            }
        };
    }

    private static Function<EntryStore, Object> operation(SplittableRandom random) {
        if (random.nextInt(20) == 0) {
            var key = key(random);
            return store -> store.clear(key.swarm(), key.namespace()).entries();
        }
        if (random.nextInt(4) == 0) {
            var operations = new ArrayList<EntryOperation>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                operations.add(single(random));
            }
            var batch = new Batch(operations, random.nextBoolean());
            return store ->
                    store.batch(batch).stream().map(RandomOperationsTest::shown).toList();
        }
        var operation = single(random);
        return switch (operation) {
            case Put put -> store -> shown(store.put(put));
            case Delete delete -> store -> shown(store.delete(delete));
            case Get(var key) -> store -> shown(new OperationResult.Read(store.get(key, ReadMode.COUNTED)));
        };
    }

    private static Function<EntryStore, Object> query(SplittableRandom random) {
        var swarm = "s" + random.nextInt(2);
        if (random.nextInt(5) == 0) {
            return store -> store.namespaces(swarm).stream()
                    .map(sum -> sum.namespace() + " " + sum.entries() + " " + sum.valueBytes())
                    .toList();
        }
        var query = EntryQuery.all(swarm, random.nextBoolean() ? pick(random, NAMES.subList(0, 6)) : null)
                .sortedBy(
                        pick(
                                random,
                                List.of(
                                        EntryQuery.Sort.KEY,
                                        EntryQuery.Sort.CREATED_AT,
                                        EntryQuery.Sort.UPDATED_AT,
                                        EntryQuery.Sort.SIZE)),
                        random.nextBoolean())
                .tagged(tags(random), pick(random, List.of(TagMode.values())))
                .withValues(random.nextBoolean())
                .page(random.nextInt(1, 10), null);
        var matching = random.nextBoolean() ? query.matching(new Glob(pick(random, PATTERNS))) : query;
        return store -> pages(store, matching);
    }

    private static List<String> pages(EntryStore store, EntryQuery query) {
        var found = new ArrayList<String>();
        var page = store.list(query);
        while (true) {
            page.entries().stream().map(RandomOperationsTest::shown).forEach(found::add);
            if (page.nextCursor() == null) {
                return found;
            }
            found.add("page");
            page = store.list(query.page(query.limit(), page.nextCursor()));
        }
    }

    private static String shown(OperationResult result) {
        return switch (result) {
            case OperationResult.Stored stored ->
                "stored " + stored.version() + stored.created() + stored.createdAt() + stored.updatedAt()
                        + stored.expiresAt();
            case OperationResult.Deleted deleted -> "deleted " + deleted.found();
            case OperationResult.Read read ->
                "read " + read.entry().map(RandomOperationsTest::shown).orElse("nothing");
            case OperationResult.Failed failed -> "failed " + failed.failure().kind();
        };
    }

    private static String shown(Entry entry) {
        return entry.key() + " " + entry.value() + entry.encoding() + entry.tags() + entry.metadata() + entry.version()
                + entry.createdAt() + entry.updatedAt() + entry.expiresAt() + entry.valueBytes();
    }
}
