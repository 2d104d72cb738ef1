package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the database was checked last, and whether it was sound; kept in store_meta.
 *
 * @param at when the check ended
 */
record LastIntegrityCheck(Instant at, boolean ok) {
    private static final Logger log = LoggerFactory.getLogger(LastIntegrityCheck.class);
    private static final String SAVE = "INSERT INTO store_meta (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    /** Notes the outcome. A database that cannot be written is no reason to hide what the check found. */
    static void note(Database database, boolean ok) {
        try {
            database.write(tx -> {
                save(tx, "checked_at", tx.nowText());
                save(tx, "check_ok", ok ? "1" : "0");
                return ok;
            });
        } catch (MemoryException e) {
            log.atWarn().addKeyValue("kind", e.kind()).log("the outcome of the check could not be noted");
        }
    }

    static Optional<LastIntegrityCheck> read(SqliteSession session) throws SQLException {
        var at = session.queryText("SELECT value FROM store_meta WHERE name = 'checked_at'");
        var moment = at.isEmpty() ? null : SqliteTime.parseOrNull(at);
        return moment == null
                ? Optional.empty()
                : Optional.of(new LastIntegrityCheck(
                        moment,
                        session.queryText("SELECT value FROM store_meta WHERE name = 'check_ok'")
                                .equals("1")));
    }

    private static void save(WriteTransaction tx, String name, String value) throws SQLException {
        var upsert = tx.prepare(SAVE);
        upsert.setString(1, name);
        upsert.setString(2, value);
        upsert.executeUpdate();
    }
}
