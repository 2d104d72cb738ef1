package io.claudeflow.swarm.memory.revision;

/**
 * One row that a committed operation changed.
 *
 * @param revision of the operation; one operation may change several rows
 * @param table the table's name in SQL
 * @param namespace empty where the table has none
 * @param key what identifies the row in its swarm; empty for {@link #CLEAR}
 * @param operation {@link #PUT}, {@link #DELETE}, {@link #EXPIRE} or {@link #CLEAR}
 */
public record RowChange(Revision revision, String swarm, String table, String namespace, String key, String operation) {
    /** The row was created or replaced. */
    public static final String PUT = "put";

    /** The row was removed on request. */
    public static final String DELETE = "delete";

    /** The row was removed because its time was up. */
    public static final String EXPIRE = "expire";

    /** Every row of the namespace was removed. */
    public static final String CLEAR = "clear";
}
