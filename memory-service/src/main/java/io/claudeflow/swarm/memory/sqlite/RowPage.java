package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing in the making: at most the rows that were asked for, and no more of them than
 * {@value #MAX_CHARACTERS} characters of text, one row at least. Used once.
 */
final class RowPage<T> {
    static final int MAX_CHARACTERS = 4 << 20;

    private final String listing;
    private final int limit;
    private final List<T> items = new ArrayList<>();
    private long characters;
    private boolean more;

    RowPage(String listing, PageRequest request) {
        this.listing = listing;
        this.limit = request.limit();
    }

    /** The place behind which the page begins, with this many parts; null for the first page. */
    static @Nullable List<String> after(String listing, PageRequest request, int parts) {
        return request.cursor() == null ? null : Cursor.read(request.cursor(), listing, parts);
    }

    /** Adds the next row of the listing when there is room; false when the page is full, with the row left out. */
    boolean add(T item, @Nullable String... texts) {
        for (var text : texts) {
            characters += text == null ? 0 : text.length();
        }
        more = items.size() == limit || (!items.isEmpty() && characters > MAX_CHARACTERS);
        if (!more) {
            items.add(item);
        }
        return !more;
    }

    /**
     * The page.
     *
     * @param place the sort values of an item, for the cursor
     */
    Page<T> done(Function<T, String[]> place) {
        return new Page<>(items, more ? Cursor.write(listing, place.apply(items.getLast())) : null);
    }
}
