package io.claudeflow.swarm.memory.pattern;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PatternStore} does. */
public abstract class PatternStoreContract {
    private static final String SWARM = "s1";

    protected final ManualClock clock = new ManualClock();
    private PatternStore store;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract PatternStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldKeepWhatWasLearnedWhenAPatternIsStoredAgain() {
        store.put(SWARM, PatternSpec.of("p", "t", "{}", 0.5));
        clock.advance(Duration.ofSeconds(1));
        var used = store.recordUse(SWARM, "p", true);
        assertThat(used.usageCount()).isEqualTo(1);
        assertThat(used.successRate()).isCloseTo(0.1, within(1e-12));
        assertThat(used.lastUsed()).isEqualTo(clock.instant());
        assertThat(used.version()).isEqualTo(1);
        var again = store.put(SWARM, PatternSpec.of("p", "t", "{\"a\":1}", 0.9));
        assertThat(again.usageCount()).isEqualTo(1);
        assertThat(again.successRate()).isCloseTo(0.1, within(1e-12));
        assertThat(again.createdAt()).isEqualTo(ManualClock.START);
        assertThat(again.version()).isEqualTo(2);
        assertThat(store.get(SWARM, "p")).contains(again);
    }

    @Test
    void shouldFollowTheMovingAverage() {
        store.put(SWARM, PatternSpec.of("p", "t", "{}", 0.5));
        store.recordUse(SWARM, "p", true);
        store.recordUse(SWARM, "p", true);
        var third = store.recordUse(SWARM, "p", false);
        // 0.1, 0.19, 0.171
        assertThat(third.successRate()).isCloseTo(0.171, within(1e-12));
        assertThat(third.score()).isCloseTo(0.7 * 0.171 + 0.2 * 0.5 + 0.1, within(1e-12));
        assertThat(third.strategyRank()).isCloseTo(0.0855, within(1e-12));
        assertFails(FailureKind.NOT_FOUND, "id: x", () -> store.recordUse(SWARM, "x", true));
    }

    @Test
    void shouldRankInEachOrder() {
        store.put(SWARM, PatternSpec.of("a", "t", "{}", 0.5));
        store.put(SWARM, PatternSpec.of("b", "t", "{}", 0.9));
        store.put(SWARM, PatternSpec.of("c", "t", "{}", 0.5));
        store.put(SWARM, PatternSpec.of("d", "other", "{}", 1.0));
        for (int i = 0; i < 10; i++) {
            store.recordUse(SWARM, "c", true);
        }
        assertThat(ids(PatternQuery.ALL.ofType("t"))).containsExactly("b", "a", "c");
        assertThat(ids(PatternQuery.ALL.ofType("t").by(PatternOrder.SCORE))).containsExactly("c", "b", "a");
        assertThat(ids(PatternQuery.ALL.ofType("t").by(PatternOrder.STRATEGY))).containsExactly("c", "a", "b");
        assertThat(ids(PatternQuery.ALL.confident(0.9))).containsExactly("d", "b");
        assertThat(Paging.walk(1, page -> store.list(SWARM, PatternQuery.ALL.page(page))))
                .hasSize(4);
    }

    @Test
    void shouldFilterByTags() {
        store.put(SWARM, PatternSpec.of("a", "t", "{}", 0.1).tagged("x"));
        store.put(SWARM, PatternSpec.of("b", "t", "{}", 0.2).tagged("x", "y"));
        store.put(SWARM, PatternSpec.of("c", "t", "{}", 0.3));
        assertThat(ids(PatternQuery.ALL.tagged(Tags.of("x", "y"), TagMode.ANY))).containsExactly("b", "a");
        assertThat(ids(PatternQuery.ALL.tagged(Tags.of("x", "y"), TagMode.ALL))).containsExactly("b");
    }

    @Test
    void shouldKeepSwarmsApartAndDelete() {
        store.put(SWARM, PatternSpec.of("p", "t", "{}", 0.5));
        assertThat(store.get("s2", "p")).isEmpty();
        assertThat(store.delete("s2", "p")).isFalse();
        assertThat(store.delete(SWARM, "p")).isTrue();
        assertThat(store.list(SWARM, PatternQuery.ALL).items()).isEmpty();
        assertFails(FailureKind.INVALID_ARGUMENT, "confidence: 1.1", () -> PatternSpec.of("p", "t", "{}", 1.1));
        assertFails(FailureKind.INVALID_ARGUMENT, "confidence: NaN", () -> PatternSpec.of("p", "t", "{}", Double.NaN));
    }

    private List<String> ids(PatternQuery query) {
        return store.list(SWARM, query.page(PageRequest.first(100))).items().stream()
                .map(Pattern::id)
                .toList();
    }
}
