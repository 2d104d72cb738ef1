package io.claudeflow.swarm.operator.management;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;

/** Makes metrics under their names. Without exemplars: Micrometer leaves out the library they need. */
record Meters(PrometheusRegistry registry) {

    Counter counter(MetricName metric) {
        return Counter.builder()
                .name(metric.wireName())
                .help(metric.help())
                .labelNames(labels(metric))
                .withoutExemplars()
                .register(registry);
    }

    Gauge gauge(MetricName metric) {
        return Gauge.builder()
                .name(metric.wireName())
                .help(metric.help())
                .labelNames(labels(metric))
                .withoutExemplars()
                .register(registry);
    }

    /** A gauge that is asked at each scrape. */
    void gauge(MetricName metric, Consumer<GaugeWithCallback.Callback> answer) {
        GaugeWithCallback.builder()
                .name(metric.wireName())
                .help(metric.help())
                .labelNames(labels(metric))
                .callback(answer)
                .register(registry);
    }

    Histogram histogram(MetricName metric, double... bounds) {
        return Histogram.builder()
                .name(metric.wireName())
                .help(metric.help())
                .labelNames(labels(metric))
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(bounds)
                .register(registry);
    }

    private static String[] labels(MetricName metric) {
        return metric.labels().toArray(String[]::new);
    }
}
