package io.claudeflow.swarm.memory.limit;

import io.claudeflow.swarm.memory.audit.SecretFinding;
import io.claudeflow.swarm.memory.audit.SecretScanner;
import io.claudeflow.swarm.memory.document.DocumentReader;
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
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for likely secrets in the values and metadata that enter, in front of any store. Bytes are not looked at. No
 * message ever holds a secret, only its kind and position. Thread-safe.
 */
public final class RedactingEntryStore implements EntryStore {
    private static final Logger log = LoggerFactory.getLogger(RedactingEntryStore.class);

    private final EntryStore store;
    private final Mode mode;
    private final DocumentReader reader;

    /** What happens to what seems to hold a secret. */
    public enum Mode {
        /** It is stored and a line is logged. */
        WARN,
        /** The write is refused. */
        REJECT,
        /** The secret is replaced by {@code [REDACTED:kind]}; the write is refused where that would break JSON. */
        MASK
    }

    /** @param reader tells whether masked JSON is still JSON */
    public RedactingEntryStore(EntryStore store, Mode mode, DocumentReader reader) {
        this.store = store;
        this.mode = mode;
        this.reader = reader;
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        return store.put(redacted("", operation));
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
        var operations = new ArrayList<EntryOperation>(batch.operations().size());
        for (int i = 0; i < batch.operations().size(); i++) {
            operations.add(
                    batch.operations().get(i) instanceof EntryOperation.Put put
                            ? redacted("operations[" + i + "].", put)
                            : batch.operations().get(i));
        }
        return store.batch(new Batch(operations, batch.atomic()));
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

    private EntryOperation.Put redacted(String place, EntryOperation.Put put) {
        var value = put.value();
        var newValue = value;
        if (value.encoding() != Encoding.BYTES) {
            var text = value.asString();
            var clean = redacted(place + "value", put.key(), text, value.encoding() == Encoding.JSON);
            if (!clean.equals(text)) {
                newValue = EntryValue.of(value.encoding(), clean.getBytes(StandardCharsets.UTF_8));
            }
        }
        var metadata = put.metadata().equals(EntryOperation.Put.NO_METADATA)
                ? put.metadata()
                : redacted(place + "metadata", put.key(), put.metadata(), true);
        return new EntryOperation.Put(
                put.key(), newValue, put.ttl(), put.tags(), metadata, put.precondition(), put.history());
    }

    private String redacted(String field, EntryKey key, String text, boolean json) {
        var found = SecretScanner.scan(text);
        if (found.isEmpty()) {
            return text;
        }
        var what = found.stream().map(SecretFinding::toString).collect(Collectors.joining(", "));
        return switch (mode) {
            case WARN -> {
                log.atWarn()
                        .addKeyValue("swarm", key.swarm())
                        .addKeyValue("namespace", key.namespace())
                        .addKeyValue("key", key.key())
                        .addKeyValue("field", field)
                        .addKeyValue("found", what)
                        .log("an entry seems to hold a secret");
                yield text;
            }
            case REJECT ->
                throw MemoryException.invalid(
                        field, "(" + what + ")", "no secrets in the memory (REDACT_SECRETS=reject)");
            case MASK -> masked(field, what, text, json);
        };
    }

    private String masked(String field, String what, String text, boolean json) {
        var masked = SecretScanner.mask(text);
        if (json) {
            try {
                reader.read(field, masked);
            } catch (MemoryException e) {
                throw MemoryException.invalid(
                        field,
                        "(" + what + ")",
                        "secrets within strings, where they can be masked (REDACT_SECRETS=mask)");
            }
        }
        return masked;
    }
}
