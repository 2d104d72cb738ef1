package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.analytics.Analytics;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.health.HealthAlert;
import io.claudeflow.swarm.memory.health.HealthAlerts;
import io.claudeflow.swarm.memory.health.HealthAssessment;
import io.claudeflow.swarm.memory.health.HealthFigures;
import io.claudeflow.swarm.memory.health.HealthReport;
import io.claudeflow.swarm.memory.health.HealthReports;
import io.claudeflow.swarm.memory.health.HealthThresholds;
import io.claudeflow.swarm.memory.health.RecentWork;
import io.claudeflow.swarm.memory.maintenance.CacheStatistics;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.maintenance.WriterStatistics;
import io.claudeflow.swarm.memory.sqlite.SqliteHealthFigures;
import io.claudeflow.swarm.memory.sqlite.SqliteHealthFigures.Stale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures an engine for its health report. Thread-safe. */
final class EngineHealth implements HealthReports, EngineListener {
    private static final Duration STALE_COUNTED_EVERY = Duration.ofHours(1);

    private final SqliteHealthFigures figures;
    private final Analytics analytics;
    private final Supplier<CacheStatistics> cache;
    private final Supplier<WriterStatistics> writer;
    private final EngineFeatures config;
    private final Duration gcInterval;
    private final Clock clock;
    private final HealthAssessment assessment = new HealthAssessment(HealthThresholds.DEFAULT);
    private final HealthAlerts alerts = new HealthAlerts();
    private final RecentWork recent = new RecentWork();
    private volatile Instant lastGc;
    private volatile @Nullable KnownStale knownStale;

    EngineHealth(
            SqliteHealthFigures figures,
            Analytics analytics,
            Supplier<CacheStatistics> cache,
            Supplier<WriterStatistics> writer,
            EngineFeatures config,
            Duration gcInterval,
            Clock clock) {
        this.figures = figures;
        this.analytics = analytics;
        this.cache = cache;
        this.writer = writer;
        this.config = config;
        this.gcInterval = gcInterval;
        this.clock = clock;
        this.lastGc = clock.instant();
    }

    private record KnownStale(String swarm, Instant at, Stale stale) {}

    @Override
    public HealthReport report(String swarm) {
        EntryKey.checkSwarm(swarm);
        return assessment.assess(figures(swarm, countStale(swarm)), clock.instant());
    }

    @Override
    public List<HealthAlert> alerts() {
        return alerts.recent();
    }

    @Override
    public void gcFinished(Maintenance.GcReport report) {
        lastGc = clock.instant();
    }

    /** Notes the counters of this moment. */
    void note() {
        recent.note(counters());
    }

    /** What changed since the last time. Stale entries are counted anew only once an hour. */
    List<HealthAlert> watch(String swarm) {
        var known = knownStale;
        var stale = known != null
                        && known.swarm().equals(swarm)
                        && known.at().plus(STALE_COUNTED_EVERY).isAfter(clock.instant())
                ? known.stale()
                : countStale(swarm);
        return alerts.compare(assessment.assess(figures(swarm, stale), clock.instant()));
    }

    private Stale countStale(String swarm) {
        var stale = figures.stale(swarm, HealthThresholds.DEFAULT.staleAfter());
        knownStale = new KnownStale(swarm, clock.instant(), stale);
        return stale;
    }

    private RecentWork.Counters counters() {
        var hits = cache.get();
        var work = analytics.recorder().totals();
        return new RecentWork.Counters(clock.instant(), hits.hits(), hits.misses(), work.reads(), work.readNanos());
    }

    private HealthFigures figures(String swarm, Stale stale) {
        var hits = cache.get();
        var file = figures.store(hits);
        var queue = writer.get();
        var work = recent.growth(counters());
        return new HealthFigures(
                figures.diskTotalBytes(),
                file.diskFreeBytes(),
                figures.fullestQuota(swarm, config.agentQuota()).orElse(null),
                hits.maxEntries() > 0,
                work.cacheHits(),
                work.cacheMisses(),
                work.reads(),
                work.readNanos(),
                stale.stale(),
                stale.compared(),
                figures.expired().rows(),
                file.databaseBytes(),
                file.freeBytes(),
                file.logBytes(),
                queue.queued(),
                queue.capacity(),
                Duration.between(lastGc, clock.instant()),
                config.insight().autoCleanup() ? gcInterval : null,
                figures.lastCheck().orElse(null));
    }
}
