package io.claudeflow.swarm.memory.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a write. It runs on the writer thread, within a savepoint of a transaction shared with other writes, and
 * may run again when that transaction was lost: it must not change anything but through the transaction.
 */
@FunctionalInterface
interface WriteWork<T extends @Nullable Object> {
    T run(WriteTransaction tx) throws SQLException;
}
