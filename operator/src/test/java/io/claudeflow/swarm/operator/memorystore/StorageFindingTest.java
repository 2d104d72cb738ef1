package io.claudeflow.swarm.operator.memorystore;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.claudeflow.swarm.operator.status.Finding;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageFindingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static Seen growing(String more) {
        return new Seen().claim("""
                metadata: {name: s-storage, labels: {swarm.claudeflow.io/store: s, swarm.claudeflow.io/swarm: w}}
                spec: {storageClassName: fast, resources: {requests: {storage: 20Gi}}}
                status: {phase: Bound, capacity: {storage: 10Gi}%s}
                """.formatted(more));
    }

    private static Optional<Finding> resized(String spec, Seen seen) {
        return StorageFinding.resized(Seen.plan(spec), seen.asObservation(), NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''" + " | Resizing | grows from 10Gi to 20Gi.",
                "', conditions: [{type: Resizing, status: \"True\"}]'" + " | Resizing | Resizing.",
                "', conditions: [{type: FileSystemResizePending, status: \"True\", message: waiting for the node}]'"
                        + " | FileSystemResizePending | waiting for the node",
                "', allocatedResourceStatuses: {storage: NodeResizePending}'" + " | Resizing | grows",
                "', allocatedResourceStatuses: {storage: ControllerResizeInfeasible}'"
                        + " | ResizeFailed | ControllerResizeInfeasible",
                "', allocatedResourceStatuses: {storage: NodeResizeFailed}'" + " | ResizeFailed | NodeResizeFailed",
                "', conditions: [{type: ControllerResizeError, status: \"True\", message: quota of the cloud}]'"
                        + " | ResizeFailed | quota of the cloud",
            })
    void shouldFollowTheGrowthOfTheClaim(String status, String reason, String words) {
        var finding = resized("{storageSize: 20Gi}", growing(status));

        assertThat(finding).isPresent();
        assertThat(finding.get().reason().wire()).isEqualTo(reason);
        assertThat(finding.get().message()).contains(words);
    }

    @Test
    void shouldSayThatAClaimHasNoStorageClass() {
        var waiting = new Seen().claim("""
                metadata: {name: s-storage, labels: {swarm.claudeflow.io/store: s, swarm.claudeflow.io/swarm: w}}
                spec: {resources: {requests: {storage: 10Gi}}}
                status: {phase: Pending}
                """);

        assertThat(StorageFinding.ready(Seen.plan("{}"), waiting.asObservation())
                        .message())
                .isEqualTo("PersistentVolumeClaim s-storage waits for its volume; it names no storage class, and the"
                        + " cluster had no default one (expected: either).");
    }

    @Test
    void shouldNameTheClassThatDoesNotLetClaimsGrow() {
        var refused = new Outcome.Refused(
                "PersistentVolumeClaim s-storage",
                403,
                "persistentvolumeclaims \"s-storage\" is forbidden: only dynamically provisioned pvc can be resized and"
                        + " the storageclass that provisions the pvc must support resize",
                false);

        var finding =
                resized("{storageSize: 20Gi}", new Seen().claimOutcome(refused)).orElseThrow();

        assertThat(finding.reason().wire()).isEqualTo("ExpansionNotSupported");
        assertThat(finding.message()).contains("StorageClass fast", "allowVolumeExpansion: true");
    }

    @Test
    void shouldRepeatEveryOtherRefusal() {
        var refused = new Outcome.Refused("PersistentVolumeClaim s-storage", 403, "exceeded quota: team", false);

        var finding =
                resized("{storageSize: 20Gi}", new Seen().claimOutcome(refused)).orElseThrow();

        assertThat(finding.reason().wire()).isEqualTo("ApiRefused");
        assertThat(finding.message()).contains("exceeded quota: team");
    }

    @Test
    void shouldNotCallAClaimThatGrewByItselfTooLarge() {
        var grown = """
                metadata:
                  name: s-storage
                  annotations: {swarm.claudeflow.io/auto-grown: "10Gi 20Gi 2026-11-20T10:00:00Z"}
                spec: {storageClassName: fast, resources: {requests: {storage: 20Gi}}}
                status: {phase: Bound, capacity: {storage: 20Gi}}
                """;

        assertThat(resized("{storageSize: 10Gi}", new Seen().claim(grown))).isEmpty();
        assertThat(resized("{storageSize: 5Gi}", new Seen().claim(grown)))
                .hasValueSatisfying(
                        finding -> assertThat(finding.reason().wire()).isEqualTo("ShrinkRefused"));
    }

    @Test
    void shouldAskForMoreWhenAFullClaimMayNotGrow() {
        var fullDisk = new StoreFigures(
                1,
                0,
                0,
                0,
                new StoreFigures.Cache(null),
                new StoreFigures.Database(9L << 30, 0, 1L << 29, 10L << 30),
                "1");
        var limited = "{storageSize: 10Gi, storageAutoGrow: {maximum: 10Gi}}";

        assertThat(resized(limited, new Seen().figures(fullDisk))).hasValueSatisfying(finding -> {
            assertThat(finding.reason().wire()).isEqualTo("GrowthLimitReached");
            assertThat(finding.message()).contains("95% used", "spec.storageAutoGrow.maximum");
        });
        assertThat(resized("{storageSize: 10Gi}", new Seen().figures(fullDisk))).isEmpty();
    }

    @Test
    void shouldBlameTheStorageForAFileSystemTheServiceRefuses() {
        var pod = "metadata: {name: s-0}\nstatus: {initContainerStatuses: [{name: init-db, lastState: {terminated:"
                + " {exitCode: 1, message: '/data/memory/swarm-memory.db lies on a network file system (nfs4)'}}}]}";

        var finding = StorageFinding.ready(Seen.plan("{}"), new Seen().pod(pod).asObservation());

        assertThat(finding.holds()).isFalse();
        assertThat(finding.reason().wire()).isEqualTo("FileSystemUnfit");
        assertThat(finding.message()).contains("network file system (nfs4)", "spec.storageClass");
    }
}
