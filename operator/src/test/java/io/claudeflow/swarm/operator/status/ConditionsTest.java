package io.claudeflow.swarm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.Phase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant EARLIER = Instant.parse("2026-11-21T10:00:00.123Z");
    private static final Instant LATER = Instant.parse("2026-11-21T11:00:00Z");

    @Test
    void shouldKeepTheTransitionTimeWhenOnlyReasonAndMessageChange() {
        var before = Conditions.of(null, List.of(no(Reason.STARTING, "one")), 1L, EARLIER);
        var after = Conditions.of(before, List.of(no(Reason.UPDATING, "two")), 2L, LATER);

        assertThat(after).singleElement().satisfies(condition -> {
            assertThat(condition.lastTransitionTime()).isEqualTo("2026-11-21T10:00:00Z");
            assertThat(condition.reason()).isEqualTo("Updating");
            assertThat(condition.message()).isEqualTo("two");
            assertThat(condition.observedGeneration()).isEqualTo(2L);
        });
    }

    @Test
    void shouldMoveTheTransitionTimeWhenTheStatusMoves() {
        var before = Conditions.of(null, List.of(no(Reason.STARTING, "one")), 1L, EARLIER);
        var after = Conditions.of(before, List.of(Finding.yes(ConditionType.READY, Reason.SERVING, "two")), 1L, LATER);

        assertThat(after)
                .singleElement()
                .extracting(Condition::lastTransitionTime)
                .isEqualTo("2026-11-21T11:00:00Z");
    }

    @Test
    void shouldHoldOnlyForTheGenerationThatWasLookedAt() {
        var conditions =
                Conditions.of(null, List.of(Finding.yes(ConditionType.READY, Reason.SERVING, "")), 3L, EARLIER);

        assertThat(Conditions.holds(conditions, ConditionType.READY, 3L)).isTrue();
        assertThat(Conditions.holds(conditions, ConditionType.READY, 4L)).isFalse();
        assertThat(Conditions.holds(conditions, ConditionType.MIGRATED, 3L)).isFalse();
    }

    @Test
    void shouldShortenAMessageThatNobodyWouldRead() {
        var conditions = Conditions.of(null, List.of(no(Reason.STARTING, "x".repeat(100_000))), 1L, EARLIER);

        assertThat(conditions)
                .singleElement()
                .satisfies(condition ->
                        assertThat(condition.message()).hasSize(4_096).endsWith("…"));
    }

    @Test
    void shouldSummariseWhetherAPersonIsNeeded() {
        assertThat(Conditions.phase(List.of(Finding.yes(ConditionType.READY, Reason.SERVING, ""))))
                .isEqualTo(Phase.READY);
        assertThat(Conditions.phase(List.of(no(Reason.STARTING, "")))).isEqualTo(Phase.INITIALIZING);
        assertThat(Conditions.phase(List.of(no(Reason.IMAGE_UNAVAILABLE, "")))).isEqualTo(Phase.ERROR);
    }

    @Test
    void everyReasonIsFoundByItsText() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::wire)).doesNotHaveDuplicates();
        assertThat(Reason.values())
                .allSatisfy(reason -> assertThat(Reason.byWire(reason.wire())).isEqualTo(reason));
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.READY, reason, message);
    }
}
