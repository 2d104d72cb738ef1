package io.claudeflow.swarm.memory.query;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a statement.
 *
 * @param rows each with one value for each column
 * @param nextCursor for what follows, or null when this is all
 * @param revision the newest revision that the statement saw
 */
public record SqlResult(
        List<Column> columns,
        List<List<SqlValue>> rows,
        @Nullable String nextCursor,
        Revision revision) {
    public SqlResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column. Names need not be unique.
     *
     * @param type the storage class that the values of this answer have: {@code integer}, {@code real}, {@code text},
     *     {@code blob}; {@code null} when there is no other value, {@code any} when they differ
     */
    public record Column(String name, String type) {}

    /** Finds the columns' types from the rows. */
    public static SqlResult of(
            List<String> names, List<List<SqlValue>> rows, @Nullable String nextCursor, Revision revision) {
        var columns = new Column[names.size()];
        for (int i = 0; i < columns.length; i++) {
            var types = new TreeSet<String>();
            for (var row : rows) {
                types.add(row.get(i).type());
            }
            types.remove("null");
            columns[i] =
                    new Column(names.get(i), types.isEmpty() ? "null" : types.size() == 1 ? types.getFirst() : "any");
        }
        return new SqlResult(List.of(columns), rows, nextCursor, revision);
    }
}
