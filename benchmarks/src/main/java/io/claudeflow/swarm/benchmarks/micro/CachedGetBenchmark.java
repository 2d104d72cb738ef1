package io.claudeflow.swarm.benchmarks.micro;

import io.claudeflow.swarm.memory.cache.CachingEntryStore;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.ReadMode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A read that the cache answers, without any edge around it: alone, and by two threads on the same keys. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CachedGetBenchmark {
    private static final int KEYS = 512;
    private static final int CACHE_BYTES = 50 << 20;

    private final EntryStore store = new CachingEntryStore(
            new GeneratedEntryStore(), key -> {}, () -> false, Clock.systemUTC(), 2L * KEYS, CACHE_BYTES);
    private final List<EntryKey> keys = IntStream.range(0, KEYS)
            .mapToObj(i -> new EntryKey("bench", EntryKey.DEFAULT_NAMESPACE, "key-" + i))
            .toList();

    /** Each thread's own sequence of keys. */
    @State(Scope.Thread)
    public static class Choice {
        private final SplittableRandom random = new SplittableRandom(17);

        EntryKey among(List<EntryKey> keys) {
            return keys.get(random.nextInt(keys.size()));
        }
    }

    @Benchmark
    public Optional<Entry> one(Choice choice) {
        return store.get(choice.among(keys), ReadMode.COUNTED);
    }

    @Benchmark
    @Threads(2)
    public Optional<Entry> two(Choice choice) {
        return store.get(choice.among(keys), ReadMode.COUNTED);
    }
}
