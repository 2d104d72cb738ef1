package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.EntryValue.Encoding;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.nio.charset.StandardCharsets;
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
            + " m.value_size, m.stored_size, m.checksum";

    private static final String VALUE_COLUMN = ", m.value";
    static final String FROM = " FROM memory_store m LEFT JOIN memory_access a ON a.entry_id = m.id";
    static final String BY_KEY = " WHERE m.swarm = ? AND m.namespace = ? AND m.key = ?";
    /** An entry is absent exactly when its expiry is at or before the moment. */
    static final String LIVE = "(m.expires_at IS NULL OR m.expires_at > ?)";

    private static final String LOAD = "SELECT " + COLUMNS + VALUE_COLUMN + FROM + BY_KEY + " AND " + LIVE;
    private static final int VALUE_SIZE = 15;
    private static final int CHECKSUM = 17;
    private static final int VALUE = 18;
    private static final byte[] EMPTY = {};
    private static final String NO_METADATA = "{}";

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

    /** The key of a row, or null when no entry can have such names: another program wrote it, or it is damaged. */
    static @Nullable EntryKey key(String swarm, String namespace, String key) {
        try {
            return new EntryKey(swarm, namespace, key);
        } catch (MemoryException e) {
            return null;
        }
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

    /** The present row without its value; a failure of kind CORRUPT names the entry and what is damaged. */
    private static Entry entry(Row row, String swarm) throws SQLException {
        try {
            var metadata = Objects.requireNonNullElse(row.text(6), NO_METADATA);
            if (!metadata.equals(NO_METADATA)) {
                JsonColumns.required("metadata", metadata);
            }
            return entry(row, swarm, encoding(row.requiredText(3)), TagColumn.parse(row.text(5)), metadata);
        } catch (MemoryException e) {
            throw damaged(swarm, row.text(1), row.text(2), e);
        }
    }

    private static MemoryException damaged(
            String swarm, @Nullable String namespace, @Nullable String key, MemoryException damage) {
        return SqliteFailures.corruptRow("entry " + key + " in namespace " + namespace + " of swarm " + swarm + ": "
                + SqliteFailures.damage(damage));
    }

    /**
     * As {@link #entry} for a listing, which one damaged row must not stop: shown as far as it can be, as bytes,
     * without its tags and metadata; null when even its names or times are lost.
     */
    static @Nullable Entry listed(Row row, String swarm) throws SQLException {
        try {
            return entry(row, swarm);
        } catch (MemoryException e) {
            log.atError().log(e.getMessage());
        }
        try {
            return entry(row, swarm, Encoding.BYTES, Tags.NONE, NO_METADATA);
        } catch (MemoryException e) {
            return null;
        }
    }

    private static Entry entry(Row row, String swarm, Encoding encoding, Tags tags, String metadata)
            throws SQLException {
        return new Entry(
                new EntryKey(swarm, row.requiredText(1), row.requiredText(2)),
                null,
                encoding,
                tags,
                metadata,
                row.integer(7),
                new Revision(row.integer(8), row.integer(9)),
                SqliteTime.parse("created_at", row.text(10)),
                SqliteTime.parse("updated_at", row.text(11)),
                SqliteTime.parseNullable("expires_at", row.text(12)),
                SqliteTime.parseOrNull(row.text(13)),
                row.integer(14),
                row.number(VALUE_SIZE),
                row.number(16));
    }

    /** The present row with its value as stored; decompressing is left to the caller, off the connection. */
    private static Loaded loaded(Row row, String swarm, int maxValueBytes) throws SQLException {
        if (row.number(VALUE_SIZE) > maxValueBytes) {
            return new Loaded(entry(row, swarm), null, null);
        }
        return new Loaded(
                entry(row, swarm), stored(row, swarm), row.isNull(CHECKSUM) ? null : (Long) row.integer(CHECKSUM));
    }

    private static StoredValue stored(Row row, String swarm) throws SQLException {
        try {
            return new StoredValue(
                    Compression.ofLabel(row.requiredText(4)),
                    Objects.requireNonNullElse(row.bytes(VALUE), EMPTY),
                    row.number(VALUE_SIZE));
        } catch (MemoryException e) {
            throw damaged(swarm, row.text(1), row.text(2), e);
        }
    }

    /** The value, when it is what was written, or at least could have been. */
    static EntryValue checked(Encoding encoding, byte[] content, @Nullable Long checksum) {
        ValueChecksum.verify(checksum, content);
        if (checksum == null && encoding == Encoding.JSON) {
            JsonColumns.required("value", new String(content, StandardCharsets.UTF_8));
        }
        return EntryValue.of(encoding, content);
    }

    /**
     * An entry and its value as stored; null when it was left out.
     *
     * @param checksum of the value, or null when another program wrote the row
     */
    record Loaded(
            Entry entry,
            @Nullable StoredValue stored,
            @Nullable Long checksum) {
        /** With its value; a failure of kind CORRUPT when that is not what was written. */
        Entry decoded(ValueCodec codec) {
            if (stored == null) {
                return entry;
            }
            try {
                return withValue(entry, checked(entry.encoding(), codec.decode(stored), checksum));
            } catch (MemoryException e) {
                var key = entry.key();
                throw damaged(key.swarm(), key.namespace(), key.key(), e);
            }
        }

        /** Without the value when that is damaged. */
        Entry listed(ValueCodec codec) {
            try {
                return decoded(codec);
            } catch (MemoryException e) {
                log.atError().log(e.getMessage());
                return entry;
            }
        }
    }

    /** The row of a key as {@link #listed} has it, with its value as stored, or null. */
    static @Nullable Loaded loadListed(SqliteSession session, Entry entry, String now) throws SQLException {
        try {
            return load(session, entry.key(), now, Integer.MAX_VALUE);
        } catch (MemoryException e) {
            log.atError().log(e.getMessage());
            return new Loaded(entry, null, null);
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
