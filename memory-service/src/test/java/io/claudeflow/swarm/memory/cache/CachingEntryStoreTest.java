package io.claudeflow.swarm.memory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Cleared;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.InMemoryEntryStore;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.revision.CommitListener;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.revision.RowChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachingEntryStoreTest {
    private static final Revision FIRST = new Revision(1, 1);
    private static final EntryKey KEY = new EntryKey("swarm", "default", "key");

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private final SlowStore slow = new SlowStore(new InMemoryEntryStore(clock));
    private final AtomicInteger counted = new AtomicInteger();
    private boolean inTransaction;
    private final CachingEntryStore cache = cache(slow, 100, 1 << 20);

    private CachingEntryStore cache(EntryStore store, long entries, long bytes) {
        var made = new CachingEntryStore(
                store, key -> counted.incrementAndGet(), () -> inTransaction, clock, entries, bytes);
        slow.listener = made;
        return made;
    }

    private static EntryKey key(int i) {
        return new EntryKey("swarm", "default", "key" + i);
    }

    private static Put put(EntryKey key, String json) {
        return Put.of(key, EntryValue.json(json));
    }

    private String read(EntryKey key) {
        return cache.get(key, ReadMode.COUNTED)
                .map(entry -> String.valueOf(
                        entry.value() == null ? null : entry.value().asString()))
                .orElse("absent");
    }

    @Test
    void get_again_isAnsweredFromMemoryAndCounted() {
        cache.put(put(KEY, "1"));
        assertThat(read(KEY)).isEqualTo("1");
        assertThat(read(KEY)).isEqualTo("1");
        cache.get(KEY, ReadMode.UNCOUNTED);
        cache.get(key(1), ReadMode.UNCOUNTED);
        assertThat(slow.reads.get()).isEqualTo(2);
        assertThat(counted.get()).isEqualTo(1);
        assertThat(cache.cacheStatistics().hits()).isEqualTo(1);
        assertThat(cache.cacheStatistics().misses()).isEqualTo(1);
        assertThat(cache.cacheStatistics().entries()).isEqualTo(1);
    }

    @Test
    void get_expired_isAbsentAtOnce() {
        cache.put(put(KEY, "1").withTtl(new Ttl.Seconds(10)));
        assertThat(read(KEY)).isEqualTo("1");
        clock.advance(Duration.ofSeconds(10));
        assertThat(read(KEY)).isEqualTo("absent");
    }

    @Test
    void get_namesWithSeparators_areDifferentKeys() {
        var ab = new EntryKey("swarm", "a:b", "c");
        var bc = new EntryKey("swarm", "a", "b:c");
        cache.put(put(ab, "1"));
        cache.put(put(bc, "2"));
        assertThat(read(ab)).isEqualTo("1");
        assertThat(read(bc)).isEqualTo("2");
    }

    @Test
    void everyWrite_dropsWhatItChanges() {
        cache.put(put(KEY, "1"));
        assertThat(read(KEY)).isEqualTo("1");
        cache.put(put(KEY, "2"));
        assertThat(read(KEY)).isEqualTo("2");
        cache.batch(new Batch(List.of(put(KEY, "3")), true));
        assertThat(read(KEY)).isEqualTo("3");
        cache.delete(new Delete(KEY, Precondition.NONE));
        assertThat(read(KEY)).isEqualTo("absent");
        cache.put(put(KEY, "4"));
        assertThat(read(KEY)).isEqualTo("4");
        cache.clear("swarm", "default");
        assertThat(read(KEY)).isEqualTo("absent");
        assertThat(cache.cacheStatistics().bytes()).isZero();
    }

    @Test
    void slowReader_neverPutsBackWhatAWriteHasDropped() throws Exception {
        cache.put(put(KEY, "1"));
        slow.holdNextRead();
        var reader = CompletableFuture.supplyAsync(() -> read(KEY));
        slow.readIsHeld.await();
        cache.put(put(KEY, "2"));
        slow.release.countDown();
        assertThat(reader.get()).isEqualTo("1");
        assertThat(read(KEY)).isEqualTo("2");
    }

    @Test
    void slowReader_neverPutsBackWhatAClearHasDropped() throws Exception {
        cache.put(put(KEY, "1"));
        slow.holdNextRead();
        var reader = CompletableFuture.supplyAsync(() -> read(KEY));
        slow.readIsHeld.await();
        cache.clear("swarm", "default");
        slow.release.countDown();
        assertThat(reader.get()).isEqualTo("1");
        assertThat(read(KEY)).isEqualTo("absent");
    }

    @Test
    void cache_isBoundedByEntries() {
        var small = cache(slow, 10, 1 << 20);
        for (int i = 0; i < 200; i++) {
            small.put(put(key(i), "1"));
            small.get(key(i), ReadMode.COUNTED);
        }
        assertThat(small.cacheStatistics().entries()).isBetween(1L, 10L);
        assertThat(small.cacheStatistics().evictions())
                .isEqualTo(200 - small.cacheStatistics().entries());
    }

    @Test
    void cache_isBoundedByBytes() {
        var small = cache(slow, 1000, 100_000);
        for (int i = 0; i < 200; i++) {
            small.put(Put.of(key(i), EntryValue.bytes(new byte[5_000])));
            small.get(key(i), ReadMode.COUNTED);
        }
        assertThat(small.cacheStatistics().bytes()).isBetween(1L, 100_000L);
        assertThat(small.cacheStatistics().entries()).isLessThanOrEqualTo(20);
        small.put(Put.of(KEY, EntryValue.bytes(new byte[20_000])));
        small.get(KEY, ReadMode.COUNTED);
        assertThat(small.cacheStatistics().bytes()).isLessThanOrEqualTo(100_000);
    }

    /** Each key has one writer that counts up; a read that begins after a write returned must not see less. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readers_underConcurrentWrites_neverSeeOlderThanAcknowledged(long seed) throws Exception {
        int keys = 4;
        int writes = 4_000;
        var acknowledged = new AtomicLongArray(keys);
        var done = new AtomicInteger();
        var threads = new ArrayList<CompletableFuture<Void>>();
        for (int k = 0; k < keys; k++) {
            int mine = k;
            cache.put(put(key(mine), "0"));
            threads.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 1; i <= writes; i++) {
                            cache.put(put(key(mine), Integer.toString(i)));
                            acknowledged.set(mine, i);
                        }
                        done.incrementAndGet();
                    },
                    task -> Thread.ofPlatform().start(task)));
        }
        for (int r = 0; r < 4; r++) {
            var random = new SplittableRandom(seed * 31 + r);
            threads.add(CompletableFuture.runAsync(
                    () -> {
                        while (done.get() < keys) {
                            int k = random.nextInt(keys);
                            long least = acknowledged.get(k);
                            assertThat(Long.parseLong(read(key(k)))).isGreaterThanOrEqualTo(least);
                        }
                    },
                    task -> Thread.ofPlatform().start(task)));
        }
        for (var thread : threads) {
            thread.get();
        }
        for (int k = 0; k < keys; k++) {
            assertThat(read(key(k))).isEqualTo(Integer.toString(writes));
        }
    }

    /** Tells of its commits as the engine does, and can hold a read back. */
    private static final class SlowStore extends ForwardingEntryStore {
        private final AtomicInteger reads = new AtomicInteger();
        private final CountDownLatch readIsHeld = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private volatile boolean hold;
        private CommitListener listener = changes -> {};

        SlowStore(EntryStore store) {
            super(store);
        }

        @Override
        public OperationResult.Stored put(Put operation) {
            var stored = super.put(operation);
            tell(operation.key(), RowChange.PUT, stored.revision());
            return stored;
        }

        @Override
        public OperationResult.Deleted delete(Delete operation) {
            var deleted = super.delete(operation);
            tell(operation.key(), RowChange.DELETE, deleted.revision());
            return deleted;
        }

        @Override
        public List<OperationResult> batch(Batch batch) {
            var results = super.batch(batch);
            batch.operations().forEach(operation -> tell(operation.key(), RowChange.PUT, FIRST));
            return results;
        }

        @Override
        public Cleared clear(String swarm, String namespace) {
            var cleared = super.clear(swarm, namespace);
            listener.committed(
                    List.of(new RowChange(cleared.revision(), swarm, "memory_store", namespace, "", RowChange.CLEAR)));
            return cleared;
        }

        private void tell(EntryKey key, String operation, Revision revision) {
            listener.committed(List.of(
                    new RowChange(revision, key.swarm(), "memory_store", key.namespace(), key.key(), operation)));
        }

        void holdNextRead() {
            hold = true;
        }

        @Override
        public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
            reads.incrementAndGet();
            var entry = super.get(key, mode, maxValueBytes);
            if (hold) {
                hold = false;
                readIsHeld.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return entry;
        }
    }
}
