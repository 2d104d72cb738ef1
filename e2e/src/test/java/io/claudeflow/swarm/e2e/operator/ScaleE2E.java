package io.claudeflow.swarm.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand stores and one operator with the memory its chart gives it, on a real API server without kubelets. */
@Tag("alone")
class ScaleE2E {
    private static final int FEW = 100;
    private static final int MANY = 1_000;
    private static final Duration BOUND = Duration.ofSeconds(60);
    /** The limit of the chart. */
    private static final long LIMIT = 256L << 20;

    private ControlPlane plane;
    private KubernetesClient admin;
    private OperatorInAProcess operator;
    private Crowd crowd;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        plane = ControlPlane.startWithoutControllers();
        admin = plane.client();
        operator = OperatorInAProcess.start(plane, Map.of());
        crowd = new Crowd(admin, "crowd");
    }

    @AfterEach
    void stop() {
        if (crowd != null) {
            crowd.close();
        }
        if (operator != null) {
            operator.close();
        }
        if (admin != null) {
            admin.close();
        }
        if (plane != null) {
            plane.close();
        }
    }

    @Test
    void aThousandStoresAreReconciledWithinAMinuteAndTheLimit() throws IOException, InterruptedException {
        var none = print("no store", Duration.ZERO);
        var first = arrive(0, FEW);
        serve(0, FEW);
        var few = print(FEW + " stores serve", first);

        var rest = arrive(FEW, FEW + MANY);
        print(MANY + " more are reconciled", rest);
        serve(FEW, FEW + MANY);
        var many = print(FEW + MANY + " stores serve", rest);
        System.out.printf(
                "scale: growth from %d to %d stores: resident %+.1f MiB (from none to %d: %+.1f MiB)%n",
                FEW, FEW + MANY, mebibytes(many - few), FEW, mebibytes(few - none));
        assertThat(rest).isLessThanOrEqualTo(BOUND);
        assertThat(operator.process().peakBytes()).isLessThan(LIMIT);

        operator.close();
        var since = Instant.now();
        operator = OperatorInAProcess.run(plane, "again", Map.of("LEADER_ELECTION", "false"));
        operator.awaitWorking();
        Awaitility.await("every store is known again")
                .atMost(BOUND)
                .until(() -> operator.metric("swarm_stores{") == FEW + MANY);
        print("restarted beside " + (FEW + MANY) + " stores", Duration.between(since, Instant.now()));
        assertThat(operator.process().peakBytes()).isLessThan(LIMIT);
        assertThat(operator.process().isAlive()).isTrue();
    }

    /** Makes stores and waits until the operator has made their objects and written their status. */
    private Duration arrive(int from, int to) {
        var since = Instant.now();
        crowd.create(from, to);
        Awaitility.await("reconciled")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> crowd.reconciled() == to);
        return Duration.between(since, Instant.now());
    }

    private void serve(int from, int to) {
        crowd.serve(from, to);
        Awaitility.await("serving")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> crowd.serving() == to);
    }

    private long print(String when, Duration took) throws IOException, InterruptedException {
        var resident = operator.process().residentBytes();
        System.out.printf(
                "scale: %s after %.1f s: heap %.1f MiB, resident %.1f MiB, at most %.1f MiB%n",
                when,
                took.toMillis() / 1000.0,
                mebibytes((long) operator.metric("jvm_memory_used_bytes{area=\"heap\"")),
                mebibytes(resident),
                mebibytes(operator.process().peakBytes()));
        return resident;
    }

    private static double mebibytes(long bytes) {
        return bytes / (double) (1L << 20);
    }
}
