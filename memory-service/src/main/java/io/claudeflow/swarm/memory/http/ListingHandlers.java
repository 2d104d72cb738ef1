package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.EntryJson;
import io.claudeflow.swarm.memory.limit.BoundedEntryStore;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Operations on many entries: listing, searching, clearing, namespaces. */
final class ListingHandlers {
    private final EntryStore entries;

    ListingHandlers(EntryStore entries) {
        this.entries = entries;
    }

    Answer list(Exchange exchange) {
        var parameters = exchange.query();
        long limit = parameters.wholeNumber("limit").orElse((long) EntryQuery.DEFAULT_LIMIT);
        if (limit < 1 || limit > EntryQuery.MAX_LIMIT) {
            throw MemoryException.invalid("limit", limit, "1 to " + EntryQuery.MAX_LIMIT);
        }
        var query = new EntryQuery(
                exchange.swarm(),
                exchange.namespace(),
                parameters.one("pattern").map(Glob::new).orElse(null),
                Tags.of(parameters.all("tag")),
                tagMode(parameters),
                sort(parameters),
                descending(parameters),
                (int) limit,
                parameters.one("cursor").orElse(null),
                parameters.flag("values"));
        if (query.withValues()) {
            exchange.reserveForAnswer(BoundedEntryStore.MAX_PAGE_BYTES);
        }
        return Answer.json(200, EntryJson.page(entries.list(query)));
    }

    Answer clear(Exchange exchange) {
        var namespace = exchange.namespace();
        if (exchange.hasBody()) {
            throw MemoryException.invalid("body", "(present)", "no body");
        }
        return Answer.json(200, EntryJson.cleared(entries.clear(exchange.swarm(), namespace == null ? "" : namespace)));
    }

    Answer namespaces(Exchange exchange) {
        return Answer.json(200, EntryJson.namespaces(entries.namespaces(exchange.swarm())));
    }

    private static TagMode tagMode(QueryParameters parameters) {
        var mode = parameters.one("tagMode").orElse("any");
        return switch (mode) {
            case "any" -> TagMode.ANY;
            case "all" -> TagMode.ALL;
            default -> throw MemoryException.invalid("tagMode", mode, "any or all");
        };
    }

    private static EntryQuery.Sort sort(QueryParameters parameters) {
        var name = parameters.one("sort").orElse("key");
        return Arrays.stream(EntryQuery.Sort.values())
                .filter(sort -> wireName(sort).equals(name))
                .findFirst()
                .orElseThrow(() -> MemoryException.invalid(
                        "sort",
                        name,
                        Arrays.stream(EntryQuery.Sort.values())
                                .map(ListingHandlers::wireName)
                                .collect(Collectors.joining(", "))));
    }

    private static String wireName(EntryQuery.Sort sort) {
        return switch (sort) {
            case KEY -> "key";
            case CREATED_AT -> "createdAt";
            case UPDATED_AT -> "updatedAt";
            case ACCESSED_AT -> "accessedAt";
            case ACCESS_COUNT -> "accessCount";
            case SIZE -> "size";
        };
    }

    private static boolean descending(QueryParameters parameters) {
        var order = parameters.one("order").orElse("asc");
        return switch (order) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw MemoryException.invalid("order", order, "asc or desc");
        };
    }
}
