package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.revision.Revision;
import java.sql.SQLException;

/**
 * What a database was restored from, and at which revision it began then; kept in store_meta. As long as that is its
 * newest revision, nothing was written since, and the same restore has nothing to do.
 */
final class RestoredMark {
    private static final String READ = "SELECT value FROM store_meta WHERE name = 'restored'";

    private RestoredMark() {}

    /** The same text for the same content; empty when the digest is. */
    static String content(String sha256, RestoreSelection selection) {
        return sha256.isEmpty() ? "" : sha256 + " " + selection.text();
    }

    static void save(SqliteSession session, String content, Revision revision) throws SQLException {
        var save = session.prepare("INSERT INTO store_meta (name, value) VALUES ('restored', ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        save.setString(1, text(content, revision));
        save.executeUpdate();
    }

    /** Whether the database is as it was restored. */
    static boolean holds(SqliteSession session, String content) throws SQLException {
        return !content.isEmpty() && session.queryText(READ).equals(text(content, SnapshotCheck.revision(session)));
    }

    private static String text(String content, Revision revision) {
        return revision + " " + content;
    }
}
