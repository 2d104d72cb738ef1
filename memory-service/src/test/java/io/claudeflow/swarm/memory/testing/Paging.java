package io.claudeflow.swarm.memory.testing;

import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cuts pages out of lists in memory, for the reference implementations, and walks them, for the suites. */
public final class Paging {
    private Paging() {}

    /** The page of the items in their order; {@code id} names an item uniquely. */
    public static <T> Page<T> page(
            Stream<T> items, Comparator<T> order, Function<T, String> id, String listing, PageRequest request) {
        var sorted = items.sorted(order).toList();
        int from = 0;
        if (request.cursor() != null) {
            var last = Cursor.read(request.cursor(), listing, 2);
            from = Math.min(Integer.parseInt(last.getFirst()), sorted.size());
            for (int i = 0; i < sorted.size(); i++) {
                if (id.apply(sorted.get(i)).equals(last.get(1))) {
                    from = i + 1;
                }
            }
        }
        int to = Math.min(from + request.limit(), sorted.size());
        var shown = sorted.subList(from, to);
        boolean more = to < sorted.size();
        return new Page<>(shown, more ? Cursor.write(listing, Integer.toString(to), id.apply(shown.getLast())) : null);
    }

    /** All items of a listing, page by page. */
    public static <T> List<T> walk(int limit, Function<PageRequest, Page<T>> listing) {
        var items = new ArrayList<T>();
        var request = PageRequest.first(limit);
        while (true) {
            var page = listing.apply(request);
            items.addAll(page.items());
            if (page.nextCursor() == null) {
                return items;
            }
            request = request.after(page.nextCursor());
        }
    }
}
