package io.claudeflow.swarm.benchmarks.postgres;

import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection with its two prepared statements. */
final class PostgresClient implements PeerClient {
    private static final String UPSERT = "INSERT INTO entries (key, value) VALUES (?, ?)"
            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    private static final String SELECT = "SELECT value FROM entries WHERE key = ?";

    private final Connection connection;
    private final PreparedStatement upsert;
    private final PreparedStatement select;

    private PostgresClient(Connection connection, PreparedStatement upsert, PreparedStatement select) {
        this.connection = connection;
        this.upsert = upsert;
        this.select = select;
    }

    static PostgresClient over(Connection connection) throws SQLException {
        try {
            return new PostgresClient(
                    connection, connection.prepareStatement(UPSERT), connection.prepareStatement(SELECT));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void put(String key, byte[] value) throws PeerException {
        try {
            upsert.setString(1, key);
            upsert.setBytes(2, value);
            if (upsert.executeUpdate() != 1) {
                throw PeerException.refused("upsert of " + key + " did not report one row");
            }
        } catch (SQLException e) {
            throw failure("upsert", e);
        }
    }

    @Override
    public byte @Nullable [] get(String key) throws PeerException {
        try {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        } catch (SQLException e) {
            throw failure("select", e);
        }
    }

    private PeerException failure(String operation, SQLException e) {
        String message = operation + ": " + e.getMessage();
        try {
            return connection.isClosed() ? PeerException.lost(message, e) : PeerException.refused(message, e);
        } catch (SQLException closing) {
            e.addSuppressed(closing);
            return PeerException.lost(message, e);
        }
    }

    /** Aborts rather than closes: a close would wait for a statement that hangs. */
    @Override
    public void close() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // A connection that cannot be closed is closed enough: its process ends with the run.
            return;
        }
    }
}
