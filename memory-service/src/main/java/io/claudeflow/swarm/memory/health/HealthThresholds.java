package io.claudeflow.swarm.memory.health;

import java.time.Duration;

/**
 * From where a figure is worth a warning or is critical. Shares are 0 to 1. The defaults for usage (0.8 and 0.95) and
 * staleness (7 days) are those of seed 003's system, the others are ours.
 *
 * @param usageWarning share of the disk or of a quota in use
 * @param hitRateWarning hit rate below which the cache is too small; judged from {@code hitRateReads} reads on
 * @param readMillisWarning time of a read on average; judged from {@code readsJudged} reads on
 * @param staleAfter when an entry that nobody reads or writes is stale
 * @param staleWarning share of stale entries; judged from {@code staleEntries} entries on
 * @param fragmentationWarning share of the file that holds nothing; judged from {@code fragmentationBytes} on
 * @param queueWarning share of the queue of writes that is taken
 * @param gcIntervalsWarning garbage collections missed
 * @param checkAgeWarning age of the last integrity check that is worth a recommendation
 */
public record HealthThresholds(
        double usageWarning,
        double usageCritical,
        double hitRateWarning,
        long hitRateReads,
        double readMillisWarning,
        double readMillisCritical,
        long readsJudged,
        Duration staleAfter,
        double staleWarning,
        long staleEntries,
        double fragmentationWarning,
        long fragmentationBytes,
        long logWarningBytes,
        long logCriticalBytes,
        double queueWarning,
        double queueCritical,
        double gcIntervalsWarning,
        double gcIntervalsCritical,
        Duration checkAgeWarning) {
    private static final long MIB = 1024 * 1024;

    public static final HealthThresholds DEFAULT = new HealthThresholds(
            0.80,
            0.95,
            0.50,
            1_000,
            20,
            100,
            100,
            Duration.ofDays(7),
            0.50,
            100,
            0.25,
            16 * MIB,
            512 * MIB,
            1024 * MIB,
            0.50,
            0.90,
            3,
            12,
            Duration.ofDays(30));
}
