package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryOrder.Place;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.TagMode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statement that reads the next rows of a query's candidates in the order of namespace and key, always along an
 * index: of the entries, of one namespace after the other when the pattern begins with literal text, or of the tags.
 * What the pattern says beyond its literal beginning is left to {@link Glob#matches}.
 */
final class EntryScan {
    private static final String BY_NAMESPACE = """
             FROM namespace_totals n
            CROSS JOIN memory_store m ON m.swarm = n.swarm AND m.namespace = n.namespace
            LEFT JOIN memory_access a ON a.entry_id = m.id
            WHERE n.swarm = ?""";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final EntryQuery query;
    private final boolean descending;
    private final @Nullable Place after;

    /**
     * @param after the last row already read, or null
     * @param now live at this moment
     * @param rows at most; fewer rows mean that there are no more
     */
    EntryScan(EntryQuery query, boolean descending, @Nullable Place after, String now, int rows) {
        this.query = query;
        this.descending = descending;
        this.after = after;
        if (query.tags().isEmpty()) {
            alongEntries(now, rows);
        } else {
            alongTags(now, rows);
        }
    }

    /** As in {@link EntryRows#COLUMNS}; in a search by tags, a row that is not live has no encoding. */
    PreparedStatement prepare(SqliteSession session) throws SQLException {
        var statement = session.prepare(sql.toString());
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
        return statement;
    }

    private void alongEntries(String now, int rows) {
        boolean byNamespace = query.namespace() == null && !literalPrefix().isEmpty();
        add("SELECT " + EntryRows.COLUMNS);
        if (byNamespace) {
            add(BY_NAMESPACE);
        } else {
            add(EntryRows.FROM + " WHERE m.swarm = ?");
        }
        parameters.add(query.swarm());
        var owner = byNamespace ? "n." : "m.";
        selection(owner + "namespace", "m.key");
        add(" AND " + EntryRows.LIVE);
        parameters.add(now);
        order(owner + "namespace", "m.key");
        add(" LIMIT ?");
        parameters.add(rows);
    }

    private void alongTags(String now, int rows) {
        add("SELECT c.namespace, c.key" + EntryRows.COLUMNS.substring("m.namespace, m.key".length()) + " FROM (");
        boolean first = true;
        for (var tag : query.tags().names()) {
            add(first ? "" : query.tagMode() == TagMode.ANY ? " UNION " : " INTERSECT ");
            add("SELECT namespace, key FROM memory_tags WHERE swarm = ? AND tag = ?");
            parameters.add(query.swarm());
            parameters.add(tag);
            selection("namespace", "key");
            first = false;
        }
        order("namespace", "key");
        add(" LIMIT ?) c LEFT JOIN memory_store m");
        add(" ON m.swarm = ? AND m.namespace = c.namespace AND m.key = c.key AND ");
        add(EntryRows.LIVE + " LEFT JOIN memory_access a ON a.entry_id = m.id");
        parameters.add(rows);
        parameters.add(query.swarm());
        parameters.add(now);
        order("c.namespace", "c.key");
    }

    /** Narrows to the namespace, to the literal beginning of the pattern and to what comes after the last row. */
    private void selection(String namespace, String key) {
        if (query.namespace() != null) {
            add(" AND " + namespace + " = ?");
            parameters.add(query.namespace());
        }
        var pattern = query.pattern();
        if (pattern != null && pattern.isExact()) {
            add(" AND " + key + " = ?");
            parameters.add(pattern.pattern());
        } else if (!literalPrefix().isEmpty()) {
            add(" AND " + key + " >= ?");
            parameters.add(literalPrefix());
            var end = endOfPrefix(literalPrefix());
            if (end != null) {
                add(" AND " + key + " < ?");
                parameters.add(end);
            }
        }
        if (after != null) {
            var comparison = descending ? " < " : " > ";
            if (query.namespace() != null) {
                add(" AND " + key + comparison + "?");
            } else {
                add(" AND (" + namespace + ", " + key + ")" + comparison + "(?, ?)");
                parameters.add(after.namespace());
            }
            parameters.add(after.key());
        }
    }

    private void order(String namespace, String key) {
        add(List.of(namespace, key).stream()
                .map(column -> descending ? column + " DESC" : column)
                .collect(Collectors.joining(", ", " ORDER BY ", "")));
    }

    private String literalPrefix() {
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

    private void add(String text) {
        sql.append(text);
    }
}
