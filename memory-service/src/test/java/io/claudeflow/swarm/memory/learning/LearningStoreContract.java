package io.claudeflow.swarm.memory.learning;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        for (int limit = 1; limit <= 3; limit++) {
            assertThat(Paging.walk(limit, page -> store.outcomes(SWARM, null, page)))
                    .containsExactly(third, second, first);
            assertThat(Paging.walk(limit, page -> store.outcomes(SWARM, "a", page)))
                    .containsExactly(second, first);
        }
        assertThat(store.outcomes(SWARM, null, PageRequest.first(3)).nextCursor())
                .isNull();
        var ofA = store.outcomes(SWARM, "a", PageRequest.first(1)).nextCursor();
        assertFails(
                FailureKind.INVALID_ARGUMENT, "cursor: ", () -> store.outcomes(SWARM, "b", new PageRequest(1, ofA)));
    }

    @Test
    void shouldReplaceThePatternsOfATypeAndKeepTheirUses() {
        var newest = record("a").id();
        var first = pattern("p1", "a", 0.9);
        var other = pattern("p0", "b", 0.9);
        assertThat(store.learn(SWARM, "a", newest, List.of(first))).isTrue();
        assertThat(store.learn(SWARM, "b", newest, List.of(other))).isTrue();
        assertThat(store.patterns(SWARM)).containsExactly(other, first);
        assertThat(store.patterns("s2")).isEmpty();
        store.recordUse(SWARM, "p1", false);
        var used = store.recordUse(SWARM, "p1", true).orElseThrow();
        assertThat(used.uses()).isEqualTo(2);
        assertThat(used.successfulUses()).isEqualTo(1);
        assertThat(store.recordUse("s2", "p1", true)).isEmpty();
        var again = pattern("p1", "a", 0.95);
        var added = pattern("p2", "a", 0.7);
        assertThat(store.learn(SWARM, "a", newest, List.of(again, added))).isTrue();
        assertThat(store.patterns(SWARM)).containsExactly(other, again.withUses(2, 1), added);
        assertThat(store.learn(SWARM, "a", newest, List.of())).isTrue();
        assertThat(store.patterns(SWARM)).containsExactly(other);
        assertThat(store.recordUse(SWARM, "p1", true)).isEmpty();
    }

    @Test
    void shouldRefuseWhatAnOlderExtractionFound() {
        var older = record("a").id();
        var newer = record("a").id();
        assertThat(store.learn(SWARM, "a", newer, List.of(pattern("new", "a", 0.9))))
                .isTrue();
        assertThat(store.learn(SWARM, "a", older, List.of(pattern("old", "a", 0.9))))
                .isFalse();
        assertThat(store.patterns(SWARM)).extracting(LearnedPattern::id).containsExactly("new");
    }

    @Test
    void shouldOptimizeTheExpectedLibraryOnly() {
        var newest = record("a").id();
        var kept = pattern("kept", "a", 0.9);
        var merged = pattern("merged", "a", 0.9);
        var failed = pattern("failed", "a", 0.9);
        store.learn(SWARM, "a", newest, List.of(kept, merged, failed));
        var before = store.patterns(SWARM);
        var wider = kept.withUses(3, 2);
        var retired = List.of(new RetiredPattern(failed, null), new RetiredPattern(merged, "kept"));
        store.recordUse(SWARM, "failed", false);
        assertThat(store.optimize(SWARM, before, List.of(wider), retired)).isFalse();
        assertThat(store.patterns(SWARM)).hasSize(3);
        assertThat(store.optimize(SWARM, store.patterns(SWARM), List.of(wider), retired))
                .isTrue();
        assertThat(store.patterns(SWARM)).containsExactly(wider);
        assertThat(store.retired(SWARM)).containsExactlyElementsOf(retired);
        assertThat(store.recordUse(SWARM, "failed", true)).isEmpty();
        clock.advance(Duration.ofDays(1));
        store.prune(SWARM, clock.instant(), 10);
        assertThat(store.retired(SWARM)).isEmpty();
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "context: ",
                () -> store.record(
                        SWARM,
                        "a",
                        List.of(),
                        Outcome.Result.SUCCESS,
                        1,
                        Map.of("text", Document.of("x".repeat(LearningStore.MAX_CONTEXT_BYTES)))));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "type: (empty)",
                () -> store.record(SWARM, "", List.of(), Outcome.Result.SUCCESS, 1, Map.of()));
        assertThat(store.outcomes(SWARM, null, 10)).isEmpty();
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

    private static LearnedPattern pattern(String id, String type, double rate) {
        return new LearnedPattern(
                id,
                type,
                true,
                new TreeMap<>(Map.of("size", new Condition.Equal(Document.of("large")))),
                10,
                rate,
                1,
                1.5,
                List.of("w"),
                List.of("outcome_1"),
                0,
                0,
                ManualClock.START);
    }
}
