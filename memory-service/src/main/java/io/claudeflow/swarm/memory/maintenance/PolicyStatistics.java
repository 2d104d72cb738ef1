package io.claudeflow.swarm.memory.maintenance;

import io.claudeflow.swarm.memory.policy.Cleanup;
import io.claudeflow.swarm.memory.policy.Lifetime;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of the entries of one policy; kept in the file, so a restart forgets nothing.
 *
 * @param runs complete collections it was part of
 * @param deleted entries deleted for it since it is known
 * @param lastRun its last complete collection, or null
 * @param lastDeleted entries deleted then
 * @param lastDuration of deleting them
 * @param nextRun the moment from which the regular collection includes it again, or null when only an explicit one does
 */
public record PolicyStatistics(
        RetentionPolicy policy,
        long runs,
        long deleted,
        @Nullable Instant lastRun,
        long lastDeleted,
        Duration lastDuration,
        @Nullable Instant nextRun) {

    /** The figures for people, one policy a line. */
    public static String text(List<PolicyStatistics> statistics) {
        var text = new StringBuilder();
        for (var one : statistics) {
            var policy = one.policy();
            text.append(String.format(
                    Locale.ROOT,
                    "%s: ttl %s, cleanup %s; %d runs, %d deleted, last %s (%d deleted in %.3f s), next %s%n",
                    policy.pattern(),
                    Lifetime.text(policy.lifetime()),
                    Cleanup.text(policy.cleanup()),
                    one.runs(),
                    one.deleted(),
                    one.lastRun() == null ? "never" : one.lastRun(),
                    one.lastDeleted(),
                    one.lastDuration().toNanos() / 1e9,
                    one.nextRun() == null ? "on request" : one.nextRun()));
        }
        return text.toString();
    }
}
