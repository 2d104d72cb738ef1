package io.claudeflow.swarm.memory.metrics;

import io.claudeflow.swarm.memory.backup.Backup;
import io.claudeflow.swarm.memory.entry.EntryStatistics;
import io.claudeflow.swarm.memory.maintenance.CacheStatistics;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance.DatabaseStatistics;
import io.claudeflow.swarm.memory.maintenance.Maintenance.GcReport;
import io.claudeflow.swarm.memory.maintenance.WriterStatistics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registry: what the engine tells is counted, what it can be asked is asked at each scrape. A figure that cannot be
 * had reads NaN, never 0. Without exemplars: Micrometer leaves out the library they need. Thread-safe.
 */
public final class ServiceMetrics implements EngineListener, AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] LATENCY_BOUNDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };
    private static final double[] GC_BOUNDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300};
    private static final double[] GROUP_BOUNDS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    private final PrometheusRegistry prometheus = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
    private final JvmGcMetrics jvmGc = new JvmGcMetrics();
    private final Histogram gcDuration = histogram(MetricName.GC_DURATION, GC_BOUNDS);
    private final Histogram operationDuration = histogram(MetricName.OPERATION_DURATION, LATENCY_BOUNDS);
    private final Histogram groupSize = histogram(MetricName.GROUP_SIZE, GROUP_BOUNDS);
    private final Histogram commitDuration = histogram(MetricName.COMMIT_DURATION, LATENCY_BOUNDS);
    private final Histogram checkpointDuration = histogram(MetricName.CHECKPOINT_DURATION, LATENCY_BOUNDS);
    private final Counter expired = Counter.builder()
            .name(MetricName.EXPIRED.wireName())
            .help(MetricName.EXPIRED.help())
            .withoutExemplars()
            .register(prometheus);

    public ServiceMetrics(String version) {
        Gauge.builder()
                .name(MetricName.BUILD_INFO.wireName())
                .help(MetricName.BUILD_INFO.help())
                .withoutExemplars()
                .labelNames(MetricName.BUILD_INFO.labels().toArray(String[]::new))
                .register(prometheus)
                .labelValues(version)
                .set(1);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        jvmGc.bindTo(registry);
    }

    /**
     * Adds what is asked at each scrape.
     *
     * @param entries figures about the swarm that the service serves
     */
    public void observe(
            Supplier<EntryStatistics> entries,
            Supplier<DatabaseStatistics> database,
            Supplier<CacheStatistics> cache,
            Supplier<WriterStatistics> writer) {
        var scrapedEntries = new Memo<>(entries);
        gauge(MetricName.ENTRIES, scrapedEntries, EntryStatistics::entries);
        gauge(MetricName.COMPRESSION_RATIO, scrapedEntries, EntryStatistics::compressionRatio);
        var scrapedDatabase = new Memo<>(database);
        gauge(MetricName.DB_SIZE, scrapedDatabase, DatabaseStatistics::databaseBytes);
        gauge(MetricName.DB_FREE, scrapedDatabase, DatabaseStatistics::freeBytes);
        gauge(MetricName.WAL_SIZE, scrapedDatabase, DatabaseStatistics::walBytes);
        gauge(MetricName.DISK_FREE, scrapedDatabase, DatabaseStatistics::diskFreeBytes);
        gauge(MetricName.DISK_SIZE, scrapedDatabase, DatabaseStatistics::diskTotalBytes);
        gauge(
                MetricName.REVISION,
                scrapedDatabase,
                figures -> figures.revision().number());
        gauge(MetricName.CACHE_ENTRIES, cache, CacheStatistics::entries);
        gauge(MetricName.CACHE_BYTES, cache, CacheStatistics::bytes);
        counter(MetricName.CACHE_HITS, cache, CacheStatistics::hits);
        counter(MetricName.CACHE_MISSES, cache, CacheStatistics::misses);
        counter(MetricName.CACHE_EVICTIONS, cache, CacheStatistics::evictions);
        gauge(MetricName.WRITER_QUEUED, writer, WriterStatistics::queued);
        gauge(MetricName.WRITER_CAPACITY, writer, WriterStatistics::capacity);
    }

    /** Adds the ages of the newest backups, asked at each scrape. */
    public void observeBackups(Supplier<List<Backup>> backups, java.time.Clock clock) {
        var scraped = new Memo<>(backups);
        gauge(MetricName.BACKUP_AGE, scraped, all -> age(all.stream(), clock));
        gauge(MetricName.VERIFIED_BACKUP_AGE, scraped, all -> age(all.stream().filter(Backup::verified), clock));
    }

    private static double age(Stream<Backup> backups, java.time.Clock clock) {
        return backups.map(Backup::createdAt)
                .max(Comparator.naturalOrder())
                .map(newest -> Math.max(0, seconds(Duration.between(newest, clock.instant()))))
                .orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public void gcFinished(GcReport report) {
        gcDuration.observe(seconds(report.duration()));
        expired.inc(report.deleted());
    }

    @Override
    public void groupCommitted(int writes, Duration duration) {
        groupSize.observe(writes);
        commitDuration.observe(seconds(duration));
    }

    @Override
    public void checkpointFinished(Duration duration, long walBytes) {
        checkpointDuration.observe(seconds(duration));
    }

    /** The text format 0.0.4 of Prometheus. */
    public byte[] scrape() {
        return registry.scrape("text/plain; version=0.0.4").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        jvmGc.close();
        registry.close();
    }

    Histogram operationDuration() {
        return operationDuration;
    }

    private Histogram histogram(MetricName metric, double[] bounds) {
        return Histogram.builder()
                .name(metric.wireName())
                .help(metric.help())
                .labelNames(metric.labels().toArray(String[]::new))
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(bounds)
                .register(prometheus);
    }

    private <T> void gauge(MetricName metric, Supplier<T> source, ToDoubleFunction<T> figure) {
        GaugeWithCallback.builder()
                .name(metric.wireName())
                .help(metric.help())
                .callback(callback -> callback.call(read(source, figure)))
                .register(prometheus);
    }

    private <T> void counter(MetricName metric, Supplier<T> source, ToDoubleFunction<T> figure) {
        CounterWithCallback.builder()
                .name(metric.wireName())
                .help(metric.help())
                .callback(callback -> callback.call(read(source, figure)))
                .register(prometheus);
    }

    private static <T> double read(Supplier<T> source, ToDoubleFunction<T> figure) {
        try {
            return figure.applyAsDouble(source.get());
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    /** Asks once for the several metrics of one scrape. */
    private static final class Memo<T> implements Supplier<T> {
        private static final long KEPT_NANOS = Duration.ofMillis(200).toNanos();

        private final Supplier<T> source;
        private @Nullable T value;
        private long readAt;

        Memo(Supplier<T> source) {
            this.source = source;
        }

        @Override
        public synchronized T get() {
            long now = System.nanoTime();
            var kept = value;
            if (kept == null || now - readAt > KEPT_NANOS) {
                kept = source.get();
                value = kept;
                readAt = now;
            }
            return kept;
        }
    }
}
