package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.AuditLog;
import io.claudeflow.swarm.e2e.cluster.Chart;
import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas that watch one namespace with a Role and share a Lease. */
class ReplicasE2E {
    private static final Map<String, String> SETTINGS =
            Map.of("LEADER_ELECTION", "true", "OPERATOR_NAMESPACE", "swarm-system", "WATCH_NAMESPACES", "team");

    private static final String REQUESTED = "swarm.claudeflow.io/backup-requested";

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

    @Test
    void whenTheLeaderIsKilledTheOtherGoesOnAndNoJobRunsTwice() throws IOException, InterruptedException {
        try (var one = OperatorInAProcess.run(plane, "one", SETTINGS)) {
            one.awaitWorking();
            try (var two = OperatorInAProcess.run(plane, "two", SETTINGS);
                    var jobs = new JobsByHand(team, Clock.systemUTC())) {
                team.applyStore("s", "{storageSize: 1Gi}");
                team.serve("s");
                soon("ready").until(() -> reason(team.store("s"), "Ready").equals("Serving"));
                team.annotate("s", REQUESTED, "first");
                var first = jobs.await("first", any -> true);
                assertThat(two.working()).isFalse();

                one.process().kill();
                var killed = Instant.now();
                jobs.verify(first);
                team.annotate("s", REQUESTED, "second");
                two.awaitWorking();
                System.out.println("the other took over after "
                        + Duration.between(killed, Instant.now()).toMillis() + " ms");

                assertThat(holder()).isEqualTo("two");
                var name = first.getMetadata().getName();
                soon("verified")
                        .until(() -> reason(team.backup(name), "Verified").equals("Verified"));
                var second = jobs.await("second", any -> true);
                jobs.verify(second);
                soon("both")
                        .until(() -> reason(team.backup(second.getMetadata().getName()), "Verified")
                                .equals("Verified"));
                soon("jobs removed").until(() -> jobs.all().isEmpty());
                assertThat(team.backups()).hasSize(2);
                assertThat(jobsCreated())
                        .as("each once")
                        .containsExactlyInAnyOrder(name, second.getMetadata().getName());
            }
        }
    }

    /** As two releases of the chart in one namespace do. */
    @Test
    void twoOperatorsForDifferentNamespacesBothWork() throws IOException, InterruptedException {
        var chart = Chart.local().released("second");
        Actors.applyAll(
                admin,
                chart.render(
                        "rbac.yaml", "--set=watchNamespaces={others}", "--set=serviceAccount.name=swarm-operator"));
        assertThat(chart.render("deployment.yaml")).containsSubsequence("LEASE_NAME", "value: second-swarm-operator");
        var theirs = new HashMap<>(SETTINGS);
        theirs.put("WATCH_NAMESPACES", "others");
        theirs.put("LEASE_NAME", "second-swarm-operator");

        try (var first = new OperatorUnderTest(plane, "first", SETTINGS);
                var second = new OperatorUnderTest(plane, "second", theirs)) {
            first.awaitWorking();
            second.awaitWorking();

            assertThat(holder()).isEqualTo("first");
        }
    }

    private List<String> jobsCreated() {
        return new AuditLog(plane.auditLog())
                .requests().stream()
                        .filter(request -> request.verb().equals("create") && request.code() == 201)
                        .filter(request -> request.resource().equals("jobs"))
                        .map(AuditLog.Request::name)
                        .toList();
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
