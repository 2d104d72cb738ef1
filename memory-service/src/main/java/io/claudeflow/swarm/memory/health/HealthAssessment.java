package io.claudeflow.swarm.memory.health;

import io.claudeflow.swarm.memory.health.HealthCheck.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns figures into a report; the same figures always give the same report. Formulas:
 *
 * <ul>
 *   <li>disk usage = 1 - free / total; quota usage = used / limit of the fullest quota
 *   <li>cache hit rate = hits / (hits + misses); access time = time of reads / reads
 *   <li>stale = stale entries / live entries; fragmentation = free bytes of the file / its size
 *   <li>write queue = waiting / capacity; garbage collection = time since the last / interval
 * </ul>
 */
public record HealthAssessment(HealthThresholds thresholds) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final String OPTIMIZE = "run optimize with auto_apply, or give the store more space";

    public HealthReport assess(HealthFigures figures, Instant at) {
        var checks = new ArrayList<HealthCheck>();
        double disk = share(figures.diskTotalBytes() - figures.diskFreeBytes(), figures.diskTotalBytes());
        checks.add(check(
                Subject.DISK_USAGE,
                disk,
                thresholds.usageWarning(),
                thresholds.usageCritical(),
                percent(disk) + " of the disk is used",
                "run the emergency cleanup when nothing else frees space, or enlarge the volume"));
        var quota = quota(figures, checks);
        var hitRate = cache(figures, checks);
        var readMillis = accessTime(figures, checks);
        stale(figures, checks);
        double fragmentation = share(figures.freeBytes(), figures.databaseBytes());
        checks.add(check(
                Subject.FRAGMENTATION,
                figures.freeBytes() < thresholds.fragmentationBytes() ? null : fragmentation,
                thresholds.fragmentationWarning(),
                null,
                percent(fragmentation) + " of the file holds nothing",
                OPTIMIZE));
        checks.add(check(
                Subject.LOG_SIZE,
                (double) figures.logBytes(),
                (double) thresholds.logWarningBytes(),
                (double) thresholds.logCriticalBytes(),
                "the write-ahead log has " + figures.logBytes() + " bytes",
                "look for a read that never ends; run a checkpoint"));
        double queue = share(figures.queuedWrites(), figures.queueCapacity());
        checks.add(check(
                Subject.WRITE_QUEUE,
                queue,
                thresholds.queueWarning(),
                thresholds.queueCritical(),
                figures.queuedWrites() + " of " + figures.queueCapacity() + " places in the queue of writes are taken",
                "write in batches, or slow the writers down"));
        garbageCollection(figures, checks);
        integrity(figures, checks);
        var worst =
                checks.stream().map(HealthCheck::status).max(Enum::compareTo).orElse(HealthStatus.HEALTHY);
        return new HealthReport(
                at,
                worst,
                checks,
                Math.max(disk, quota == null ? 0 : quota),
                hitRate,
                readMillis == null ? null : 1 - Math.min(1, readMillis / thresholds.readMillisCritical()),
                fragmentation);
    }

    private @Nullable Double quota(HealthFigures figures, List<HealthCheck> checks) {
        var fullest = figures.fullestQuota();
        Double use = fullest == null ? null : share(fullest.usedBytes(), fullest.limitBytes());
        checks.add(check(
                Subject.QUOTA_USAGE,
                use,
                thresholds.usageWarning(),
                thresholds.usageCritical(),
                fullest == null
                        ? ""
                        : fullest.owner() + " uses " + fullest.usedBytes() + " of " + fullest.limitBytes() + " bytes",
                "delete what the agent or session no longer needs, or raise its limit"));
        return use;
    }

    private @Nullable Double cache(HealthFigures figures, List<HealthCheck> checks) {
        long reads = figures.cacheHits() + figures.cacheMisses();
        Double rate = !figures.cacheEnabled() || reads == 0 ? null : share(figures.cacheHits(), reads);
        checks.add(check(
                Subject.CACHE_HIT_RATE,
                reads < thresholds.hitRateReads() ? null : rate,
                thresholds.hitRateWarning(),
                null,
                (rate == null ? "" : percent(rate)) + " of the recent reads were answered by the cache",
                "raise CACHE_SIZE and CACHE_MEMORY_MB"));
        return rate;
    }

    private @Nullable Double accessTime(HealthFigures figures, List<HealthCheck> checks) {
        Double millis = figures.reads() == 0 ? null : figures.readNanos() / NANOS_PER_MILLI / figures.reads();
        checks.add(check(
                Subject.ACCESS_TIME,
                figures.reads() < thresholds.readsJudged() ? null : millis,
                thresholds.readMillisWarning(),
                thresholds.readMillisCritical(),
                "a recent read took " + (millis == null ? "" : decimal(millis)) + " ms on average",
                "look at the slow operations; raise the cache or READ_CONNECTIONS"));
        return millis;
    }

    private void stale(HealthFigures figures, List<HealthCheck> checks) {
        boolean judged = figures.comparedEntries() >= thresholds.staleEntries();
        double stale = share(figures.staleEntries(), figures.comparedEntries());
        checks.add(check(
                Subject.STALE_ENTRIES,
                judged ? stale : null,
                thresholds.staleWarning(),
                null,
                percent(stale) + " of the entries were neither read nor written for "
                        + thresholds.staleAfter().toDays() + " days",
                "give such entries a lifetime by a retention policy; the audit lists those never read"));
    }

    private void garbageCollection(HealthFigures figures, List<HealthCheck> checks) {
        var interval = figures.gcInterval();
        Double missed = interval == null ? null : (double) figures.sinceGc().toMillis() / interval.toMillis();
        checks.add(check(
                Subject.GARBAGE_COLLECTION,
                missed,
                thresholds.gcIntervalsWarning(),
                thresholds.gcIntervalsCritical(),
                "no garbage collection for " + figures.sinceGc().toSeconds() + " s, " + figures.expiredEntries()
                        + " expired entries are not collected",
                "look for its failures in the log; collect by hand (POST /admin/gc)"));
    }

    /** A failed check is critical whatever its age; an old or a missing one is only worth a recommendation. */
    private void integrity(HealthFigures figures, List<HealthCheck> checks) {
        var last = figures.lastCheck();
        Double age = last == null ? null : last.age().toSeconds() / SECONDS_PER_DAY;
        double limit = thresholds.checkAgeWarning().toSeconds() / SECONDS_PER_DAY;
        if (last != null && !last.ok()) {
            checks.add(new HealthCheck(
                    Subject.INTEGRITY,
                    HealthStatus.CRITICAL,
                    age,
                    limit,
                    null,
                    "the last integrity check found damage",
                    "read the answer of check, and restore a verified backup"));
        } else {
            boolean old = age == null || age >= limit;
            checks.add(new HealthCheck(
                    Subject.INTEGRITY,
                    HealthStatus.HEALTHY,
                    age,
                    limit,
                    null,
                    null,
                    old ? "run an integrity check" : null));
        }
    }

    private static HealthCheck check(
            Subject subject,
            @Nullable Double measured,
            @Nullable Double warning,
            @Nullable Double critical,
            String what,
            String recommendation) {
        if (measured == null) {
            return new HealthCheck(subject, HealthStatus.HEALTHY, null, warning, critical, null, null);
        }
        var status = subject.judge(measured, warning, critical);
        if (status == HealthStatus.HEALTHY) {
            return new HealthCheck(subject, status, measured, warning, critical, null, null);
        }
        var threshold = status == HealthStatus.CRITICAL ? critical : warning;
        var issue = what + " (" + status.name().toLowerCase(Locale.ROOT) + " threshold: "
                + threshold(subject, threshold) + ")";
        return new HealthCheck(subject, status, measured, warning, critical, issue, recommendation);
    }

    private static String threshold(Subject subject, @Nullable Double value) {
        if (value == null) {
            return "none";
        }
        return switch (subject.unit()) {
            case "share" -> percent(value);
            case "bytes" -> value.longValue() + " bytes";
            default -> decimal(value) + " " + subject.unit();
        };
    }

    private static double share(long part, long whole) {
        return whole <= 0 ? 0 : (double) part / whole;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
