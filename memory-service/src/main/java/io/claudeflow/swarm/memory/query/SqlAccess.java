package io.claudeflow.swarm.memory.query;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;

/**
 * SQL for administrators: it sees every swarm of the file, what is stored (compressed values as blobs, expired rows
 * too). Thread-safe.
 */
public interface SqlAccess {
    /** Refuses everything. */
    SqlAccess OFF = new SqlAccess() {
        @Override
        public SqlResult query(SqlQuery query) {
            throw off();
        }

        @Override
        public SqlResult execute(String statement) {
            throw off();
        }

        private static MemoryException off() {
            return MemoryException.of(
                    FailureKind.NOT_SUPPORTED, "raw SQL is switched off (RAW_SQL=false); use the other operations");
        }
    };

    /** Answers one statement that reads; nothing it says can change the store. */
    SqlResult query(SqlQuery query);

    /** Runs one of the statements that {@link SqlCommand} lists. */
    SqlResult execute(String statement);
}
