package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.KeyConventions;
import io.claudeflow.swarm.memory.maintenance.CleanupReport;
import io.claudeflow.swarm.memory.maintenance.CleanupRequest;
import io.claudeflow.swarm.memory.policy.Cleanup;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes expired entries. They are found by short reads and deleted a few with each write, so that other reads and
 * writes fit in between; each is looked at again in its write, because it may have been replaced meanwhile.
 */
final class ExpirySweep {
    private static final int ROWS_PER_READ = 500;
    private static final int ROWS_PER_WRITE = 100;
    private static final String EXPIRED =
            "SELECT id, swarm, namespace, key, expires_at FROM memory_store INDEXED BY memory_store_expiry"
                    + " WHERE expires_at <= ? AND (expires_at, id) > (?, ?) ORDER BY expires_at, id LIMIT "
                    + ROWS_PER_READ;
    private static final String OF_SWARM =
            "SELECT namespace, key FROM memory_store WHERE swarm = ? AND (namespace, key) > (?, ?)"
                    + " ORDER BY namespace, key LIMIT " + ROWS_PER_READ;
    private static final String ROWS = "SELECT coalesce(sum(entries), 0) FROM namespace_totals";

    private final Database database;
    private final Supplier<Policies> policies;
    private final PolicyRuns runs;

    ExpirySweep(Database database, Supplier<Policies> policies, PolicyRuns runs) {
        this.database = database;
        this.policies = policies;
        this.runs = runs;
    }

    CleanupReport run(CleanupRequest request) {
        long start = System.nanoTime();
        var now = SqliteTime.rounded(database.clock().instant());
        long before = database.read(session -> session.queryLong(ROWS));
        var turn = new Turn(request, policies.get(), runs.read(), now);
        if (request.includesLive()) {
            sweepSession(turn);
        } else {
            sweepExpired(turn);
        }
        turn.remember();
        long after = database.read(session -> session.queryLong(ROWS));
        return turn.report(before, after, Duration.ofNanos(System.nanoTime() - start));
    }

    private void sweepExpired(Turn turn) {
        var until = SqliteTime.format(turn.until);
        var lastTime = "";
        long lastId = 0;
        while (true) {
            var rows = expired(until, lastTime, lastId);
            turn.take(rows.stream().flatMap(row -> Stream.ofNullable(row.key())).toList());
            if (rows.size() < ROWS_PER_READ) {
                return;
            }
            lastTime = rows.getLast().expiresAt();
            lastId = rows.getLast().id();
        }
    }

    private record ExpiredRow(long id, @Nullable EntryKey key, String expiresAt) {}

