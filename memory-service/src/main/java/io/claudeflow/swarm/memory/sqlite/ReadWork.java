package io.claudeflow.swarm.memory.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The body of a read: statements on a read-only connection that see one state of the database. */
@FunctionalInterface
interface ReadWork<T extends @Nullable Object> {
    T run(SqliteSession session) throws SQLException;
}
