package io.claudeflow.swarm.memory.legacy.record;

/**
 * Where a record comes from; the same row has the same origin in every run.
 *
 * @param file the source file, relative to the source that was named
 * @param table a table, or the part of a JSON file
 * @param row the row's own identity within the table: primary key, rowid, place in a list, or file name
 */
public record Origin(String file, LegacyFormat format, String table, String row) {
    @Override
    public String toString() {
        return file + " " + table + "[" + row + "]";
    }
}
