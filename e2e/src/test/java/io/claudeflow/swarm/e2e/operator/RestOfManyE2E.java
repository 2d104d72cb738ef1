package io.claudeflow.swarm.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.AuditLog;
import io.claudeflow.swarm.e2e.cluster.AuditLog.Request;
import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stores at rest cost the API server no write, however often they are looked at. Leases do not count. */
class RestOfManyE2E {

    @Test
    void twentyStoresAtRestCauseNoWrite() throws IOException, InterruptedException {
        rest(20, Duration.ofSeconds(15));
    }

    @Test
    @Tag("full")
    void aHundredStoresAtRestCauseNoWriteForTwoMinutes() throws IOException, InterruptedException {
        rest(100, Duration.ofMinutes(2));
    }

    private static void rest(int stores, Duration time) throws IOException, InterruptedException {
        try (var plane = ControlPlane.startWithoutControllers();
                var operator = OperatorInAProcess.start(
                        plane,
                        Map.of(
                                "LEADER_ELECTION", "true",
                                "STATS_INTERVAL", "2s",
                                "MAX_RECONCILE_INTERVAL", "10s"));
                var admin = plane.client();
                var crowd = new Crowd(admin, "crowd")) {
            var log = new AuditLog(plane.auditLog());
            operator.awaitWorking();
            crowd.create(0, stores);
            await("reconciled").until(() -> crowd.reconciled() == stores);
            crowd.serve(0, stores);
            await("serving").until(() -> crowd.serving() == stores);
            await("settled").during(Duration.ofSeconds(5)).until(log::writes, new Steady<>());
            long before = log.writes();
            double passes = passes(operator);

            Awaitility.await("rest")
                    .pollDelay(time)
                    .atMost(time.plusSeconds(30))
                    .until(() -> true);

            assertThat(log.requests().stream().filter(Request::writes).skip(before))
                    .as("writes of the operator at rest")
                    .isEmpty();
            assertThat(passes(operator) - passes)
                    .as("each store was looked at all the time")
                    .isGreaterThan(stores * (time.toSeconds() / 10.0));
        }
    }

    private static double passes(OperatorInAProcess operator) throws IOException, InterruptedException {
        return operator.metric(
                "swarm_operator_reconcile_duration_seconds_count{controller=\"swarmmemorystore\",operation=\"reconcile\"");
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1));
    }
}
