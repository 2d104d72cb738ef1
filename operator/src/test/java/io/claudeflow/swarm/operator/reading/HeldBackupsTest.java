package io.claudeflow.swarm.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldBackupsTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void shouldHoldWhatARestoreNamedChoseAndSavedUntilItHasEnded() {
        var asked = restore("{backup: asked}", "{}");
        var going = restore("{}", "{step: Restoring, backup: chosen, safetyBackup: safety}");
        var ended = restore("{backup: old}", "{step: Finished, backup: old, safetyBackup: older}");

        assertThat(HeldBackups.of(List.of(asked, going, ended), Optional.empty()))
                .containsExactlyInAnyOrder("asked", "chosen", "safety");
    }

    @Test
    void shouldHoldWhatAChangeOfVersionWouldGoBackTo() {
        var change = "from: swarm-memory:1, to: swarm-memory:2, stepSince: '2026-11-21T10:00:00Z', backup: before";

        assertThat(HeldBackups.of(List.of(), Optional.of(store("{upgrade: {step: Rolling, " + change + "}}"))))
                .containsExactly("before");
        assertThat(HeldBackups.of(List.of(), Optional.of(store("{upgrade: {step: Finished, " + change + "}}"))))
                .isEmpty();
    }

    @Test
    void shouldHoldWhatARebuildOfTheClaimRestsOn() {
        var rebuild = "since: '2026-11-21T10:00:00Z', size: 1Gi, backup: copy";

        assertThat(HeldBackups.of(List.of(), Optional.of(store("{storageRebuild: {step: Trying, " + rebuild + "}}"))))
                .containsExactly("copy");
        assertThat(HeldBackups.of(List.of(), Optional.of(store("{storageRebuild: {step: Finished, " + rebuild + "}}"))))
                .isEmpty();
    }

    private static RestoreResource restore(String spec, String status) {
        return YAML.unmarshal(
                "metadata: {name: r, uid: u, creationTimestamp: '2026-11-21T10:00:00Z'}\nspec: " + spec + "\nstatus: "
                        + status,
                RestoreResource.class);
    }

    private static StoreResource store(String status) {
        return YAML.unmarshal("metadata: {name: s, namespace: n}\nspec: {}\nstatus: " + status, StoreResource.class);
    }
}
