package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas that watch one namespace with a Role and share a Lease. */
class ReplicasE2E {
    private static final Map<String, String> SETTINGS =
            Map.of("LEADER_ELECTION", "true", "OPERATOR_NAMESPACE", "swarm-system", "WATCH_NAMESPACES", "team");

    private ControlPlane plane;
    private KubernetesClient admin;
    private Actors team;
    private Actors others;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        plane = ControlPlane.start();
        admin = plane.client();
        new Actors(admin, "swarm-system");
        OperatorFixture.define(admin);
        team = new Actors(admin, "team");
        others = new Actors(admin, "others");
        Actors.applyAll(admin, plane.chart("rbac.yaml", "--set=watchNamespaces={team}"));
    }

    @AfterEach
    void stop() {
        if (admin != null) {
            admin.close();
        }
        if (plane != null) {
            plane.close();
        }
    }

    @Test
    void theSecondTakesOverSoonAfterTheFirstStopped() {
        var first = new OperatorUnderTest(plane, "first", SETTINGS);
        first.awaitWorking();
        try (var second = new OperatorUnderTest(plane, "second", SETTINGS)) {
            soon("definitions served").ignoreExceptions().until(() -> {
                team.applyStore("s", "{}");
                others.applyStore("s", "{}");
                return true;
            });
            soon("own namespace").until(() -> team.find(StatefulSet.class, "s").isPresent());
            assertThat(second.working()).isFalse();
            assertThat(holder()).isEqualTo("first");

            var stopped = Instant.now();
            first.close();
            second.awaitWorking();

            // A Lease that is not given back is only free after 15 s.
            assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(14));
            assertThat(holder()).isEqualTo("second");
            team.applyStore("later", "{}");
            soon("the second works")
                    .until(() -> team.find(StatefulSet.class, "later").isPresent());
            assertThat(others.find(StatefulSet.class, "s")).isEmpty();
            assertThat(first.failed()).isFalse();
        }
    }

    private String holder() {
        return admin.leases()
                .inNamespace("swarm-system")
                .withName("swarm-operator")
                .get()
                .getSpec()
                .getHolderIdentity();
    }
}
