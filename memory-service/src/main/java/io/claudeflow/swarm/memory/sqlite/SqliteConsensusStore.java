package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.consensus.ConsensusState;
import io.claudeflow.swarm.memory.consensus.ConsensusStore;
import io.claudeflow.swarm.memory.consensus.Decision;
import io.claudeflow.swarm.memory.consensus.Proposal;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Proposals, their votes and the record of decisions on SQLite. */
public final class SqliteConsensusStore implements ConsensusStore {
    static final String TABLE = "consensus_state";

    private static final String COLUMNS = "key, value, proposer, acceptors, quorum, version, status, votes, timestamp,"
            + " updated_at, epoch, revision";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM consensus_state WHERE swarm = ?";
    private static final String PUT =
            "INSERT INTO consensus_state (" + COLUMNS + ", swarm) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (swarm, key) DO UPDATE SET (value, proposer, acceptors, quorum, version, status,"
                    + " votes, timestamp, updated_at, epoch, revision) = (excluded.value, excluded.proposer,"
                    + " excluded.acceptors, excluded.quorum, excluded.version, excluded.status, excluded.votes,"
                    + " excluded.timestamp, excluded.updated_at, excluded.epoch, excluded.revision)";
    private static final int ROW_BYTES = 256;

    private final Database database;
    private final TableRows<ConsensusState> rows;
    private final DecisionRows decisions;

    SqliteConsensusStore(Database database, JsonColumns json) {
        this.database = database;
        this.rows = rows(json);
        this.decisions = new DecisionRows(database, json);
    }

    static TableRows<ConsensusState> rows(JsonColumns json) {
        return new TableRows<>(TABLE, SELECT, row -> state(row, json), 1);
    }

    @Override
    public ConsensusState propose(String swarm, Proposal proposal, @Nullable Long expectedVersion) {
        EntryKey.checkSwarm(swarm);
        return database.write(ROW_BYTES + Rows.length(proposal.value()), tx -> {
            long present = find(tx::prepare, swarm, proposal.key())
                    .map(ConsensusState::version)
                    .orElse(0L);
            if (expectedVersion != null && expectedVersion != present) {
                throw MemoryException.ofField(
                        FailureKind.PRECONDITION_FAILED, "version", expectedVersion, "the present version, " + present);
            }
            return put(tx, swarm, ConsensusState.proposed(proposal, present + 1, tx.now(), tx.revision()));
        });
    }

    @Override
    public ConsensusState vote(String swarm, String key, String acceptor, boolean accept, long expectedVersion) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var before = find(tx::prepare, swarm, key)
                    .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "key", key, "a proposal"));
            var known = before.voted(acceptor, accept, expectedVersion, tx.now(), before.revision());
            return known.equals(before)
                    ? before
                    : put(tx, swarm, before.voted(acceptor, accept, expectedVersion, tx.now(), tx.revision()));
        });
    }

    @Override
    public Optional<ConsensusState> get(String swarm, String key) {
        EntryKey.checkSwarm(swarm);
        return database.read(session -> find(session::prepare, swarm, key));
    }

    @Override
    public Page<ConsensusState> list(String swarm, ConsensusState.@Nullable Status status, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        var listing = "consensus " + status;
        var sql = new Sql().add(SELECT, swarm);
        if (status != null) {
            sql.add(" AND status = ?", status.name().toLowerCase(Locale.ROOT));
        }
        sql.add(" AND key > ? ORDER BY key LIMIT ?", Rows.nameAfter(page, listing), page.limit() + 1);
        return database.read(session -> Rows.page(
                sql.prepare(session),
                page.limit(),
                rows,
                state -> Rows.length(state.proposal().value()),
                listing,
                row -> new String[] {row.getString(1)}));
    }

    @Override
    public boolean delete(String swarm, String key) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var delete = tx.prepare("DELETE FROM consensus_state WHERE swarm = ? AND key = ?");
            delete.setString(1, swarm);
            delete.setString(2, key);
            boolean existed = delete.executeUpdate() > 0;
            if (existed) {
                tx.logChange(swarm, TABLE, "", key, Change.DELETE);
            }
            return existed;
        });
    }

    @Override
    public Decision record(String swarm, Decision decision) {
        return decisions.record(EntryKey.checkSwarm(swarm), decision);
    }

    @Override
    public Optional<Decision> decision(String swarm, String id) {
        return decisions.find(EntryKey.checkSwarm(swarm), id);
    }

    @Override
    public Page<Decision> decisions(String swarm, @Nullable String topic, PageRequest page) {
        return decisions.list(EntryKey.checkSwarm(swarm), topic, page);
    }

    private static ConsensusState put(WriteTransaction tx, String swarm, ConsensusState state) throws SQLException {
        var proposal = state.proposal();
        var votes = new LinkedHashMap<String, Document>();
        state.votes().forEach((acceptor, accept) -> votes.put(acceptor, Document.of(accept)));
        var put = tx.prepare(PUT);
        put.setString(1, proposal.key());
        put.setString(2, proposal.value());
        put.setString(3, proposal.proposer());
        put.setString(4, JsonColumns.ofTexts(proposal.acceptors()));
        put.setString(5, QuorumColumn.format(proposal.quorum()));
        put.setLong(6, state.version());
        put.setString(7, state.status().name().toLowerCase(Locale.ROOT));
        put.setString(8, Document.of(votes).toJson());
        put.setString(9, SqliteTime.format(state.proposedAt()));
        put.setString(10, SqliteTime.format(state.updatedAt()));
        Rows.setRevision(put, 11, state.revision());
        put.setString(13, swarm);
        put.executeUpdate();
        tx.logChange(swarm, TABLE, "", proposal.key(), Change.PUT);
        return state;
    }

    private Optional<ConsensusState> find(Statements statements, String swarm, String key) throws SQLException {
        var select = statements.prepare(SELECT + " AND key = ?");
        select.setString(1, swarm);
        select.setString(2, key);
        return Rows.first(select, rows);
    }

    private static ConsensusState state(ResultSet row, JsonColumns json) throws SQLException {
        var proposedAt = SqliteTime.parse(row.getString(9));
        var updatedAt = SqliteTime.parseNullable(row.getString(10));
        var proposal = new Proposal(
                row.getString(1),
                JsonColumns.required("value", row.getString(2)),
                row.getString(3),
                json.texts("acceptors", row.getString(4)),
                QuorumColumn.parse(row.getString(5)));
        return new ConsensusState(
                proposal,
                row.getLong(6),
                status(row.getString(7)),
                votes(row.getString(8), json),
                proposedAt,
                updatedAt == null ? proposedAt : updatedAt,
                Rows.revision(row, 11));
    }

    private static SortedMap<String, Boolean> votes(String text, JsonColumns json) {
        var votes = new TreeMap<String, Boolean>();
        json.members("votes", text).forEach((acceptor, vote) -> {
            if (!(vote instanceof Document.Bool(boolean accept))) {
                throw JsonColumns.damaged("votes", "true or false for each acceptor");
            }
            votes.put(acceptor, accept);
        });
        return votes;
    }

    private static ConsensusState.Status status(String text) {
        for (var status : ConsensusState.Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
                return status;
            }
        }
        throw SqliteFailures.corruptRow("status " + text + " (expected: open, accepted or rejected)");
    }
}
