package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.AuditEvent;
import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A store at rest costs the API server nothing. Comes first: while it rests, the others have the machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnTheCluster
@Order(1)
class RestE2E {
    private static final Duration REST = Duration.ofMinutes(2);

    private final Cluster cluster = Cluster.shared();
    private final InstalledOperator operator = InstalledOperator.on(cluster);
    private final String namespace = cluster.newNamespace("rest");

    @BeforeAll
    void storesAreReady() {
        operator.ensure();
        cluster.apply(namespace, """
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmCluster
                metadata: {name: quiet}
                spec:
                  memory: {enableMemoryStore: true, size: 1024Mi, sqliteConfig: {cacheSize: 10, enableWAL: false}}
                ---
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemoryStore
                metadata: {name: still}
                spec: {storageSize: "1073741824", podDisruptionBudget: {enabled: true}, mcpMode: false}
                ---
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmMemory
                metadata: {name: unread}
                spec: {clusterRef: quiet, key: greeting, value: hello}
                ---
                apiVersion: swarm.claudeflow.io/v1alpha1
                kind: SwarmTask
                metadata: {name: unclaimed}
                spec: {storeRef: {name: still}, description: Wait.}
                """);
        for (var resource : List.of(
                "swarmcluster/quiet", "sms/quiet-memory", "sms/still", "swarmmemory/unread", "swarmtask/unclaimed")) {
            cluster.awaitExists(resource, namespace);
            cluster.kubectl("wait", "--for=condition=Ready", resource, "-n", namespace, "--timeout=3m");
        }
    }

    @AfterAll
    void cleanUp() {
        cluster.deleteNamespace(namespace);
    }

    @Test
    void shouldWriteNothingWhenNothingChanges() {
        var settled = Awaitility.await("fifteen seconds without a write")
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(2))
                .until(
                        this::lastWriteOrStart,
                        last -> last.isBefore(Instant.now().minusSeconds(15)));

        var from = Instant.now();
        Awaitility.await("two minutes of rest")
                .pollDelay(REST)
                .atMost(REST.plusSeconds(30))
                .until(() -> true);

        assertThat(operatorWritesSince(from)).as("settled at %s", settled).isEmpty();
    }

    private Instant lastWriteOrStart() {
        return operatorWritesSince(Instant.EPOCH).stream()
                .map(AuditEvent::at)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private List<AuditEvent> operatorWritesSince(Instant from) {
        return cluster.auditLog(from).stream()
                .filter(event -> event.user().equals(operator.user()))
                .filter(event -> !event.resource().equals("leases"))
                .toList();
    }
}
