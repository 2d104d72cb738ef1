package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose store a file is: the swarm of the service that served it last, kept in store_meta. Others may live in it. */
final class StoreOwner {
    private static final Logger log = LoggerFactory.getLogger(StoreOwner.class);
    private static final String READ = "SELECT value FROM store_meta WHERE name = 'swarm'";
    private static final String SAVE = "INSERT INTO store_meta (name, value) VALUES ('swarm', ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private StoreOwner() {}

    /** The swarm, or null when the file was never served. */
    static @Nullable String read(SqliteSession session) throws SQLException {
        var text = session.queryText(READ);
        return text.isEmpty() ? null : text;
    }

    static void save(SqliteSession session, String swarm) throws SQLException {
        var save = session.prepare(SAVE);
        save.setString(1, swarm);
        save.executeUpdate();
    }

    /** Notes the swarm; a full disk is no reason not to serve. */
    static void note(Database database, String swarm) {
        try {
            if (!swarm.equals(database.<@Nullable String>read(StoreOwner::read))) {
                database.write(tx -> {
                    var save = tx.prepare(SAVE);
                    save.setString(1, swarm);
                    return save.executeUpdate();
                });
            }
        } catch (MemoryException e) {
            log.atWarn().addKeyValue("kind", e.kind()).log("whose store this is could not be noted");
        }
    }
}
