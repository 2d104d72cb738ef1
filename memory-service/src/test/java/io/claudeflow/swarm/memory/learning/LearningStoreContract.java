package io.claudeflow.swarm.memory.learning;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LearningStore} does. */
public abstract class LearningStoreContract {
    private static final String SWARM = "s1";

    protected final ManualClock clock = new ManualClock();
    private LearningStore store;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract LearningStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldKeepEveryOutcomeOfOneMoment() {
        var first = record("a");
        var second = record("a");
        var third = record("b");
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(store.outcomes(SWARM, null, 10)).containsExactly(third, second, first);
        assertThat(store.outcomes(SWARM, "a", 1)).containsExactly(second);
        assertThat(store.outcomes("s2", null, 10)).isEmpty();
        assertFails(FailureKind.INVALID_ARGUMENT, "limit: 0", () -> store.outcomes(SWARM, null, 0));
    }

    @Test
    void shouldReplacePatternsAndCountTheirUses() {
        for (int i = 0; i < 5; i++) {
            record("a");
        }
        var fresh = new PatternExtraction(LearningSettings.DEFAULT).extract(store.outcomes(SWARM, null, 100));
        store.replacePatterns(SWARM, fresh);
        assertThat(store.patterns(SWARM)).isEqualTo(fresh);
        var id = fresh.getFirst().id();
        store.recordUse(SWARM, id, false);
        var used = store.recordUse(SWARM, id, true).orElseThrow();
        assertThat(used.uses()).isEqualTo(2);
        assertThat(used.successfulUses()).isEqualTo(1);
        assertThat(store.patterns(SWARM)).containsExactly(used);
        assertThat(store.recordUse("s2", id, true)).isEmpty();
        assertThat(PatternLibrary.withKnownUses(fresh, store.patterns(SWARM))).containsExactly(used);
        store.replacePatterns(SWARM, List.of());
        assertThat(store.recordUse(SWARM, id, true)).isEmpty();
    }

    @Test
    void shouldPruneTheOldestFirst() {
        record("a");
        record("b");
        clock.advance(Duration.ofSeconds(1));
        var kept = record("c");
        assertThat(store.prune(SWARM, clock.instant(), 1)).isEqualTo(1);
        assertThat(store.prune(SWARM, clock.instant(), 9)).isEqualTo(1);
        assertThat(store.outcomes(SWARM, null, 10)).containsExactly(kept);
    }

    private Outcome record(String type) {
        return store.record(
                SWARM, type, List.of("w"), Outcome.Result.SUCCESS, 1.5, Map.of("size", Document.of("large")));
    }
}
