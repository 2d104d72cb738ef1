package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import java.sql.SQLException;

/** Asked before an entry changes, within the transaction of the change. Writer thread only. */
interface WriteGuard {
    /** Lets everything through. */
    WriteGuard NONE = new WriteGuard() {
        @Override
        public void entry(WriteTransaction tx, EntryKey key) {}

        @Override
        public void namespace(WriteTransaction tx, String swarm, String namespace) {}
    };

    /** Throws when the entry must not be written. */
    void entry(WriteTransaction tx, EntryKey key) throws SQLException;

    /** Throws when an entry of the namespace must not be written. */
    void namespace(WriteTransaction tx, String swarm, String namespace) throws SQLException;
}
