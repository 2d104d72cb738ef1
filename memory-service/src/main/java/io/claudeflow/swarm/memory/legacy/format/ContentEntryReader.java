package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.decode.DecodedValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonArray;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.util.ArrayList;
import java.util.Locale;

/** {@code memory_entries} with {@code content} and a {@code status} or an access level, times in milliseconds. */
final class ContentEntryReader extends Accepts.Reader {
    private ContentEntryReader(Accepts rule) {
        super(rule);
    }

    /** E2: a status says whether the row is deleted. */
    static ContentEntryReader withStatus() {
        return new ContentEntryReader(
                Accepts.table(LegacyFormat.CONTENT_ENTRIES, "memory_entries", "id", "key", "content", "status")
                        .without("value", "access_level"));
    }

    /** E6: an access level and references. */
    static ContentEntryReader withAccessLevel() {
        return new ContentEntryReader(
                Accepts.table(LegacyFormat.ACCESS_ENTRIES, "memory_entries", "id", "key", "content", "access_level"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        return entry(row, row.values().guessed(row.required("content")));
    }

    /** An entry with the columns that this shape shares with the hybrid one. */
    static RowOutcome entry(RowFields row, DecodedValue value) {
        var key = row.required("key", "id");
        var status = row.textOr("active", "status").toLowerCase(Locale.ROOT);
        if (status.equals("deleted")) {
            return row.skipped(key, "its system had deleted it");
        }
        boolean archived = status.equals("archived");
        if (archived && !row.options().archived()) {
            return row.skipped(key, "its system had archived it");
        }
        var tags = new ArrayList<>(row.texts("tags"));
        if (archived) {
            tags.add("archived");
        }
        var metadata = row.object("metadata")
                .withText("type", row.text("type"))
                .withText("ownerId", row.first("owner_id"))
                .withText("sessionId", row.first("session_id"))
                .withText("accessLevel", row.first("access_level"));
        var references = row.texts("references");
        if (!references.isEmpty()) {
            metadata = metadata.with("references", JsonArray.ofTexts(references));
        }
        var entry = row.entry(row.textOr(EntryKey.DEFAULT_NAMESPACE, "namespace"), key, value, row.expiringLifecycle());
        return row.read(Fields.described(entry, metadata).tagged(tags).embedded(row.embedding("embedding")));
    }
}
