package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.crdt.CausalContext;
import io.claudeflow.swarm.memory.crdt.CrdtCodec;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.merge.EntryMerges;
import io.claudeflow.swarm.memory.merge.MergeRequest;
import io.claudeflow.swarm.memory.merge.MergeRequest.Input;
import io.claudeflow.swarm.memory.policy.Cleanup;
import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import io.claudeflow.swarm.memory.policy.KeyPattern;
import io.claudeflow.swarm.memory.policy.Lifetime;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two stores on two files that hear of the same writes in another order and more than once end up the same. */
@Tag("slow")
class MergeConvergenceTest {
    private static final EntryKey KEY = new EntryKey("s", "default", "k");
    private static final long START = MergeRequest.micros(ManualClock.START);
    private static final int WRITES = 12;

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<Database> databases = new ArrayList<>();
    private Policies policies = Policies.NONE;
    private EntryMerges left;
    private EntryMerges right;

    @BeforeEach
    void open() {
        left = store("left.db");
        right = store("right.db");
    }

    private EntryMerges store(String file) {
        var quick = TestDatabases.quick(directory.resolve(file));
        var database = Database.open(quick, clock, EngineListener.NONE);
        databases.add(database);
        var codec = new ValueCodec(Compression.ZSTD, 200, 1 << 20);
        return new LifecycleStores(database, codec, new JacksonDocumentReader(), () -> policies, _ -> {}).merges();
    }

    @AfterEach
    void close() {
        databases.forEach(Database::close);
    }

    static Stream<Arguments> histories() {
        return Stream.concat(replicated(), seeded(ConflictStrategy.LAST_WRITER_WINS));
    }

    static Stream<Arguments> replicated() {
        return Stream.of(
                        ConflictStrategy.MULTI_VALUE,
                        ConflictStrategy.COUNTER,
                        ConflictStrategy.GROW_ONLY_COUNTER,
                        ConflictStrategy.POSITIVE_NEGATIVE_COUNTER,
                        ConflictStrategy.OBSERVED_REMOVE_SET,
                        ConflictStrategy.LAST_WRITER_WINS_ELEMENT_SET)
                .flatMap(MergeConvergenceTest::seeded);
    }

    private static Stream<Arguments> seeded(ConflictStrategy strategy) {
        return Seeds.count(3).stream().map(seed -> Arguments.of(strategy, seed));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("histories")
    void sameWrites_anyOrder_withDuplicates_converge(ConflictStrategy strategy, long seed) {
        use(strategy);
        var random = Seeds.random(seed);
        var writes = new ArrayList<MergeRequest>();
        for (int i = 0; i < WRITES; i++) {
            writes.add(write(strategy, random, i, false));
        }
        writes.forEach(left::merge);
        var shuffled = new ArrayList<>(writes);
        shuffled.addAll(writes.subList(0, WRITES / 2));
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.forEach(right::merge);
        assertSame(strategy == ConflictStrategy.LAST_WRITER_WINS);
        var before = left.find(KEY).orElseThrow();
        writes.forEach(left::merge);
        assertThat(left.find(KEY)).as("everything delivered again").contains(before);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("replicated")
    void storesThatWriteApart_convergeWhenTheySynchronise(ConflictStrategy strategy, long seed) {
        use(strategy);
        var random = Seeds.random(seed);
        for (int i = 0; i < WRITES; i++) {
            (random.nextBoolean() ? left : right).merge(write(strategy, random, i, true));
            if (random.nextInt(4) == 0) {
                synchronise(left, right);
            }
        }
        synchronise(left, right);
        synchronise(right, left);
        synchronise(left, right);
        assertSame(false);
    }

    private static void synchronise(EntryMerges from, EntryMerges to) {
        from.find(KEY).ifPresent(entry -> {
            var state = entry.state();
            if (state != null) {
                to.merge(MergeRequest.of(KEY, entry.value())
                        .with(new Input.State(CrdtCodec.encode(state)))
                        .by(entry.stamp().replica(), entry.stamp().micros()));
            }
        });
    }

    private void assertSame(boolean withoutState) {
        var one = left.find(KEY).orElseThrow();
        var other = right.find(KEY).orElseThrow();
        assertThat(one.value().canonical()).isEqualTo(other.value().canonical());
        assertThat(one.state()).isEqualTo(other.state());
        assertThat(one.state() == null).isEqualTo(withoutState);
    }

    private void use(ConflictStrategy strategy) {
        policies = new Policies(List.of(
                new RetentionPolicy(new KeyPattern("k"), Lifetime.PERMANENT, Cleanup.LAZY, strategy, null, true)));
    }

    /**
     * The i-th write, each by a writer of its own. A removal takes away what it meets, so it depends on the order
     * unless its writer keeps to one store.
     */
    private static MergeRequest write(ConflictStrategy strategy, RandomGenerator random, int i, boolean removals) {
        var replica = Seeds.pick(random, "a", "b", "c");
        Document value = switch (strategy) {
            case GROW_ONLY_COUNTER -> Document.of(random.nextInt(50));
            case COUNTER -> Document.of(random.nextInt(20) - 10);
            case POSITIVE_NEGATIVE_COUNTER -> object(Seeds.pick(random, "added", "removed"), Document.of(i));
            case OBSERVED_REMOVE_SET ->
                object(removals && i % 3 == 0 ? "remove" : "add", Document.of(List.of(element(random))));
            case LAST_WRITER_WINS_ELEMENT_SET ->
                object(Seeds.pick(random, "add", "remove"), Document.of(List.of(element(random))));
            case LAST_WRITER_WINS, MULTI_VALUE, MERGE, MANUAL -> element(random);
        };
        var unique = replica + i;
        var input = new Input.Value(value, 1L, CausalContext.EMPTY, null);
        return MergeRequest.of(KEY, value).with(input).by(unique, START + random.nextInt(5));
    }

    private static Document object(String name, Document value) {
        return Document.of(java.util.Map.of(name, value));
    }

    private static Document element(RandomGenerator random) {
        return Seeds.pick(random, Document.of("x"), Document.of("y"), Document.of(3), Document.Null.VALUE);
    }
}
