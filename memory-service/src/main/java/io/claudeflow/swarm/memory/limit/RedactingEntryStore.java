package io.claudeflow.swarm.memory.limit;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Cleared;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStatistics;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.EntryValue.Encoding;
import io.claudeflow.swarm.memory.entry.NamespaceSummary;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Looks for likely secrets in the values and metadata that enter, in front of any store. Bytes are not looked at. */
public final class RedactingEntryStore implements EntryStore {
    private final EntryStore store;
    private final Redaction redaction;

    public RedactingEntryStore(EntryStore store, Redaction redaction) {
        this.store = store;
        this.redaction = redaction;
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        return store.put(redacted(operation));
    }

    @Override
    public Optional<Entry> get(EntryKey key, ReadMode readMode, int maxValueBytes) {
        return store.get(key, readMode, maxValueBytes);
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        return store.delete(operation);
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        return AdmittedBatch.run(store, batch, this::redacted);
    }

    @Override
    public EntryPage list(EntryQuery query) {
        return store.list(query);
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        return store.clear(swarm, namespace);
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        return store.namespaces(swarm);
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        return store.statistics(swarm);
    }

    private EntryOperation.Put redacted(EntryOperation.Put put) {
        var value = put.value();
        var newValue = value;
        if (value.encoding() != Encoding.BYTES) {
            var text = value.asString();
            var clean = clean("value", put.key(), text, value.encoding() == Encoding.JSON);
            if (!clean.equals(text)) {
                newValue = EntryValue.of(value.encoding(), clean.getBytes(StandardCharsets.UTF_8));
            }
        }
        var metadata = put.metadata().equals(EntryOperation.Put.NO_METADATA)
                ? put.metadata()
                : clean("metadata", put.key(), put.metadata(), true);
        return new EntryOperation.Put(
                put.key(), newValue, put.ttl(), put.tags(), metadata, put.precondition(), put.history());
    }

    private String clean(String field, EntryKey key, String text, boolean json) {
        return redaction.clean(field, key.swarm(), "entry " + key.namespace() + "/" + key.key(), text, json);
    }
}
