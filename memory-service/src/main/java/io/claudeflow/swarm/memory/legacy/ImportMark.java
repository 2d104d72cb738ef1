package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Entry;
import io.claudeflow.swarm.memory.legacy.record.Lifecycle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an imported entry says about its origin, in the member {@value #MEMBER} of its metadata: which row it was, a
 * digest of what was imported, and the times and counts of the source. Whoever writes the entry anew replaces its
 * metadata, so the mark is there exactly as long as the entry is as it was imported.
 *
 * @param digest 32 hexadecimal digits over value, tags, metadata, expiry and time of writing
 */
record ImportMark(
        String file,
        String table,
        String row,
        String digest,
        @Nullable Instant writtenAt) {
    static final String MEMBER = "_legacy";

    private static final int DIGEST_LENGTH = 32;

    static ImportMark of(Entry entry) {
        var origin = entry.origin();
        return new ImportMark(
                origin.file(),
                origin.table(),
                origin.row(),
                digest(entry),
                entry.lifecycle().writtenAt());
    }

    /** The mark in the metadata of a stored entry, or null. */
    static @Nullable ImportMark in(String metadata) {
        if (!metadata.contains('"' + MEMBER + '"')
                || !(Json.tryParse(metadata).orElse(null) instanceof JsonObject object)
                || !(object.get(MEMBER) instanceof JsonObject mark)) {
            return null;
        }
        var file = mark.text("file");
        var table = mark.text("table");
        var row = mark.text("row");
        var digest = mark.text("digest");
        return file == null || table == null || row == null || digest == null
                ? null
                : new ImportMark(file, table, row, digest, instant(mark.firstText("updatedAt", "createdAt")));
    }

    /** The metadata of the entry with the mark in it. */
    String metadata(Entry entry) {
        var lifecycle = entry.lifecycle();
        var mark = JsonValue.EMPTY
                .withText("file", file)
                .withText("format", entry.origin().format().id())
                .withText("table", table)
                .withText("row", row)
                .withText("digest", digest)
                .withText("createdAt", text(lifecycle.createdAt()))
                .withText("updatedAt", text(lifecycle.updatedAt()))
                .withText("accessedAt", text(lifecycle.accessedAt()));
        if (lifecycle.accessCount() > 0) {
            mark = mark.with("accessCount", JsonNumber.of(lifecycle.accessCount()));
        }
        return Json.write(entry.metadata().with(MEMBER, mark));
    }

    boolean sameRow(ImportMark other) {
        return sameFile(other) && table.equals(other.table) && row.equals(other.row);
    }

    boolean sameFile(ImportMark other) {
        return file.equals(other.file);
    }

    private static String digest(Entry entry) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(entry.value().content());
            Lifecycle lifecycle = entry.lifecycle();
            var rest = "\0" + entry.value().encoding() + "\0" + String.join("\0", entry.tags()) + "\0\0"
                    + Json.write(entry.metadata()) + "\0\0" + lifecycle.expiresAt() + "\0" + lifecycle.writtenAt();
            digest.update(rest.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
