package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.EntryValue.Encoding;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entries as rows of memory_store and back. */
final class EntryRows {
    private static final Logger log = LoggerFactory.getLogger(EntryRows.class);

    /** The columns that {@link #entry} reads, of memory_store m and memory_access a; the value comes last. */
    static final String COLUMNS = "m.namespace, m.key, m.encoding, m.compression, m.tags, m.metadata, m.version,"
            + " m.epoch, m.revision, m.created_at, m.updated_at, m.expires_at, a.accessed_at, a.access_count,"
            + " m.value_size, m.stored_size";

    private static final String VALUE_COLUMN = ", m.value";
    static final String FROM = " FROM memory_store m LEFT JOIN memory_access a ON a.entry_id = m.id";
    static final String BY_KEY = " WHERE m.swarm = ? AND m.namespace = ? AND m.key = ?";
    /** An entry is absent exactly when its expiry is at or before the moment. */
    static final String LIVE = "(m.expires_at IS NULL OR m.expires_at > ?)";

    private static final String LOAD = "SELECT " + COLUMNS + VALUE_COLUMN + FROM + BY_KEY + " AND " + LIVE;
    private static final int VALUE_SIZE = 15;
    private static final int VALUE = 17;
    private static final byte[] EMPTY = {};

    private EntryRows() {}

    static String label(Encoding encoding) {
        return encoding.name().toLowerCase(Locale.ROOT);
    }

    static Encoding encoding(String label) {
        return switch (label) {
            case "json" -> Encoding.JSON;
            case "text" -> Encoding.TEXT;
            case "bytes" -> Encoding.BYTES;
            default -> throw SqliteFailures.corruptRow("encoding " + label + " (expected: json, text or bytes)");
        };
    }

    /** Sets the parameters of {@link #BY_KEY} and {@link #LIVE}. */
    static void bindKey(PreparedStatement select, EntryKey key, String now) throws SQLException {
        select.setString(1, key.swarm());
        select.setString(2, key.namespace());
        select.setString(3, key.key());
        select.setString(4, now);
    }

    /** The live row of a key with its value as stored, or null. */
    static @Nullable Loaded load(SqliteSession session, EntryKey key, String now, int maxValueBytes)
            throws SQLException {
        return load(session.direct(LOAD), key, now, maxValueBytes);
    }

    /** As {@link #load(SqliteSession, EntryKey, String, int)}, within a write. */
    static @Nullable Loaded load(WriteTransaction tx, EntryKey key) throws SQLException {
        return load(tx, key, Integer.MAX_VALUE);
    }

    static @Nullable Loaded load(WriteTransaction tx, EntryKey key, int maxValueBytes) throws SQLException {
        return load(tx.direct(LOAD), key, tx.nowText(), maxValueBytes);
    }

    private static @Nullable Loaded load(DirectStatement select, EntryKey key, String now, int maxValueBytes)
            throws SQLException {
        return select.first(
                row -> loaded(row, key.swarm(), maxValueBytes), key.swarm(), key.namespace(), key.key(), now);
    }

    /** The present row without its value. */
    static Entry entry(Row row, String swarm) throws SQLException {
        return entry(row, swarm, encoding(row.requiredText(3)), TagColumn.parse(row.text(5)));
    }

    /** As {@link #entry(ResultSet, String)} for a listing, which one damaged row must not stop. */
    static Entry listed(Row row, String swarm) throws SQLException {
        try {
            return entry(row, swarm);
        } catch (MemoryException e) {
            var listed = entry(row, swarm, Encoding.BYTES, Tags.NONE);
            damaged(listed.key(), e);
            return listed;
        }
    }

    private static void damaged(EntryKey key, MemoryException damage) {
        if (damage.kind() != FailureKind.CORRUPT) {
            throw damage;
        }
        log.atError()
                .addKeyValue("swarm", key.swarm())
                .addKeyValue("namespace", key.namespace())
                .addKeyValue("key", key.key())
                .log(damage.getMessage());
    }

    private static Entry entry(Row row, String swarm, Encoding encoding, Tags tags) throws SQLException {
        return new Entry(
                new EntryKey(swarm, row.requiredText(1), row.requiredText(2)),
                null,
                encoding,
                tags,
                Objects.requireNonNullElse(row.text(6), "{}"),
                row.integer(7),
                new Revision(row.integer(8), row.integer(9)),
                SqliteTime.parse(row.requiredText(10)),
                SqliteTime.parse(row.requiredText(11)),
                SqliteTime.parseNullable(row.text(12)),
                SqliteTime.parseNullable(row.text(13)),
                row.integer(14),
                row.number(VALUE_SIZE),
                row.number(16));
    }

    /** The present row with its value as stored; decompressing is left to the caller, off the connection. */
    private static Loaded loaded(Row row, String swarm, int maxValueBytes) throws SQLException {
        if (row.number(VALUE_SIZE) > maxValueBytes) {
            return new Loaded(entry(row, swarm), null);
        }
        var bytes = row.bytes(VALUE);
        return new Loaded(
                entry(row, swarm),
                new StoredValue(
                        Compression.ofLabel(row.requiredText(4)),
                        Objects.requireNonNullElse(bytes, EMPTY),
                        row.number(VALUE_SIZE)));
    }

    /** An entry and its value as stored; null when it was left out. */
    record Loaded(Entry entry, @Nullable StoredValue stored) {
        Entry decoded(ValueCodec codec) {
            if (stored == null) {
                return entry;
            }
            return withValue(entry, EntryValue.of(entry.encoding(), codec.decode(stored)));
        }

        /** Without the value when that is damaged. */
        Entry listed(ValueCodec codec) {
            try {
                return decoded(codec);
            } catch (MemoryException e) {
                damaged(entry.key(), e);
                return entry;
            }
        }
    }

    /** The row of a key as {@link #listed} has it, with its value as stored, or null. */
    static @Nullable Loaded loadListed(SqliteSession session, Entry entry, String now) throws SQLException {
        try {
            return load(session, entry.key(), now, Integer.MAX_VALUE);
        } catch (MemoryException e) {
            damaged(entry.key(), e);
            return new Loaded(entry, null);
        }
    }

    private static Entry withValue(Entry entry, EntryValue value) {
        return new Entry(
                entry.key(),
                value,
                entry.encoding(),
                entry.tags(),
                entry.metadata(),
                entry.version(),
                entry.revision(),
                entry.createdAt(),
                entry.updatedAt(),
                entry.expiresAt(),
                entry.accessedAt(),
                entry.accessCount(),
                entry.valueBytes(),
                entry.storedBytes());
    }
}
