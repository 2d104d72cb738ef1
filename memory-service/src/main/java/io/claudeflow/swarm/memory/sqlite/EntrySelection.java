package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryOrder.Place;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryQuery.Sort;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.TagMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a listing. A pattern's literal beginning becomes a range of the index; what it says beyond that is
 * left to {@link Glob#matches}, never to LIKE or GLOB.
 */
final class EntrySelection {
    /** The entries of one namespace after the other, so that a range of keys uses the index in all of them. */
    private static final String BY_NAMESPACE = """
             FROM namespace_totals n
            CROSS JOIN memory_store m ON m.swarm = n.swarm AND m.namespace = n.namespace
            LEFT JOIN memory_access a ON a.entry_id = m.id
            WHERE n.swarm = ?""";

    private EntrySelection() {}

    /** Whether {@link #entries} alone decides: no tags, and no pattern beyond a key or the beginning of keys. */
    static boolean isSimple(EntryQuery query) {
        var pattern = query.pattern();
        return query.tags().isEmpty()
                && (pattern == null || pattern.isExact() || pattern.pattern().equals(pattern.literalPrefix() + "*"));
    }

    /** The next live entries of a simple query, in its order; columns as {@link EntryRows#COLUMNS}. */
    static Sql entries(EntryQuery query, @Nullable Place after, String now, int limit) {
        boolean byNamespace = query.namespace() == null && !literalPrefix(query).isEmpty();
        var namespace = byNamespace ? "n.namespace" : "m.namespace";
        var sql = new Sql().add("SELECT " + EntryRows.COLUMNS);
        sql.add(byNamespace ? BY_NAMESPACE : EntryRows.FROM + " WHERE m.swarm = ?", query.swarm());
        narrow(sql, query, namespace, "m.key");
        sql.add(" AND " + EntryRows.LIVE, now);
        if (query.sort() == Sort.KEY) {
            after(sql, query, namespace, "m.key", query.descending(), after);
            order(sql, query.descending(), namespace, "m.key");
        } else {
            var sorted = column(query.sort());
            if (after != null) {
                sql.add(
                        " AND (" + sorted + ", m.namespace, m.key)" + comparison(query.descending()) + "(?, ?, ?)",
                        value(query.sort(), after.sortValue()),
                        after.namespace(),
                        after.key());
            }
            order(sql, query.descending(), sorted, "m.namespace", "m.key");
        }
        return sql.add(" LIMIT ?", limit);
    }

    /**
     * Namespace and key of the next candidates of any query, live or not, in that order, from an index alone: of the
     * entries, or of the tags.
     */
    static Sql candidates(EntryQuery query, boolean descending, @Nullable Place after, int limit) {
        var sql = new Sql();
        if (query.tags().isEmpty()) {
            sql.add("SELECT namespace, key FROM memory_store WHERE swarm = ?", query.swarm());
            narrow(sql, query, "namespace", "key");
            after(sql, query, "namespace", "key", descending, after);
        }
        var join = "";
        for (var tag : query.tags().names()) {
            sql.add(join).add("SELECT namespace, key FROM memory_tags WHERE swarm = ? AND tag = ?", query.swarm(), tag);
            narrow(sql, query, "namespace", "key");
            after(sql, query, "namespace", "key", descending, after);
            join = query.tagMode() == TagMode.ANY ? " UNION " : " INTERSECT ";
        }
        order(sql, descending, "namespace", "key");
        return sql.add(" LIMIT ?", limit);
    }

    private static void narrow(Sql sql, EntryQuery query, String namespace, String key) {
        if (query.namespace() != null) {
            sql.add(" AND " + namespace + " = ?", query.namespace());
        }
        var pattern = query.pattern();
        var prefix = literalPrefix(query);
        if (pattern != null && pattern.isExact()) {
            sql.add(" AND " + key + " = ?", pattern.pattern());
        } else if (!prefix.isEmpty()) {
            sql.add(" AND " + key + " >= ?", prefix);
            var end = endOfPrefix(prefix);
            if (end != null) {
                sql.add(" AND " + key + " < ?", end);
            }
        }
    }

    private static void after(
            Sql sql, EntryQuery query, String namespace, String key, boolean descending, @Nullable Place after) {
        if (after == null) {
            return;
        }
        if (query.namespace() == null) {
            sql.add(
                    " AND (" + namespace + ", " + key + ")" + comparison(descending) + "(?, ?)",
                    after.namespace(),
                    after.key());
        } else {
            sql.add(" AND " + key + comparison(descending) + "?", after.key());
        }
    }

    private static void order(Sql sql, boolean descending, String... columns) {
        var separator = " ORDER BY ";
        for (var column : columns) {
            sql.add(separator + column + (descending ? " DESC" : ""));
            separator = ", ";
        }
    }

    private static String comparison(boolean descending) {
        return descending ? " < " : " > ";
    }

    private static String column(Sort sort) {
        return switch (sort) {
            case KEY -> "m.key";
            case CREATED_AT -> "m.created_at";
            case UPDATED_AT -> "m.updated_at";
            case ACCESSED_AT -> "coalesce(a.accessed_at, '')";
            case ACCESS_COUNT -> "coalesce(a.access_count, 0)";
            case SIZE -> "m.value_size";
        };
    }

    /** The value of {@link Place#sortValue} as the column holds it; a read that never happened is the empty text. */
    private static Object value(Sort sort, long sortValue) {
        return switch (sort) {
            case CREATED_AT, UPDATED_AT, ACCESSED_AT ->
                sortValue == Long.MIN_VALUE ? "" : SqliteTime.format(Instant.ofEpochMilli(sortValue));
            case KEY, ACCESS_COUNT, SIZE -> sortValue;
        };
    }

    private static String literalPrefix(EntryQuery query) {
        return query.pattern() == null ? "" : query.pattern().literalPrefix();
    }

    /** The smallest text above everything that begins with the prefix, or null when there is none. */
    static @Nullable String endOfPrefix(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            int start = end - Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return prefix.substring(0, start) + Character.toString(next);
            }
            end = start;
        }
        return null;
    }
}
