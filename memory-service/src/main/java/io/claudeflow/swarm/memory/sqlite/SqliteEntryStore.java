package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.ValueCodec;
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
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.sqlite.EntryPreparation.Prepared;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Entries on SQLite. Values are compressed and decompressed on the caller's thread. */
public final class SqliteEntryStore implements EntryStore {

    private final Database database;
    private final ValueCodec codec;
    private final EntryPreparation preparation;
    private final AccessCounter counter;
    private final EntryListing listing;
    private final EntrySums sums;

    /** A store without policies: an entry whose writer says nothing is permanent. */
    public SqliteEntryStore(Database database, ValueCodec codec, AccessCounter counter) {
        this(database, codec, counter, () -> Policies.NONE);
    }

    /** @param policies those in force, asked for each write */
    public SqliteEntryStore(Database database, ValueCodec codec, AccessCounter counter, Supplier<Policies> policies) {
        this.database = database;
        this.codec = codec;
        this.preparation = new EntryPreparation(codec, policies);
        this.counter = counter;
        this.listing = new EntryListing(database, codec);
        this.sums = new EntrySums(database);
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        var prepared = preparation.prepare(operation);
        return database.write(prepared.bytes(), tx -> EntryWrites.put(tx, prepared));
    }

    @Override
    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        var now = SqliteTime.format(database.clock().instant());
        var loaded = database.<EntryRows.@Nullable Loaded>readOne(
                session -> EntryRows.load(session, key, now, maxValueBytes));
        if (loaded == null) {
            return Optional.empty();
        }
        if (mode == ReadMode.COUNTED) {
            counter.counted(key);
        }
        return Optional.of(loaded.decoded(codec));
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        return database.write(tx -> EntryWrites.delete(tx, operation));
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        var operations = batch.operations();
        var writes = new ArrayList<@Nullable Prepared>(operations.size());
        long bytes = 0;
        var refused = new ArrayList<@Nullable MemoryException>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            Prepared prepared = null;
            MemoryException refusal = null;
            if (operations.get(i) instanceof EntryOperation.Put put) {
                try {
                    prepared = preparation.prepare(put);
                    bytes += prepared.bytes();
                } catch (MemoryException e) {
                    if (batch.atomic()) {
                        throw e.within("operations[" + i + "]");
                    }
                    refusal = e;
                }
            }
            writes.add(prepared);
            refused.add(refusal);
        }
        return database.write(bytes, tx -> {
            var results = new ArrayList<OperationResult>(operations.size());
            long read = 0;
            for (int i = 0; i < operations.size(); i++) {
                var operation = operations.get(i);
                var prepared = writes.get(i);
                var refusal = refused.get(i);
                try {
                    if (refusal != null) {
                        throw refusal;
                    }
                    var result = batch.atomic()
                            ? apply(tx, operation, prepared)
                            : tx.operation(inner -> apply(inner, operation, prepared));
                    if (result instanceof OperationResult.Read(var entry) && entry.isPresent()) {
                        read = Batch.readSoFar(read, entry.get());
                    }
                    results.add(result);
                } catch (MemoryException e) {
                    if (batch.atomic()) {
                        throw e.within("operations[" + i + "]");
                    }
                    results.add(new OperationResult.Failed(e));
                }
            }
            return results;
        });
    }

    @Override
    public EntryPage list(EntryQuery query) {
        return listing.list(query);
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        EntryKey.checkSwarm(swarm);
        EntryKey.checkNamespace(namespace);
        return database.write(tx -> EntryWrites.clear(tx, swarm, namespace));
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        return sums.namespaces(EntryKey.checkSwarm(swarm));
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        return sums.statistics(EntryKey.checkSwarm(swarm));
    }

    private OperationResult apply(WriteTransaction tx, EntryOperation operation, @Nullable Prepared prepared)
            throws SQLException {
        return switch (operation) {
            case EntryOperation.Put put -> EntryWrites.put(tx, prepared == null ? preparation.prepare(put) : prepared);
            case EntryOperation.Delete delete -> EntryWrites.delete(tx, delete);
            case EntryOperation.Get(var key) -> {
                var loaded = EntryRows.load(tx, key);
                if (loaded != null) {
                    counter.counted(key);
                }
                yield new OperationResult.Read(loaded == null ? Optional.empty() : Optional.of(loaded.decoded(codec)));
            }
        };
    }
}
