package io.claudeflow.swarm.operator.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcileMetricsTest {
    private static final Map<String, Object> CONTROLLER = Map.of(Constants.CONTROLLER_NAME, "c");

    private final OperatorMetrics metrics = new OperatorMetrics("1");
    private final Metrics framework = metrics.framework();

    @AfterEach
    void close() {
        metrics.close();
    }

    private static StoreResource store(String name) {
        var store = new StoreResource();
        store.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace("n").build());
        return store;
    }

    /** As the framework tells about one. */
    static void aPassThatFails(Metrics framework, Exception failure) {
        var store = store("s");
        framework.receivedEvent(new Event(ResourceID.fromResource(store)), CONTROLLER);
        framework.reconcileCustomResource(store, null, CONTROLLER);
        framework.reconciliationExecutionStarted(store, CONTROLLER);
        framework.failedReconciliation(store, failure, CONTROLLER);
        framework.reconciliationExecutionFinished(store, CONTROLLER);
    }

    @Test
    void shouldShowWhatWaitsAndWhatRunsWhenPassesComeAndGo() {
        framework.reconcileCustomResource(store("a"), null, CONTROLLER);
        framework.reconcileCustomResource(store("b"), null, CONTROLLER);
        framework.reconciliationExecutionStarted(store("a"), CONTROLLER);
        assertThat(metrics.scrape())
                .contains(
                        "swarm_operator_queue_depth{controller=\"c\"} 1.0",
                        "swarm_operator_queue_wait_seconds_count{controller=\"c\"} 1",
                        "swarm_operator_reconciles_running{controller=\"c\"} 1.0");

        framework.reconciliationExecutionFinished(store("a"), CONTROLLER);
        framework.reconciliationExecutionFinished(store("b"), CONTROLLER);
        assertThat(metrics.scrape())
                .as("b was gone before its turn came")
                .contains(
                        "swarm_operator_queue_depth{controller=\"c\"} 0.0",
                        "swarm_operator_reconciles_running{controller=\"c\"} 0.0",
                        "swarm_operator_reconcile_duration_seconds_count"
                                + "{controller=\"c\",operation=\"reconcile\",result=\"ok\"} 1");
    }

    @Test
    void shouldMeasureACleanupApart() throws Exception {
        framework.reconciliationExecutionStarted(store("a"), CONTROLLER);
        framework.timeControllerExecution(new Cleanup());
        framework.reconciliationExecutionFinished(store("a"), CONTROLLER);

        assertThat(metrics.scrape()).contains("{controller=\"c\",operation=\"cleanup\",result=\"ok\"} 1");
    }

    private static final class Cleanup implements Metrics.ControllerExecution<String> {
        @Override
        public String name() {
            return "cleanup";
        }

        @Override
        public String controllerName() {
            return "c";
        }

        @Override
        public String successTypeName(String result) {
            return result;
        }

        @Override
        public ResourceID resourceID() {
            return new ResourceID("a", "n");
        }

        @Override
        public Map<String, Object> metadata() {
            return CONTROLLER;
        }

        @Override
        public String execute() {
            return "done";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "409, conflict",
        "403, forbidden",
        "404, not_found",
        "422, refused",
        "429, overloaded",
        "500, server",
        "0, unreachable"
    })
    void shouldNameWhyAPassFailed(int code, String error) {
        var answer = new KubernetesClientException(
                "refused", code, new StatusBuilder().withCode(code).build());

        aPassThatFails(framework, new OperatorException(answer));

        assertThat(metrics.scrape())
                .contains(
                        "swarm_operator_reconcile_errors_total{controller=\"c\",error=\"" + error + "\"} 1.0",
                        "{controller=\"c\",operation=\"reconcile\",result=\"error\"} 1");
    }

    @Test
    void shouldCallEverythingElseADefect() {
        aPassThatFails(framework, new OperatorException(new IOException("?")));

        assertThat(metrics.scrape()).contains("{controller=\"c\",error=\"defect\"} 1.0");
    }
}
