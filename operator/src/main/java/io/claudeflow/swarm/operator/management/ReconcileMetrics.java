package io.claudeflow.swarm.operator.management;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the framework tells about passes and its queue, by controller and never by object. The framework's own
 * Micrometer support has percentiles and labels that grow with what objects are called. Thread-safe: a pass begins and
 * ends on one thread.
 */
final class ReconcileMetrics implements Metrics {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] PASSES = {0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
    private static final double[] WAITS = {0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300};

    /** The pass that goes on on this thread. */
    private static final ThreadLocal<@Nullable Pass> PRESENT = new ThreadLocal<>();

    private final Histogram duration;
    private final Counter errors;
    private final Gauge running;
    private final Gauge depth;
    private final Histogram wait;
    private final Counter events;

    /** When each object was handed to the threads. */
    private final Map<Waiting, Long> waiting = new ConcurrentHashMap<>();

    private record Waiting(String controller, ResourceID object) {}

    private static final class Pass {
        private final long began = System.nanoTime();
        private String operation = "reconcile";
        private boolean failed;
    }

    /** Why a pass failed: a closed list. */
    private enum PassError {
        CONFLICT,
        FORBIDDEN,
        NOT_FOUND,
        REFUSED,
        OVERLOADED,
        SERVER,
        UNREACHABLE,
        DEFECT;

        private static PassError of(Exception failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof KubernetesClientException answer) {
                    return ofStatus(answer.getCode());
                }
            }
            return DEFECT;
        }

        private static PassError ofStatus(int code) {
            return switch (code) {
                case 409 -> CONFLICT;
                case 401, 403 -> FORBIDDEN;
                case 404, 410 -> NOT_FOUND;
                case 429 -> OVERLOADED;
                default -> code >= 500 ? SERVER : code >= 400 ? REFUSED : UNREACHABLE;
            };
        }

        private String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ReconcileMetrics(Meters meters) {
        duration = meters.histogram(MetricName.RECONCILE_DURATION, PASSES);
        errors = meters.counter(MetricName.RECONCILE_ERRORS);
        running = meters.gauge(MetricName.RECONCILES_RUNNING);
        depth = meters.gauge(MetricName.QUEUE_DEPTH);
        wait = meters.histogram(MetricName.QUEUE_WAIT, WAITS);
        events = meters.counter(MetricName.EVENTS);
    }

    /** Every series of a controller is there from the beginning, so that a first error is an increase. */
    @Override
    public void controllerRegistered(Controller<? extends HasMetadata> controller) {
        var name = controller.getConfiguration().getName();
        duration.initLabelValues(name, "reconcile", "ok");
        duration.initLabelValues(name, "reconcile", "error");
        for (var error : PassError.values()) {
            errors.initLabelValues(name, error.wire());
        }
        running.initLabelValues(name);
        depth.initLabelValues(name);
        wait.initLabelValues(name);
        events.initLabelValues(name);
    }

    @Override
    public void receivedEvent(Event event, Map<String, Object> metadata) {
        events.labelValues(controller(metadata)).inc();
    }

    @Override
    public void reconcileCustomResource(
            HasMetadata resource, @Nullable RetryInfo retryInfo, Map<String, Object> metadata) {
        var controller = controller(metadata);
        if (waiting.put(new Waiting(controller, ResourceID.fromResource(resource)), System.nanoTime()) == null) {
            depth.labelValues(controller).inc();
        }
    }

    @Override
    public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
        var controller = controller(metadata);
        leaveQueue(controller, resource);
        running.labelValues(controller).inc();
        PRESENT.set(new Pass());
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        var pass = PRESENT.get();
        if (pass != null) {
            pass.operation = execution.name();
        }
        return execution.execute();
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        errors.labelValues(controller(metadata), PassError.of(exception).wire()).inc();
        var pass = PRESENT.get();
        if (pass != null) {
            pass.failed = true;
        }
    }

    /** Also told about an object that was gone before its turn came, without a beginning. */
    @Override
    public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
        var controller = controller(metadata);
        var pass = PRESENT.get();
        if (pass == null) {
            leaveQueue(controller, resource);
            return;
        }
        PRESENT.remove();
        running.labelValues(controller).dec();
        duration.labelValues(controller, pass.operation, pass.failed ? "error" : "ok")
                .observe((System.nanoTime() - pass.began) / NANOS_PER_SECOND);
    }

    private void leaveQueue(String controller, HasMetadata resource) {
        var since = waiting.remove(new Waiting(controller, ResourceID.fromResource(resource)));
        if (since != null) {
            depth.labelValues(controller).dec();
            wait.labelValues(controller).observe((System.nanoTime() - since) / NANOS_PER_SECOND);
        }
    }

    private static String controller(Map<String, Object> metadata) {
        return String.valueOf(metadata.get(Constants.CONTROLLER_NAME));
    }
}
