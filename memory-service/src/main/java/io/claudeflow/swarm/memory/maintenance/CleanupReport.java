package io.claudeflow.swarm.memory.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a cleanup did.
 *
 * @param at when it began
 * @param dryRun whether it only counted; {@code deleted} is then what it would have deleted
 * @param left expired entries in its scope that stay because their policy's time has not come; hidden they are
 * @param entriesBefore rows in the file before, expired ones included
 * @param entriesAfter rows in the file after
 * @param policies the policies that had something to do, the most specific first
 */
public record CleanupReport(
        Instant at,
        boolean dryRun,
        long deleted,
        long left,
        long entriesBefore,
        long entriesAfter,
        List<ByPolicy> policies,
        Duration duration) {
    /**
     * The part of one policy.
     *
     * @param strategy as policy files and statistics write it, such as {@code daily 02:00}
     * @param due whether this cleanup deletes for it
     * @param found entries in scope: expired ones, and live ones where the request includes them
     * @param duration of deleting, without the search
     */
    public record ByPolicy(String pattern, String strategy, boolean due, long found, long deleted, Duration duration) {}

    public CleanupReport {
        policies = List.copyOf(policies);
    }

    /** The same, with the time that the whole took. */
    public CleanupReport lasting(Duration newDuration) {
        return new CleanupReport(at, dryRun, deleted, left, entriesBefore, entriesAfter, policies, newDuration);
    }

    /** The report for people, one policy a line. */
    public String text() {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s %d entries in %.3f s, %d expired ones left to their policies; %d entries before, %d after%n",
                dryRun ? "would delete" : "deleted",
                deleted,
                duration.toNanos() / 1e9,
                left,
                entriesBefore,
                entriesAfter));
        for (var policy : policies) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s (%s): %d of %d%s%n",
                    policy.pattern(),
                    policy.strategy(),
                    policy.deleted(),
                    policy.found(),
                    policy.due() ? "" : ", not due"));
        }
        return text.toString();
    }
}
