package io.claudeflow.swarm.memory.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.claudeflow.swarm.memory.entry.AccessCounter;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Cleared;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStatistics;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.NamespaceSummary;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.maintenance.CacheStatistics;
import io.claudeflow.swarm.memory.revision.CommitListener;
import io.claudeflow.swarm.memory.revision.RowChange;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads of single entries from memory. A commit drops the entries it changed before anybody sees it
 * acknowledged, so a read that begins after an acknowledged write never sees what was there before; a cached entry is
 * checked against its expiry at each read. Inside a transaction, and for everything else, the store behind it answers.
 * Cached entries give way when requests need the heap.
 */
public final class CachingEntryStore implements EntryStore, CommitListener {
    private static final String TABLE = "memory_store";
    private static final int STRIPES = 1024;
    /** A value above this share of the cache would push too many others out and is not cached. */
    private static final int LARGEST_SHARE = 8;

    private final EntryStore store;
    private final AccessCounter counter;
    private final BooleanSupplier inTransaction;
    private final Clock clock;
    private final long maxEntries;
    private final long maxBytes;
    private final Cache<EntryKey, Kept> cache;
    private final AtomicLongArray invalidations = new AtomicLongArray(STRIPES);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /**
     * @param counter told of each counted read that the cache answers
     * @param inTransaction whether the calling thread is inside a transaction, whose own writes it has to see
     * @param maxEntries 1 or more
     * @param maxBytes 1 or more
     */
    public CachingEntryStore(
            EntryStore store,
            AccessCounter counter,
            BooleanSupplier inTransaction,
            Clock clock,
            long maxEntries,
            long maxBytes) {
        this.store = store;
        this.counter = counter;
        this.inTransaction = inTransaction;
        this.clock = clock;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        long share = Math.max(1, maxBytes / maxEntries);
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((EntryKey key, Kept kept) -> (int) Math.min(Integer.MAX_VALUE, Math.max(share, kept.bytes())))
                .removalListener(this::removed)
                .executor(Runnable::run)
                .build();
    }

    /** An entry that the collector of garbage may take away before memory runs out. */
    private record Kept(SoftReference<Entry> reference, long bytes) {
        @Nullable
        Entry entry() {
            return reference.get();
        }
    }

    @Override
    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        if (inTransaction.getAsBoolean()) {
            return store.get(key, mode, maxValueBytes);
        }
        var cached = cached(key);
        if (cached != null && !cached.expiredAt(clock.instant())) {
            if (mode == ReadMode.COUNTED) {
                hits.increment();
                counter.counted(key);
            }
            return Optional.of(cached);
        }
        if (mode == ReadMode.COUNTED) {
            misses.increment();
        }
        long seen = invalidations.get(stripe(key));
        var loaded = store.get(key, mode, maxValueBytes);
        loaded.filter(entry -> entry.value() != null).ifPresent(entry -> keep(entry, seen));
        return loaded;
    }

    private @Nullable Entry cached(EntryKey key) {
        var kept = cache.getIfPresent(key);
        var entry = kept == null ? null : kept.entry();
        if (kept != null && entry == null) {
            cache.asMap().remove(key, kept);
        }
        return entry;
    }

    /**
     * Caches an entry unless a write has dropped its key since {@code seen}. The check runs under the same lock of the
     * map as the write's removal: either it sees the write's count, or the removal comes after it.
     */
    private void keep(Entry entry, long seen) {
        long size = EntryFootprint.bytes(entry);
        if (size > maxBytes / LARGEST_SHARE) {
            return;
        }
        cache.asMap().compute(entry.key(), (key, present) -> {
            if (invalidations.get(stripe(key)) != seen) {
                return present;
            }
            var known = present == null ? null : present.entry();
            if (known != null && known.revision().compareTo(entry.revision()) > 0) {
                return present;
            }
            bytes.add(size);
            return new Kept(new SoftReference<>(entry), size);
        });
    }

    private void removed(@Nullable EntryKey key, @Nullable Kept kept, RemovalCause cause) {
        if (kept != null) {
            bytes.add(-kept.bytes());
        }
        if (cause.wasEvicted()) {
            evictions.increment();
        }
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        return store.put(operation);
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        return store.delete(operation);
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        return store.batch(batch);
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        return store.clear(swarm, namespace);
    }

    @Override
    public EntryPage list(EntryQuery query) {
        return store.list(query);
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        return store.namespaces(swarm);
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        return store.statistics(swarm);
    }

    /** Figures since the start. */
    public CacheStatistics cacheStatistics() {
        cache.cleanUp();
        return new CacheStatistics(
                hits.sum(), misses.sum(), evictions.sum(), cache.estimatedSize(), bytes.sum(), maxEntries, maxBytes);
    }

    @Override
    public void committed(List<RowChange> changes) {
        for (var change : changes) {
            if (change.table().equals(TABLE)) {
                if (change.operation().equals(RowChange.CLEAR)) {
                    dropNamespace(change.swarm(), change.namespace());
                } else {
                    drop(new EntryKey(change.swarm(), change.namespace(), change.key()));
                }
            }
        }
    }

    /** Forgets an entry that is stored in another way now, without a change that a commit would tell of. */
    public void forget(EntryKey key) {
        drop(key);
    }

    private void dropNamespace(String swarm, String namespace) {
        for (int i = 0; i < STRIPES; i++) {
            invalidations.incrementAndGet(i);
        }
        cache.asMap()
                .keySet()
                .removeIf(key -> key.swarm().equals(swarm) && key.namespace().equals(namespace));
    }

    private void drop(EntryKey key) {
        invalidations.incrementAndGet(stripe(key));
        cache.invalidate(key);
    }

    private static int stripe(EntryKey key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & (STRIPES - 1);
    }
}
