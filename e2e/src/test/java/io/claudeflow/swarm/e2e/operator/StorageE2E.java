package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.message;
import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimConditionBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** How data claims grow. The test plays the provisioner and the kubelet. Each test has a namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageE2E {
    private static final long MI = 1L << 20;

    private OperatorFixture fixture;
    private Actors here;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        fixture = OperatorFixture.start();
        storageClass("growing", true);
    }

    @AfterAll
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @BeforeEach
    void enter(TestInfo test) {
        here = fixture.enter(test);
    }

    private void storageClass(String name, boolean expandable) {
        fixture.admin
                .resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withProvisioner("by-hand.example.com")
                        .withAllowVolumeExpansion(expandable)
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private void serve(String spec) {
        here.applyStore("s", spec);
        here.serve("s");
        soon("ready").until(() -> reason(here.store("s"), "Ready").equals("Serving"));
    }

    private String asked() {
        return MemoryClaim.size(here.get(PersistentVolumeClaim.class, "s-storage"))
                .orElseThrow();
    }

    /** What a provisioner and a kubelet report. */
    private void volume(String capacity, String... conditions) {
        here.client
                .persistentVolumeClaims()
                .inNamespace(here.namespace)
                .withName("s-storage")
                .editStatus(claim -> {
                    claim.setStatus(new PersistentVolumeClaimStatusBuilder()
                            .withPhase("Bound")
                            .addToCapacity("storage", new Quantity(capacity))
                            .withConditions(List.of(conditions).stream()
                                    .map(type -> new PersistentVolumeClaimConditionBuilder()
                                            .withType(type)
                                            .withStatus("True")
                                            .build())
                                    .toList())
                            .build());
                    return claim;
                });
    }

    private void used(long database, long free, long total) {
        fixture.operator().database.set(new StoreFigures.Database(database * MI, 0, free * MI, total * MI));
    }

    /** The pod as it is when the service ends with these words again and again. */
    private void failing(String words) {
        here.report(
                "s-0",
                new PodStatusBuilder()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("False")
                        .endCondition()
                        .addNewContainerStatus()
                        .withName("memory")
                        .withImage("i")
                        .withImageID("i")
                        .withReady(false)
                        .withRestartCount(3)
                        .withNewState()
                        .withNewWaiting()
                        .withReason("CrashLoopBackOff")
                        .endWaiting()
                        .endState()
                        .withNewLastState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withMessage(words)
                        .endTerminated()
                        .endLastState()
                        .endContainerStatus()
                        .build());
    }

    @Test
    void aClaimThatSomebodyDeletesUnderTheStoreIsTold() {
        serve("{}");
        var claim =
                here.client.persistentVolumeClaims().inNamespace(here.namespace).withName("s-storage");
        claim.edit(present -> new PersistentVolumeClaimBuilder(present)
                .editMetadata()
                .addToFinalizers("example.com/as-a-pod-that-uses-it")
                .endMetadata()
                .build());
        claim.delete();

        soon("told").until(() -> reason(here.store("s"), "StorageReady").equals("ClaimLeaving"));

        assertThat(message(here.store("s"), "StorageReady")).contains("backup-requested=true");
        assertThat(reason(here.store("s"), "Ready"))
                .as("it serves until the pod ends")
                .isEqualTo("Serving");
        assertThat(here.events("s")).contains("Blocked");
        claim.edit(present -> new PersistentVolumeClaimBuilder(present)
                .editMetadata()
                .withFinalizers(List.of())
                .endMetadata()
                .build());
        here.bind("s-storage");
        soon("a new claim").until(() -> reason(here.store("s"), "StorageReady").equals("Bound"));
    }

    @Test
    void aClaimPreparedWithOtherAccessModesIsTakenOverAndGrows() {
        here.client
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("s-storage")
                        .withNamespace(here.namespace)
                        .addToLabels("swarm.claudeflow.io/store", "s")
                        .addToLabels("swarm.claudeflow.io/swarm", "s")
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOncePod")
                        .withStorageClassName("growing")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("5Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        here.bind("s-storage");

        serve("{storageSize: 10Gi}");

        soon("grows").until(() -> asked().equals("10Gi"));
        assertThat(here.get(PersistentVolumeClaim.class, "s-storage")
                        .getMetadata()
                        .getLabels())
                .containsEntry(
                        "swarm.claudeflow.io/store-uid",
                        here.store("s").get().getMetadata().getUid());
        assertThat(here.events("s")).contains("ClaimAdopted");
    }

    @Test
    void growthIsFollowedWhileItHappens() {
        serve("{storageClass: growing, storageSize: 1Gi}");
        here.applyStore("s", "{storageClass: growing, storageSize: 2Gi}");

        soon("asked for").until(() -> asked().equals("2Gi"));
        soon("resizing").until(() -> reason(here.store("s"), "StorageResized").equals("Resizing"));
        volume("1Gi", "FileSystemResizePending");
        soon("pending").until(() -> reason(here.store("s"), "StorageResized").equals("FileSystemResizePending"));
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Serving");
        volume("2Gi");
        soon("there").until(() -> reason(here.store("s"), "StorageResized").isEmpty());
        assertThat(message(here.store("s"), "StorageReady")).contains("2Gi");
        assertThat(here.events("s")).contains("ClaimResizeRequested");
    }

    @Test
    void aClassThatDoesNotLetClaimsGrowIsNamedAndLookedAtAgain() {
        storageClass("fixed", false);
        serve("{storageClass: fixed, storageSize: 1Gi}");
        here.applyStore("s", "{storageClass: fixed, storageSize: 2Gi}");

        soon("named").until(() -> reason(here.store("s"), "StorageResized").equals("ExpansionNotSupported"));
        assertThat(message(here.store("s"), "StorageResized")).contains("StorageClass fixed", "allowVolumeExpansion");
        assertThat(reason(here.store("s"), "Ready")).isEqualTo("Serving");
        soon("not asked at every look")
                .during(Duration.ofSeconds(5))
                .until(fixture::writesOfTheOperator, new Steady<>());

        storageClass("fixed", true);
        fixture.clock.travel(Duration.ofMinutes(6));
        soon("grown").until(() -> asked().equals("2Gi"));
    }

    @Test
    void aClaimThatFillsGrowsByItselfUpToItsMaximum() {
        used(100, 924, 1024);
        var grow = "storageClass: growing, storageAutoGrow: {threshold: 80, step: 512Mi, maximum: 2Gi}";
        serve("{storageSize: 1Gi, " + grow + "}");
        soon("nothing to do").during(Duration.ofSeconds(3)).until(() -> asked().equals("1Gi"));

        used(900, 100, 1024);
        soon("first step").until(() -> asked().equals("1536Mi"));
        volume("1536Mi");
        soon("no second one so soon").during(Duration.ofSeconds(4)).until(() -> asked().equals("1536Mi"));
        assertThat(here.store("s").get().<Object>get("spec", "storageSize")).isEqualTo("1Gi");
        assertThat(reason(here.store("s"), "StorageResized")).isEmpty();
        assertThat(here.events("s")).contains("ClaimGrown");

        used(1400, 100, 1536);
        fixture.clock.travel(Duration.ofMinutes(11));
        soon("second step").until(() -> asked().equals("2Gi"));
        volume("2Gi");
        used(2000, 20, 2048);
        fixture.clock.travel(Duration.ofMinutes(11));
        soon("limit").until(() -> reason(here.store("s"), "StorageResized").equals("GrowthLimitReached"));
        assertThat(asked()).isEqualTo("2Gi");

        here.applyStore("s", "{storageSize: 3Gi, " + grow + "}");
        soon("the spec wins").until(() -> asked().equals("3Gi"));
    }

    @Test
    void aFullDiskKeepsNoClaimFromGrowing() {
        var grow = "storageClass: growing, storageAutoGrow: {step: 1Gi, maximum: 4Gi}";
        serve("{storageSize: 1Gi, " + grow + "}");
        failing("no space left for the database; nothing was written");

        soon("told").until(() -> reason(here.store("s"), "Ready").equals("DiskFull"));
        soon("by itself").until(() -> asked().equals("2Gi"));
        here.applyStore("s", "{storageSize: 3Gi, " + grow + "}");
        soon("by the spec").until(() -> asked().equals("3Gi"));
    }

    @Test
    void aFileSystemTheServiceRefusesIsAMatterOfStorage() {
        here.applyStore("s", "{}");
        failing("/data/memory/swarm-memory.db lies on a network file system (nfs4), where locks are not reliable");

        soon("told").until(() -> reason(here.store("s"), "Ready").equals("FileSystemUnfit"));
        assertThat(reason(here.store("s"), "StorageReady")).isEqualTo("FileSystemUnfit");
        assertThat(message(here.store("s"), "StorageReady")).contains("nfs4", "spec.storageClass");
        assertThat(here.store("s").get().<Object>get("status", "phase")).isEqualTo("Error");
    }
}
