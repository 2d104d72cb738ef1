package io.claudeflow.swarm.memory.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Where a look-up gets its statement from: the writer's transaction or a read. */
@FunctionalInterface
interface Statements {
    PreparedStatement prepare(String sql) throws SQLException;
}
