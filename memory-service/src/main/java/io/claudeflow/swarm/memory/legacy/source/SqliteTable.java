package io.claudeflow.swarm.memory.legacy.source;

import java.util.List;
import java.util.Map;

/**
 * A table of a source.
 *
 * @param columns names in lower case, with their declared types in upper case, in the table's order
 * @param primaryKey the columns of the primary key; empty when the rowid is the only one
 * @param hasRowid false for tables without rowid
 */
public record SqliteTable(String name, Map<String, String> columns, List<String> primaryKey, boolean hasRowid) {
    public boolean has(String... names) {
        for (var column : names) {
            if (!columns.containsKey(column)) {
                return false;
            }
        }
        return true;
    }

    public boolean hasAny(String... names) {
        for (var column : names) {
            if (columns.containsKey(column)) {
                return true;
            }
        }
        return false;
    }
}
