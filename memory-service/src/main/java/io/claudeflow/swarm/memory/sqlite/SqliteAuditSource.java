package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.audit.AuditSource;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Live entries in the order of their rows, for audits and checks. A row that cannot be read is an entry with damage;
 * it never stops the others.
 */
final class SqliteAuditSource implements AuditSource {
    private static final String AFTER =
            AuditRow.SELECT + " WHERE m.id > ? AND m.swarm = ? AND " + EntryRows.LIVE + " ORDER BY m.id LIMIT ?";
    private static final String BY_ID = AuditRow.SELECT + " WHERE m.id = ? AND m.swarm = ? AND " + EntryRows.LIVE;

    private final Database database;
    private final ValueCodec codec;

    SqliteAuditSource(Database database, ValueCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public long count(String swarm) {
        return new EntrySums(database).statistics(swarm).entries();
    }

    @Override
    public List<Audited> after(String swarm, long id, int maxRows, long maxBytes) {
        var rows = database.read(session -> {
            var found = new ArrayList<AuditRow>();
            long bytes = 0;
            var sql = new Sql()
                    .add(AFTER, id, swarm, SqliteTime.format(database.clock().instant()), maxRows);
            try (var row = sql.prepare(session).executeQuery()) {
                while (bytes < maxBytes && row.next()) {
                    var next = AuditRow.of(row);
                    bytes += Math.max(next.stored().length, next.valueSize());
                    found.add(next);
                }
            }
            return found;
        });
        return rows.stream().map(row -> row.audited(codec)).toList();
    }

    @Override
    public Optional<EntryValue> value(String swarm, long id) {
        var found = database.<@Nullable AuditRow>read(session -> {
            var sql = new Sql()
                    .add(BY_ID, id, swarm, SqliteTime.format(database.clock().instant()));
            try (var row = sql.prepare(session).executeQuery()) {
                return row.next() ? AuditRow.of(row) : null;
            }
        });
        return Optional.ofNullable(found).map(row -> row.audited(codec).value());
    }

    @Override
    public Map<Long, EntryKey> keys(String swarm, Set<Long> ids) {
        return database.read(session -> {
            var keys = new HashMap<Long, EntryKey>();
            for (long id : ids) {
                var sql =
                        new Sql().add("SELECT namespace, key FROM memory_store WHERE id = ? AND swarm = ?", id, swarm);
                try (var row = sql.prepare(session).executeQuery()) {
                    if (row.next()) {
                        keys.put(id, AuditRow.key(swarm, row.getString(1), row.getString(2)));
                    }
                }
            }
            return keys;
        });
    }
}
