package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.maintenance.PolicyStatistics;
import io.claudeflow.swarm.memory.policy.Cleanup;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of policy_runs: when the entries of each policy were collected last. Bookkeeping takes no revision. */
final class PolicyRuns {
    private static final String ADD = """
            INSERT INTO policy_runs (pattern, runs, deleted, last_run, last_deleted, last_duration_ms)
            VALUES (?1, ?2, ?3, ?4, ?3, ?5)
            ON CONFLICT (pattern) DO UPDATE SET
                runs = runs + excluded.runs,
                deleted = deleted + excluded.deleted,
                last_run = CASE excluded.runs WHEN 0 THEN last_run ELSE excluded.last_run END,
                last_deleted = CASE excluded.runs WHEN 0 THEN last_deleted ELSE excluded.last_deleted END,
                last_duration_ms = CASE excluded.runs WHEN 0 THEN last_duration_ms
                    ELSE excluded.last_duration_ms END""";

    private final Database database;

    PolicyRuns(Database database) {
        this.database = database;
    }

    /** What is known of one policy. */
    record Run(long runs, long deleted, @Nullable Instant lastRun, long lastDeleted, Duration lastDuration) {
        static final Run NEVER = new Run(0, 0, null, 0, Duration.ZERO);
    }

    /** What a collection did for one policy. */
    record Outcome(String pattern, long deleted, Duration duration) {}

    /** What is known, by pattern. */
    Map<String, Run> read() {
        return database.read(session -> {
            var runs = new HashMap<String, Run>();
            var select = session.prepare(
                    "SELECT pattern, runs, deleted, last_run, last_deleted, last_duration_ms" + " FROM policy_runs");
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    runs.put(
                            row.getString(1),
                            new Run(
                                    row.getLong(2),
                                    row.getLong(3),
                                    SqliteTime.parseOrNull(row.getString(4)),
                                    row.getLong(5),
                                    Duration.ofMillis(row.getLong(6))));
                }
            }
            return runs;
        });
    }

    /**
     * Adds a collection.
     *
     * @param complete whether it counts as a run; otherwise only the deletions are added
     * @param inForce policies that are there now; the rows of others go
     */
    void record(Instant at, boolean complete, Collection<Outcome> outcomes, Policies inForce) {
        var known = patterns(inForce);
        var time = SqliteTime.format(at);
        database.<Integer>write(tx -> {
            var add = tx.prepare(ADD);
            for (var outcome : outcomes) {
                add.setString(1, outcome.pattern());
                add.setInt(2, complete ? 1 : 0);
                add.setLong(3, outcome.deleted());
                add.setString(4, complete ? time : null);
                add.setLong(5, outcome.duration().toMillis());
                add.executeUpdate();
            }
            return removeOthers(tx, known);
        });
    }

    private static int removeOthers(WriteTransaction tx, Set<String> known) throws SQLException {
        var gone = new ArrayList<String>();
        try (var row = tx.prepare("SELECT pattern FROM policy_runs").executeQuery()) {
            while (row.next()) {
                if (!known.contains(row.getString(1))) {
                    gone.add(row.getString(1));
                }
            }
        }
        for (var pattern : gone) {
            var delete = tx.prepare("DELETE FROM policy_runs WHERE pattern = ?");
            delete.setString(1, pattern);
            delete.executeUpdate();
        }
        return gone.size();
    }

    /** The policies of the file and what holds where none matches, unless the file says that too. */
    static List<RetentionPolicy> inForce(Policies policies) {
        var all = new ArrayList<>(policies.all());
        var rest = RetentionPolicy.DEFAULT;
        if (all.stream().noneMatch(policy -> policy.pattern().equals(rest.pattern()))) {
            all.add(rest);
        }
        return all;
    }

    private static Set<String> patterns(Policies policies) {
        return inForce(policies).stream().map(policy -> policy.pattern().text()).collect(Collectors.toSet());
    }

    List<PolicyStatistics> statistics(Policies policies, Instant now) {
        var known = read();
        return inForce(policies).stream()
                .map(policy -> {
                    var run = known.getOrDefault(policy.pattern().text(), Run.NEVER);
                    return new PolicyStatistics(
                            policy,
                            run.runs(),
                            run.deleted(),
                            run.lastRun(),
                            run.lastDeleted(),
                            run.lastDuration(),
                            Cleanup.next(policy.cleanup(), now, run.lastRun()));
                })
                .toList();
    }
}
