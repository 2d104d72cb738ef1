package io.claudeflow.swarm.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.kubernetes.Ownership.Other;
import io.claudeflow.swarm.operator.kubernetes.Ownership.Ours;
import io.claudeflow.swarm.operator.kubernetes.Ownership.Predecessor;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    @Test
    void shouldBeOursWhenTheControllerHasOurUid() {
        assertThat(Ownership.of(store("a", "1")).holderOf(service("SwarmMemoryStore", "a", "1", true)))
                .isEqualTo(new Ours());
    }

    @Test
    void shouldBeAPredecessorsWhenOnlyTheUidDiffers() {
        assertThat(Ownership.of(store("a", "2")).holderOf(service("SwarmMemoryStore", "a", "1", true)))
                .isEqualTo(new Predecessor());
    }

    @Test
    void shouldBeAnotherStoresWhenItsNameDiffers() {
        assertThat(Ownership.of(store("a", "1")).holderOf(service("SwarmMemoryStore", "a-api", "2", true)))
                .isEqualTo(new Other("SwarmMemoryStore a-api"));
    }

    @Test
    void shouldBeNobodysWhenThereIsNoOwnerOrNoneIsTheController() {
        assertThat(Ownership.of(store("a", "1"))
                        .holderOf(new ServiceBuilder()
                                .withNewMetadata()
                                .endMetadata()
                                .build()))
                .isEqualTo(new Other("nobody"));
        assertThat(Ownership.of(store("a", "1")).holderOf(service("SwarmMemoryStore", "a", "1", false)))
                .isEqualTo(new Other("nobody"));
    }

    @Test
    void shouldBeOursAgainWhenTheControllerIsGoneAndTheLabelsAreOurs() {
        var adopting = Ownership.adopting(store("a", "1"), Map.of("made-by", "us", "store", "a"));

        assertThat(adopting.holderOf(labelled(Map.of("made-by", "us", "store", "a", "more", "b"))))
                .isEqualTo(new Ours());
        assertThat(adopting.holderOf(labelled(Map.of("made-by", "us", "store", "a-api"))))
                .isEqualTo(new Other("nobody"));
        assertThat(adopting.holderOf(service("SwarmMemoryStore", "a-api", "2", true)))
                .isEqualTo(new Other("SwarmMemoryStore a-api"));
    }

    private static Service labelled(Map<String, String> labels) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    private static StoreResource store(String name, String uid) {
        var store = new StoreResource();
        store.setMetadata(new ObjectMetaBuilder().withName(name).withUid(uid).build());
        return store;
    }

    private static Service service(String kind, String name, String uid, boolean controller) {
        return new ServiceBuilder()
                .withNewMetadata()
                .addNewOwnerReference()
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .withController(controller)
                .endOwnerReference()
                .endMetadata()
                .build();
    }
}
