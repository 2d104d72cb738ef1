package io.claudeflow.swarm.memory.audit;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.InMemoryEntryStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class InMemoryContentAuditTest extends ContentAuditContract {
    private final EntryStore entries = new InMemoryEntryStore(clock);

    @Override
    protected EntryStore entries() {
        return entries;
    }

    @Override
    protected void settle() {}

    @Override
    protected AuditSource source() {
        return new AuditSource() {
            private List<Entry> all(String swarm) {
                var found = new ArrayList<Entry>();
                String cursor = null;
                do {
                    var page = entries.list(
                            EntryQuery.all(swarm, null).withValues(true).page(1000, cursor));
                    found.addAll(page.entries());
                    cursor = page.nextCursor();
                } while (cursor != null);
                return found.stream()
                        .sorted(Comparator.comparing(Entry::revision))
                        .toList();
            }

            private static Audited audited(Entry entry) {
                return new Audited(
                        entry.revision().number(),
                        entry.key(),
                        entry.value(),
                        null,
                        entry.valueBytes(),
                        entry.accessCount() > 0,
                        entry.updatedAt());
            }

            @Override
            public long count(String swarm) {
                return all(swarm).size();
            }

            @Override
            public List<Audited> after(String swarm, long id, int maxRows, long maxBytes) {
                return all(swarm).stream()
                        .map(entry -> audited(entry))
                        .filter(entry -> entry.id() > id)
                        .limit(maxRows)
                        .toList();
            }

            @Override
            public Optional<EntryValue> value(String swarm, long id) {
                return all(swarm).stream()
                        .filter(entry -> entry.revision().number() == id)
                        .map(Entry::value)
                        .findFirst();
            }

            @Override
            public Map<Long, EntryKey> keys(String swarm, Set<Long> ids) {
                var keys = new HashMap<Long, EntryKey>();
                for (var entry : all(swarm)) {
                    if (ids.contains(entry.revision().number())) {
                        keys.put(entry.revision().number(), entry.key());
                    }
                }
                return keys;
            }
        };
    }
}
