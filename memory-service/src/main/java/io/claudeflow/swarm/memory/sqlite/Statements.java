package io.claudeflow.swarm.memory.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where statements come from: the session of a read or the transaction of a write. */
@FunctionalInterface
interface Statements {
    PreparedStatement prepare(String sql) throws SQLException;

    /** The prepared statement with its parameters, null being NULL. */
    default PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        var statement = prepare(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
