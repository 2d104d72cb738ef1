package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The text behind {@link EntryQuery#cursor}: where the page before ended, and eight bytes of SHA-256 over what the
 * query selects and how it sorts. Limit and values may change from page to page. Opaque to callers.
 */
public final class EntryCursor {
    private static final int DIGEST_BYTES = 8;
    private static final String EXPECTED = "the nextCursor of a page of the same query";

    private EntryCursor() {}

    /** The cursor of a page that ended at a place. */
    public static String encode(EntryQuery query, EntryOrder.Place last) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(digest(query));
            out.writeLong(last.sortValue());
            write(out, last.namespace());
            write(out, last.key());
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Where the query's page starts after, or null for its first page. */
    public static EntryOrder.@Nullable Place decode(EntryQuery query) {
        var cursor = query.cursor();
        if (cursor == null) {
            return null;
        }
        try (var in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor)))) {
            if (!Arrays.equals(in.readNBytes(DIGEST_BYTES), digest(query))) {
                throw MemoryException.invalid("cursor", cursor, EXPECTED);
            }
            var place = new EntryOrder.Place(in.readLong(), read(in), read(in));
            if (in.read() >= 0) {
                throw MemoryException.invalid("cursor", cursor, EXPECTED);
            }
            return place;
        } catch (IOException | IllegalArgumentException e) {
            throw MemoryException.invalid("cursor", cursor, EXPECTED);
        }
    }

    private static byte[] digest(EntryQuery query) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out, query.swarm());
            write(out, query.namespace() == null ? "" : query.namespace());
            write(out, query.pattern() == null ? "" : query.pattern().pattern());
            for (var tag : query.tags().names()) {
                write(out, tag);
            }
            write(out, "");
            write(out, query.tags().isEmpty() ? "" : query.tagMode().name());
            write(out, query.sort().name());
            out.writeBoolean(query.descending());
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()), DIGEST_BYTES);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
    }
}
