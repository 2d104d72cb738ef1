package io.claudeflow.swarm.memory.sqlite;

import java.sql.SQLException;

/** SQLite has rolled the whole transaction back, other operations of the group included. */
final class TransactionLostException extends SQLException {
    private static final long serialVersionUID = 1L;

    TransactionLostException(SQLException reason) {
        super(reason.getMessage(), reason.getSQLState(), reason.getErrorCode(), reason);
    }
}
