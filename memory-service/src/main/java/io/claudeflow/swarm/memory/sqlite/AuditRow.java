package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.audit.AuditSource.Audited;
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
import org.jspecify.annotations.Nullable;

/**
 * The row of an entry as it lies there, sound or not; what it means is found out off the connection. Damage is found
 * in whichever of its columns it is.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record AuditRow(
        long id,
        EntryKey key,
        String encoding,
        String compression,
        int valueSize,
        String updatedAt,
        @Nullable Long checksum,
        boolean read,
        @Nullable String damagedColumn,
        byte[] stored) {
    static final String SELECT = "SELECT m.id, m.namespace, m.key, m.encoding, m.compression, m.value_size,"
            + " m.updated_at, m.checksum, a.access_count, m.swarm, m.created_at, m.expires_at, m.tags, m.metadata,"
            + " m.epoch, m.revision, m.value"
            + EntryRows.FROM;
    private static final int VALUE = 17;
    private static final byte[] EMPTY = {};

    /** The present row. */
    static AuditRow of(ResultSet row) throws SQLException {
        long checksum = row.getLong(8);
        Long known = row.wasNull() ? null : checksum;
        var bytes = row.getBytes(VALUE);
        return new AuditRow(
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
    static EntryKey key(@Nullable String swarm, @Nullable String namespace, @Nullable String key) {
        var known = EntryRows.key(String.valueOf(swarm), String.valueOf(namespace), String.valueOf(key));
        return known == null ? new EntryKey(shown(swarm, 60), shown(namespace, 60), shown(key, 250)) : known;
    }

    private static String shown(@Nullable String name, int length) {
        var clean = String.valueOf(name).replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
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

    /** What the row means; with a damage when it is not what was written. */
    Audited audited(ValueCodec codec) {
        EntryValue value = null;
        String damage = damagedColumn;
        if (damage == null) {
            try {
                value = value(codec);
            } catch (MemoryException e) {
                if (e.kind() != FailureKind.CORRUPT) {
                    throw e;
                }
                damage = e.getMessage();
            }
        }
        return new Audited(id, key, value, damage, valueSize, read, moment());
    }

    private EntryValue value(ValueCodec codec) {
        var content = codec.decode(new StoredValue(Compression.ofLabel(compression), stored, valueSize));
        return EntryRows.checked(EntryRows.encoding(encoding), content, checksum);
    }

    private Instant moment() {
        try {
            return SqliteTime.parse(updatedAt);
        } catch (MemoryException e) {
            return Instant.EPOCH;
        }
    }
}
