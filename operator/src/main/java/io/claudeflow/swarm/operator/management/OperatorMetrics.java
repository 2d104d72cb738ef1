package io.claudeflow.swarm.operator.management;

import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.Phase;
import io.claudeflow.swarm.operator.memorystore.StoreStates.StoreState;
import io.claudeflow.swarm.operator.plan.JobPlan.Kind;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operator's metrics, all of them in {@link MetricName}: passes per controller, requests to the API server, what
 * its Jobs did, the conditions of each store and the age of its newest verified backup; and the JVM's own. Labels come
 * from closed lists; only the gauges about stores have one series per store. Thread-safe.
 */
public final class OperatorMetrics implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] REQUESTS = {0.005, 0.025, 0.1, 0.5, 1, 5, 30};
    private static final double[] JOBS = {1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600};

    private final PrometheusRegistry prometheus = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, prometheus, io.micrometer.core.instrument.Clock.SYSTEM);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Meters meters = new Meters(prometheus);
    private final Metrics framework = new ReconcileMetrics(meters);
    private final Counter apiRequests = meters.counter(MetricName.API_REQUESTS);
    private final Histogram apiDurations = meters.histogram(MetricName.API_DURATION, REQUESTS);
    private final Histogram jobs = meters.histogram(MetricName.JOB_DURATION, JOBS);

    public OperatorMetrics(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        meters.gauge(MetricName.BUILD_INFO).labelValues(version).set(1);
        for (var kind : Kind.values()) {
            jobs.initLabelValues(kind.wire(), "good");
            jobs.initLabelValues(kind.wire(), "failed");
        }
    }

    /** Shows, at every scrape, whether this replica leads and how each store is. To be called once. */
    public void watch(BooleanSupplier leading, Supplier<List<StoreState>> states, Clock clock) {
        meters.gauge(MetricName.LEADING, answer -> answer.call(leading.getAsBoolean() ? 1 : 0));
        meters.gauge(MetricName.STORES, answer -> {
            var stores = states.get();
            for (var phase : Phase.values()) {
                answer.call(
                        (double) stores.stream()
                                .filter(store -> store.phase() == phase)
                                .count(),
                        phase.wire());
            }
        });
        meters.gauge(
                MetricName.STORE_CONDITION,
                answer -> states.get()
                        .forEach(store -> store.conditions()
                                .forEach(condition -> answer.call(
                                        condition.status() == ConditionStatus.TRUE ? 1 : 0,
                                        store.namespace(),
                                        store.store(),
                                        text(condition.type()),
                                        text(condition.reason())))));
        meters.gauge(MetricName.BACKUP_AGE, answer -> {
            var now = clock.instant();
            states.get()
                    .forEach(store -> answer.call(
                            seconds(store.verified().orElse(store.created()), now), store.namespace(), store.store()));
        });
        meters.gauge(
                MetricName.BACKUP_TIMESTAMP,
                answer -> states.get()
                        .forEach(store -> answer.call(
                                (double) store.verified()
                                        .map(Instant::getEpochSecond)
                                        .orElse(0L),
                                store.namespace(),
                                store.store())));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static double seconds(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }

    /** Work on a store has ended. */
    public void ended(Kind kind, boolean well, Duration took) {
        jobs.labelValues(kind.wire(), well ? "good" : "failed").observe(took.toNanos() / NANOS_PER_SECOND);
    }

    /**
     * A request to the API server was answered, or was not.
     *
     * @param code the status, or {@code none}
     * @param took until the answer began; null for a watch and without an answer
     */
    public void requested(String verb, String resource, String code, @Nullable Duration took) {
        apiRequests.labelValues(verb, resource, code).inc();
        if (took != null) {
            apiDurations.labelValues(verb, resource).observe(took.toNanos() / NANOS_PER_SECOND);
        }
    }

    /** What the framework counts into. */
    public Metrics framework() {
        return framework;
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
