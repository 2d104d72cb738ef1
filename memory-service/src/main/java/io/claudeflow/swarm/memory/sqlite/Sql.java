package io.claudeflow.swarm.memory.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement that is put together from parts with their parameters. Values never become part of the text. */
final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /** Appends text, and the values of its question marks. */
    Sql add(String part, Object... values) {
        text.append(part);
        parameters.addAll(List.of(values));
        return this;
    }

    /** Shows the rows to the visitor until it has enough, and counts them. */
    int each(SqliteSession session, DirectStatement.Visitor visitor) throws SQLException {
        return session.direct(text.toString()).each(visitor, parameters.toArray());
    }

    PreparedStatement prepare(SqliteSession session) throws SQLException {
        var statement = session.prepare(text.toString());
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
        return statement;
    }
}
