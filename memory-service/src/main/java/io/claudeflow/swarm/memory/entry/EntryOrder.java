package io.claudeflow.swarm.memory.entry;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order of a listing. Names are compared by code point, which is the order of their UTF-8 bytes and of the
 * database's index; {@link String#compareTo} differs from it beyond U+FFFF.
 */
public final class EntryOrder {
    private EntryOrder() {}

    /** A place in a listing: the sorted-by value, then namespace and key. */
    public record Place(long sortValue, String namespace, String key) {}

    /** The order of a query's pages. */
    public static Comparator<Place> of(EntryQuery query) {
        var order = Comparator.comparingLong(Place::sortValue)
                .thenComparing(Place::namespace, EntryOrder::compareNames)
                .thenComparing(Place::key, EntryOrder::compareNames);
        return query.descending() ? order.reversed() : order;
    }

    /** The entry's place when sorted so; never-read entries come before all read ones. */
    public static Place place(EntryQuery.Sort sort, Entry entry) {
        long value = switch (sort) {
            case KEY -> 0;
            case CREATED_AT -> entry.createdAt().toEpochMilli();
            case UPDATED_AT -> entry.updatedAt().toEpochMilli();
            case ACCESSED_AT -> millis(entry.accessedAt());
            case ACCESS_COUNT -> entry.accessCount();
            case SIZE -> entry.valueBytes();
        };
        return new Place(value, entry.key().namespace(), entry.key().key());
    }

    /** Compares two names by code point. */
    public static int compareNames(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean supplementaryX = Character.isSurrogate(x);
                boolean supplementaryY = Character.isSurrogate(y);
                return supplementaryX == supplementaryY
                        ? Character.compare(x, y)
                        : Boolean.compare(supplementaryX, supplementaryY);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static long millis(@Nullable Instant moment) {
        return moment == null ? Long.MIN_VALUE : moment.toEpochMilli();
    }
}