    private List<ExpiredRow> expired(String until, String lastTime, long lastId) {
        return database.read(session -> {
            var select = session.prepare(EXPIRED);
            select.setString(1, until);
            select.setString(2, lastTime);
            select.setLong(3, lastId);
            var found = new ArrayList<ExpiredRow>(ROWS_PER_READ);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new ExpiredRow(
                            row.getLong(1),
                            EntryRows.key(row.getString(2), row.getString(3), row.getString(4)),
                            row.getString(5)));
                }
            }
            return found;
        });
    }

    private void sweepSession(Turn turn) {
        var swarm = String.valueOf(turn.request.swarm());
        var last = new Names("", "");
        while (true) {
            var names = names(swarm, last.namespace(), last.key());
            turn.take(names.stream()
                    .flatMap(one -> Stream.ofNullable(EntryRows.key(swarm, one.namespace(), one.key())))
                    .toList());
            if (names.size() < ROWS_PER_READ) {
                return;
            }
            last = names.getLast();
        }
    }

    private record Names(String namespace, String key) {}

    private List<Names> names(String swarm, String lastNamespace, String lastKey) {
        return database.read(session -> {
            var select = session.prepare(OF_SWARM);
            select.setString(1, swarm);
            select.setString(2, lastNamespace);
            select.setString(3, lastKey);
            var found = new ArrayList<Names>(ROWS_PER_READ);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Names(row.getString(1), row.getString(2)));
                }
            }
            return found;
        });
    }

    /** One cleanup: what is due, and what came of it. Used by one thread. */
    private final class Turn {
        private final CleanupRequest request;
        private final Policies inForce;
        private final Map<String, PolicyRuns.Run> known;
        private final Instant now;
        private final Instant until;
        private final Map<RetentionPolicy, Tally> tallies = new LinkedHashMap<>();

        Turn(CleanupRequest request, Policies inForce, Map<String, PolicyRuns.Run> known, Instant now) {
            this.request = request;
            this.inForce = inForce;
            this.known = known;
            this.now = now;
            var bound = request.expiredBefore();
            this.until = bound == null || bound.isAfter(now) ? now : SqliteTime.rounded(bound);
            PolicyRuns.inForce(inForce).forEach(policy -> tallies.put(policy, new Tally(isDue(policy))));
        }

        private boolean isDue(RetentionPolicy policy) {
            var last = known.getOrDefault(policy.pattern().text(), PolicyRuns.Run.NEVER);
            return request.force() || Cleanup.isDue(policy.cleanup(), now, last.lastRun());
        }

        /** Deletes those of the keys that are in scope and due, policy by policy. */
        void take(List<EntryKey> keys) {
            var byPolicy = new TreeMap<RetentionPolicy, List<EntryKey>>(
                    java.util.Comparator.comparing(RetentionPolicy::pattern));
            for (var key : keys) {
                if (isInScope(key)) {
                    byPolicy.computeIfAbsent(inForce.of(key.namespace(), key.key()), _ -> new ArrayList<>())
                            .add(key);
                }
            }
            byPolicy.forEach((policy, mine) -> {
                var tally = tallies.computeIfAbsent(policy, any -> new Tally(isDue(any)));
                tally.found += mine.size();
                if (tally.due) {
                    tally.delete(mine);
                }
            });
        }

        private boolean isInScope(EntryKey key) {
            var swarm = request.swarm();
            var namespace = request.namespace();
            var session = request.session();
            return (swarm == null || swarm.equals(key.swarm()))
                    && (namespace == null || namespace.equals(key.namespace()))
                    && (session == null || KeyConventions.belongsToSession(key.namespace(), key.key(), session));
        }

        private int deleteSome(WriteTransaction tx, List<EntryKey> keys) throws SQLException {
            int deleted = 0;
            for (var key : keys) {
                var found = EntryWrites.find(tx, key);
                if (found != null && isDeletable(found.expiresAt(), tx.now())) {
                    EntryWrites.remove(tx, key, found);
                    var change = found.liveAt(tx.now()) ? Change.DELETE : Change.EXPIRE;
                    tx.logChange(key.swarm(), EntryWrites.TABLE, key.namespace(), key.key(), change);
                    deleted++;
                }
            }
            return deleted;
        }

        private boolean isDeletable(@Nullable Instant expiresAt, Instant atWrite) {
            if (request.includesLive()) {
                return true;
            }
            return expiresAt != null && !expiresAt.isAfter(request.expiredBefore() == null ? atWrite : until);
        }

        /** Whole collections are runs of their policies; partial ones only add to what was deleted. */
        void remember() {
            if (request.dryRun()) {
                return;
            }
            boolean complete = request.isComplete();
            var outcomes = new ArrayList<PolicyRuns.Outcome>();
            tallies.forEach((policy, tally) -> {
                if (complete ? tally.due : tally.deleted > 0) {
                    outcomes.add(new PolicyRuns.Outcome(
                            policy.pattern().text(), tally.deleted, Duration.ofNanos(tally.nanos)));
                }
            });
            if (!outcomes.isEmpty()) {
                runs.record(now, complete, outcomes, inForce);
            }
        }

        CleanupReport report(long before, long after, Duration duration) {
            var parts = new ArrayList<CleanupReport.ByPolicy>();
            long deleted = 0;
            long left = 0;
            for (var entry : tallies.entrySet()) {
                var policy = entry.getKey();
                var tally = entry.getValue();
                deleted += tally.deleted;
                left += tally.due ? 0 : tally.found;
                if (tally.found > 0) {
                    parts.add(new CleanupReport.ByPolicy(
                            policy.pattern().text(),
                            Cleanup.text(policy.cleanup()),
                            tally.due,
                            tally.found,
                            tally.deleted,
                            Duration.ofNanos(tally.nanos)));
                }
            }
            return new CleanupReport(now, request.dryRun(), deleted, left, before, after, parts, duration);
        }

        /** The part of one policy. */
        private final class Tally {
            private final boolean due;
            private long found;
            private long deleted;
            private long nanos;

            Tally(boolean due) {
                this.due = due;
            }

            void delete(List<EntryKey> keys) {
                if (request.dryRun()) {
                    deleted += keys.size();
                    return;
                }
                long start = System.nanoTime();
                for (int from = 0; from < keys.size(); from += ROWS_PER_WRITE) {
                    var some = keys.subList(from, Math.min(keys.size(), from + ROWS_PER_WRITE));
                    deleted += database.<Integer>write(tx -> deleteSome(tx, some));
                }
                nanos += System.nanoTime() - start;
            }
        }
    }
}
