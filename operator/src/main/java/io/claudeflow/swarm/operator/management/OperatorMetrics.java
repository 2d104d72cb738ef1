package io.claudeflow.swarm.operator.management;

import io.claudeflow.swarm.operator.memorystore.BackupAges.Age;
import io.claudeflow.swarm.operator.plan.JobPlan.Kind;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The operator's metrics: reconciliations of the framework per kind, never per object; what its Jobs did; the age of
 * each store's newest verified backup; and the JVM's own. Thread-safe.
 */
public final class OperatorMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Metrics framework = MicrometerMetrics.withoutPerResourceMetrics(registry);

    private final MultiGauge age = MultiGauge.builder("swarm.store.verified.backup.age.seconds")
            .description(
                    "Time since the newest verified backup of a store; since the store was made if it never had one")
            .register(registry);
    private final MultiGauge verified = MultiGauge.builder("swarm.store.verified.backup.timestamp.seconds")
            .description("When the newest verified backup of a store was taken; 0 if it never had one")
            .register(registry);
    private volatile Runnable beforeScrape = () -> {};

    public OperatorMetrics(String version, BooleanSupplier leading) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("swarm.operator.leading", leading, is -> is.getAsBoolean() ? 1 : 0)
                .description("1 while this replica does the work")
                .register(registry);
        Gauge.builder("swarm.operator.version", () -> 1)
                .description("Version of the operator, as a label")
                .tag("version", version)
                .strongReference(true)
                .register(registry);
    }

    /** Shows, at every scrape, how long ago each store was backed up. */
    public void watch(Supplier<List<Age>> ages, Clock clock) {
        beforeScrape = () -> {
            var now = clock.instant();
            age.register(rows(ages.get(), known -> seconds(known.verified().orElse(known.created()), now)), true);
            verified.register(
                    rows(
                            ages.get(),
                            known -> known.verified()
                                    .map(Instant::getEpochSecond)
                                    .orElse(0L)),
                    true);
        };
    }

    private static List<Row<?>> rows(List<Age> ages, ToDoubleFunction<Age> value) {
        return ages.stream()
                .<Row<?>>map(known -> Row.of(
                        Tags.of("namespace", known.namespace(), "store", known.store()), value.applyAsDouble(known)))
                .toList();
    }

    private static double seconds(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }

    /** Work on a store has ended. */
    public void ended(Kind kind, boolean well, Duration took) {
        Timer.builder("swarm.operator.job")
                .description("Work on stores that has ended: backups, restores and the like")
                .tags("kind", kind.wire(), "result", well ? "good" : "failed")
                .register(registry)
                .record(took);
    }

    /** What the framework counts into. */
    public Metrics framework() {
        return framework;
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        beforeScrape.run();
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
