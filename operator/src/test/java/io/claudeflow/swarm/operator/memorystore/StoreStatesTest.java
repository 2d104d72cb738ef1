package io.claudeflow.swarm.operator.memorystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.claudeflow.swarm.crd.v1alpha1.Phase;
import io.claudeflow.swarm.operator.memorystore.StoreStates.StoreState;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreStatesTest {
    private static final Instant CREATED = Instant.parse("2026-11-21T10:00:00Z");

    private final StoreStates states = new StoreStates();

    @Test
    void shouldKnowAStoreFromTheFirstLookUntilItIsGoneHoweverItWent() {
        states.note(store("s"), StoreReader.status(store("s")), BackupsSeen.none(CREATED));
        states.note(store("t"), StoreReader.status(store("t")), BackupsSeen.none(CREATED));

        assertThat(states.all())
                .extracting(StoreState::store, StoreState::phase, StoreState::created)
                .contains(tuple("s", Phase.INITIALIZING, CREATED))
                .hasSize(2);

        states.cleanupDoneFor(new ResourceID("s", "n"), Map.of(Constants.CONTROLLER_NAME, "swarmmemorybackup"));
        assertThat(states.all()).as("a backup of that name").hasSize(2);
        states.cleanupDoneFor(
                new ResourceID("s", "n"), Map.of(Constants.CONTROLLER_NAME, SwarmMemoryStoreReconciler.NAME));
        assertThat(states.all()).extracting(StoreState::store).containsExactly("t");
    }

    private static StoreResource store(String name) {
        var store = new StoreResource();
        store.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace("n")
                .withCreationTimestamp(CREATED.toString())
                .build());
        return store;
    }
}
