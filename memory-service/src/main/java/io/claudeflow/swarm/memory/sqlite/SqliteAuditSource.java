package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.audit.AuditSource;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Live entries in the order of their rows, for audits and checks. A row that cannot be read is an entry with damage,
 * whichever of its columns it is in; it never stops the others.
 */
final class SqliteAuditSource implements AuditSource {
    private static final String COLUMNS = "m.id, m.namespace, m.key, m.encoding, m.compression, m.value_size,"
            + " m.updated_at, m.checksum, a.access_count, m.swarm, m.created_at, m.expires_at, m.tags, m.metadata,"
            + " m.epoch, m.revision, m.value";
    private static final String AFTER = "SELECT " + COLUMNS + EntryRows.FROM + " WHERE m.id > ? AND m.swarm = ? AND "
            + EntryRows.LIVE + " ORDER BY m.id LIMIT ?";
    private static final String BY_ID =
            "SELECT " + COLUMNS + EntryRows.FROM + " WHERE m.id = ? AND m.swarm = ? AND " + EntryRows.LIVE;
    private static final int VALUE = 17;
    private static final byte[] EMPTY = {};

    private final Database database;
    private final ValueCodec codec;

    SqliteAuditSource(Database database, ValueCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    /** A row as it lies there; what it means is found out off the connection. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    private record Row(
            long id,
            EntryKey key,
            String encoding,
            String compression,
            int valueSize,
            String updatedAt,
            @Nullable Long checksum,
            boolean read,
            @Nullable String damagedColumn,
            byte[] stored) {}

    @Override
    public long count(String swarm) {
        return new EntrySums(database).statistics(swarm).entries();
    }

    @Override
    public List<Audited> after(String swarm, long id, int maxRows, long maxBytes) {
        var rows = database.read(session -> {
            var found = new ArrayList<Row>();
            long bytes = 0;
            var sql = new Sql()
                    .add(AFTER, id, swarm, SqliteTime.format(database.clock().instant()), maxRows);
            try (var row = sql.prepare(session).executeQuery()) {
                while (bytes < maxBytes && row.next()) {
                    var next = row(row);
                    bytes += next.stored().length;
                    found.add(next);
                }
            }
            return found;
        });
        return rows.stream().map(this::audited).toList();
    }

    @Override
    public Optional<EntryValue> value(String swarm, long id) {
        var found = database.<@Nullable Row>read(session -> {
            var sql = new Sql()
                    .add(BY_ID, id, swarm, SqliteTime.format(database.clock().instant()));
            try (var row = sql.prepare(session).executeQuery()) {
                return row.next() ? row(row) : null;
            }
        });
        return Optional.ofNullable(found).map(row -> audited(row).value());
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
                        keys.put(id, key(swarm, row.getString(1), row.getString(2)));
                    }
                }
            }
            return keys;
        });
    }

    private static Row row(ResultSet row) throws SQLException {
        long checksum = row.getLong(8);
        Long known = row.wasNull() ? null : checksum;
        var bytes = row.getBytes(VALUE);
        return new Row(
                row.getLong(1),
                key(row.getString(10), row.getString(2), row.getString(3)),
                String.valueOf(row.getString(4)),
                String.valueOf(row.getString(5)),
                row.getInt(6),
                String.valueOf(row.getString(7)),
                known,
                row.getLong(9) > 0,
                damagedColumn(row),
                bytes == null ? EMPTY : bytes);
    }

    /** A key that no caller could have chosen is shown without what makes it impossible. */
    private static EntryKey key(String swarm, @Nullable String namespace, @Nullable String key) {
        var known = EntryRows.key(swarm, String.valueOf(namespace), String.valueOf(key));
        return known == null
                ? new EntryKey(swarm, shown(String.valueOf(namespace), 60), shown(String.valueOf(key), 250))
                : known;
    }

    private static String shown(String name, int length) {
        var clean = name.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return clean.isEmpty() ? "?" : clean.substring(0, Math.min(length, clean.length()));
    }

    /** The first of the other columns that a reader would stumble over. */
    private static @Nullable String damagedColumn(ResultSet row) throws SQLException {
        try {
            SqliteTime.parse("created_at", row.getString(11));
            SqliteTime.parse("updated_at", row.getString(7));
            SqliteTime.parseNullable("expires_at", row.getString(12));
            TagColumn.parse(row.getString(13));
            JsonColumns.wellFormed("metadata", row.getString(14));
            var _ = new Revision(row.getLong(15), row.getLong(16));
            return null;
        } catch (MemoryException e) {
            return SqliteFailures.corruptRow(SqliteFailures.damage(e)).getMessage();
        }
    }

    private Audited audited(Row row) {
        EntryValue value = null;
        String damage = row.damagedColumn();
        if (damage == null) {
            try {
                value = value(row);
            } catch (MemoryException e) {
                if (e.kind() != FailureKind.CORRUPT) {
                    throw e;
                }
                damage = e.getMessage();
            }
        }
        return new Audited(row.id(), row.key(), value, damage, row.valueSize(), row.read(), updatedAt(row));
    }

    private EntryValue value(Row row) {
        var content =
                codec.decode(new StoredValue(Compression.ofLabel(row.compression()), row.stored(), row.valueSize()));
        return EntryRows.checked(EntryRows.encoding(row.encoding()), content, row.checksum());
    }

    private static Instant updatedAt(Row row) {
        try {
            return SqliteTime.parse(row.updatedAt());
        } catch (MemoryException e) {
            return Instant.EPOCH;
        }
    }
}
