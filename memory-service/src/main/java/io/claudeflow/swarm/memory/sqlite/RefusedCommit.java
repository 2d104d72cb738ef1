package io.claudeflow.swarm.memory.sqlite;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A commit that failed on its way to the disk. It is rolled back, and its writer is told so, but all of its frames can
 * be in the write-ahead log, the mark of the commit with them: after a crash SQLite would find it there and take it for
 * good. Stateless.
 */
final class RefusedCommit {
    private static final Logger log = LoggerFactory.getLogger(RefusedCommit.class);
    private static final String COUNT = "INSERT INTO store_meta (name, value) VALUES ('refused_commits', 1)"
            + " ON CONFLICT (name) DO UPDATE SET value = value + 1";

    private RefusedCommit() {}

    /**
     * Commits something else, which takes the place of its first frame in the log; the rest no longer continues what is
     * before it. The same holds when this commit fails in the same way: then it is the one that may be found.
     */
    static void overwrite(SqliteSession session) {
        try {
            session.execute("BEGIN IMMEDIATE");
            session.execute(COUNT);
            session.execute("COMMIT");
        } catch (SQLException e) {
            log.atDebug().setCause(e).log("the end of the log is on no disk yet");
            session.rollBack();
        }
    }
}
