package io.claudeflow.swarm.operator.memorystore;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.kubernetes.ClaimOwnership;
import io.claudeflow.swarm.operator.kubernetes.Ownership.Other;
import io.claudeflow.swarm.operator.kubernetes.Ownership.Ours;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimOwnershipTest {
    private static final StoreIdentity STORE = new StoreIdentity("n", "s", "uid-2", "w", Optional.empty());
    private static final ClaimStorage TEN = new ClaimStorage("10Gi", Optional.empty());

    @Test
    void shouldAdoptTheClaimOfAnEarlierStoreOfTheSameNameAndSwarm() {
        var left = MemoryClaim.data(with("uid-1", "s", "w"), TEN, Optional.empty(), false, Optional.empty());

        assertThat(new ClaimOwnership(STORE).holderOf(left)).isEqualTo(new Ours());
        assertThat(new ClaimOwnership(STORE).adopts(left)).isTrue();
    }

    @Test
    void shouldNotAdoptItsOwnClaimAgain() {
        var own = MemoryClaim.data(STORE, TEN, Optional.empty(), false, Optional.empty());

        assertThat(new ClaimOwnership(STORE).holderOf(own)).isEqualTo(new Ours());
        assertThat(new ClaimOwnership(STORE).adopts(own)).isFalse();
    }

    @Test
    void shouldLeaveTheClaimOfAnotherSwarmAlone() {
        var other = MemoryClaim.data(with("uid-1", "s", "v"), TEN, Optional.empty(), false, Optional.empty());

        assertThat(new ClaimOwnership(STORE).holderOf(other)).isEqualTo(new Other("store s of swarm v"));
        assertThat(new ClaimOwnership(STORE).adopts(other)).isFalse();
    }

    @Test
    void shouldLeaveAClaimWithoutLabelsAlone() {
        var bare = Seen.read("metadata: {name: s-storage}", PersistentVolumeClaim.class);

        assertThat(new ClaimOwnership(STORE).holderOf(bare))
                .isInstanceOfSatisfying(
                        Other.class, other -> assertThat(other.name()).startsWith("nobody"));
    }

    @Test
    void shouldRepeatTheAccessModesOfAClaimThatWasPreparedByHand() {
        var present = Seen.read(Seen.BOUND_CLAIM, PersistentVolumeClaim.class);
        present.getSpec().setAccessModes(List.of("ReadWriteOncePod"));

        assertThat(MemoryClaim.data(STORE, TEN, Optional.of(present), false, Optional.empty())
                        .getSpec()
                        .getAccessModes())
                .containsExactly("ReadWriteOncePod");
        assertThat(MemoryClaim.retained(STORE, present, "StoreDeleted")
                        .getSpec()
                        .getAccessModes())
                .containsExactly("ReadWriteOncePod");
    }

    @Test
    void shouldNeverAskForLessThanTheClaimHasNorForAnotherClass() {
        var present = Seen.read(Seen.BOUND_CLAIM, PersistentVolumeClaim.class);

        var claim = MemoryClaim.data(
                STORE, new ClaimStorage("1Gi", Optional.of("slow")), Optional.of(present), false, Optional.empty());

        assertThat(MemoryClaim.size(claim)).contains("10Gi");
        assertThat(claim.getSpec().getStorageClassName()).isEqualTo("fast");
        assertThat(claim.getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void shouldGrowTheClaimWhenMoreIsAskedFor() {
        var present = Seen.read(Seen.BOUND_CLAIM, PersistentVolumeClaim.class);

        assertThat(MemoryClaim.size(MemoryClaim.data(
                        STORE,
                        new ClaimStorage("20Gi", Optional.empty()),
                        Optional.of(present),
                        false,
                        Optional.empty())))
                .contains("20Gi");
    }

    private static StoreIdentity with(String uid, String name, String swarm) {
        return new StoreIdentity("n", name, uid, swarm, Optional.empty());
    }
}
