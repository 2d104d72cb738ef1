package io.claudeflow.swarm.memory.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link GrowthStore} does. */
public abstract class GrowthStoreContract {
    private static final Instant START = Instant.parse("2026-01-07T10:00:00.123Z");

    private GrowthStore store;

    /** An empty store. */
    protected abstract GrowthStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    static GrowthSample sample(Instant at, long revision) {
        return new GrowthSample(at, revision, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    }

    @Test
    void shouldGiveBackSamplesInTheOrderOfTime() {
        assertThat(store.newest()).isEmpty();
        for (int i = 3; i >= 0; i--) {
            store.add(sample(START.plusSeconds(i), i));
        }
        assertThat(store.newest()).contains(sample(START.plusSeconds(3), 3));
        assertThat(store.between(START.plusSeconds(1), START.plusSeconds(3), 10))
                .containsExactly(sample(START.plusSeconds(1), 1), sample(START.plusSeconds(2), 2));
        assertThat(store.between(START, START.plusSeconds(9), 2))
                .extracting(GrowthSample::revision)
                .containsExactly(2L, 3L);
    }

    @Test
    void shouldReplaceTheSampleOfTheSameMomentAndForgetOldOnes() {
        store.add(sample(START, 1));
        store.add(sample(START, 2));
        store.add(sample(START.plusSeconds(1), 3));
        assertThat(store.prune(START.plusSeconds(1))).isEqualTo(1);
        assertThat(store.between(START, START.plusSeconds(9), 10))
                .extracting(GrowthSample::revision)
                .containsExactly(3L);
    }
}
