package io.claudeflow.swarm.memory.audit;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an audit reads live entries from, a page at a time. Thread-safe. Reading counts for nobody. */
public interface AuditSource {
    /**
     * An entry.
     *
     * @param id grows with the entries' creation; an entry that was created again has another one
     * @param value null when it is damaged
     * @param damage what is wrong with it, or null
     * @param valueBytes the size of the value, as the row says
     * @param read whether an agent has ever read it
     */
    record Audited(
            long id,
            EntryKey key,
            @Nullable EntryValue value,
            @Nullable String damage,
            int valueBytes,
            boolean read,
            Instant updatedAt) {}

    /** Live entries of the swarm, or an estimate above. */
    long count(String swarm);

    /** The entries after an id, in the order of ids: at most so many, and none after {@code maxBytes} of values. */
    List<Audited> after(String swarm, long id, int maxRows, long maxBytes);

    /** The value of an entry unless it is gone or damaged. */
    Optional<EntryValue> value(String swarm, long id);

    /** The keys of the entries that are still there. */
    Map<Long, EntryKey> keys(String swarm, Set<Long> ids);
}
