package io.claudeflow.swarm.memory.page;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The text form of a place in a listing: what the listing was, and the sort values of the last item that was shown. A
 * listing continues behind that item, so items that come or go meanwhile are neither repeated nor skipped. Opaque to
 * callers; not secret and not trusted.
 */
public final class Cursor {
    private static final int MAX_LENGTH = 8_192;

    private Cursor() {}

    /**
     * Writes a cursor.
     *
     * @param listing everything that selects and orders the items, such as the {@code toString} of the query
     * @param place the sort values of the last item shown
     */
    public static String write(String listing, String... place) {
        var text = new StringBuilder(Integer.toHexString(listing.hashCode()));
        for (var part : place) {
            text.append('\0').append(part);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a cursor of this listing with this many parts; everything else is refused. */
    public static List<String> read(String cursor, String listing, int parts) {
        var place = new ArrayList<String>();
        if (cursor.length() <= MAX_LENGTH) {
            try {
                var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                place.addAll(List.of(text.split("\0", -1)));
            } catch (IllegalArgumentException e) {
                place.clear();
            }
        }
        if (place.size() != parts + 1 || !place.getFirst().equals(Integer.toHexString(listing.hashCode()))) {
            throw MemoryException.invalid("cursor", cursor, "the nextCursor of the page before, with the same query");
        }
        return List.copyOf(place.subList(1, place.size()));
    }
}
