package io.claudeflow.swarm.memory.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What merges have to preserve beyond their algebra: a merge that forgets would be commutative too. */
class CrdtMeaningTest {
    static final List<Long> SEEDS = Seeds.count(50);
    private static final String[] REPLICAS = {"a", "b", "c"};

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void counters_replicasThatMergeNowAndThen_loseAndRepeatNothing(long seed) {
        var random = Seeds.random(seed);
        var sums = new ArrayList<>(List.of(SumCounter.EMPTY, SumCounter.EMPTY, SumCounter.EMPTY));
        var grows = new ArrayList<>(List.of(GrowOnlyCounter.EMPTY, GrowOnlyCounter.EMPTY, GrowOnlyCounter.EMPTY));
        var both = new ArrayList<>(
                List.of(PositiveNegativeCounter.EMPTY, PositiveNegativeCounter.EMPTY, PositiveNegativeCounter.EMPTY));
        long grown = 0;
        long net = 0;
        for (int step = 0; step < 60; step++) {
            int who = random.nextInt(3);
            int from = random.nextInt(3);
            int amount = random.nextInt(10);
            int signed = random.nextInt(19) - 9;
            if (random.nextInt(3) == 0) {
                sums.set(who, sums.get(who).merge(sums.get(from)));
                grows.set(who, grows.get(who).merge(grows.get(from)));
                both.set(who, both.get(who).merge(both.get(from)));
            } else {
                var dot = sums.get(who).next(REPLICAS[who]);
                sums.set(who, sums.get(who).add(dot, BigDecimal.valueOf(signed)));
                grows.set(who, grows.get(who).increment(REPLICAS[who], amount));
                both.set(who, both.get(who).add(REPLICAS[who], signed));
                grown += amount;
                net += signed;
            }
        }
        assertThat(sums.get(0).merge(sums.get(1)).merge(sums.get(2)).value()).isEqualTo(Document.of(net));
        assertThat(grows.get(2).merge(grows.get(0)).merge(grows.get(1)).value()).isEqualTo(Document.of(grown));
        assertThat(both.get(1).merge(both.get(2)).merge(both.get(0)).value()).isEqualTo(Document.of(net));
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void sumCounter_operationsScatteredOverStates_addUpWhenMerged(long seed) {
        var random = Seeds.random(seed);
        var left = SumCounter.EMPTY;
        var right = SumCounter.EMPTY;
        long expected = 0;
        for (int i = 1; i <= 40; i++) {
            var dot = new Dot("a", i);
            var amount = BigDecimal.valueOf(random.nextInt(100));
            expected += amount.longValueExact();
            int where = random.nextInt(3);
            left = where != 0 ? left.add(dot, amount) : left;
            right = where != 1 ? right.add(dot, amount) : right;
        }
        assertThat(left.merge(right).value()).isEqualTo(Document.of(expected));
        assertThat(right.merge(left).slots().values())
                .extracting(SumCounter.Slot::count, slot -> slot.pending().size())
                .containsExactly(tuple(40L, 0));
    }

    @Test
    void multiValueRegister_mergedWithAnOldState_doesNotBringBackWhatWasReplaced() {
        var old = MultiValueRegister.EMPTY.write(
                new Dot("a", 1), Document.of("x"), new Stamp(1, "a"), CausalContext.EMPTY);
        var replaced = old.write(new Dot("b", 1), Document.of("y"), new Stamp(2, "b"), old.seen());
        assertThat(replaced.merge(old)).isEqualTo(replaced);
        assertThat(old.merge(replaced)).isEqualTo(replaced);
    }

    @Test
    void causalContext_earlyOperations_leaveTheGapOpen() {
        var context =
                CausalContext.EMPTY.with(new Dot("a", 1)).with(new Dot("a", 4)).with(new Dot("a", 3));
        assertThat(context.contains(new Dot("a", 2))).isFalse();
        assertThat(context.contains(new Dot("a", 4))).isTrue();
        assertThat(context.next("a")).isEqualTo(new Dot("a", 5));
        assertThat(context.vector()).containsEntry("a", 1L);
        var closed = context.with(new Dot("a", 2));
        assertThat(closed.vector()).containsEntry("a", 4L);
        assertThat(closed.cloud()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void observedRemoveSet_additionsInAnyOrder_giveTheSameSet(long seed) {
        var random = Seeds.random(seed);
        var dots = new ArrayList<Dot>();
        for (int i = 1; i <= 20; i++) {
            dots.add(new Dot(Seeds.pick(random, REPLICAS), i));
        }
        var inOrder = addAll(dots);
        shuffle(dots, random);
        assertThat(addAll(dots)).isEqualTo(inOrder);
        assertThat(inOrder.elements()).hasSize(20);
    }

    private static ObservedRemoveSet addAll(List<Dot> dots) {
        var set = ObservedRemoveSet.EMPTY;
        for (var dot : dots) {
            set = set.add(dot, Document.of(dot.replica() + dot.sequence()));
        }
        return set;
    }

    private static void shuffle(List<Dot> dots, RandomGenerator random) {
        for (int i = dots.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            var dot = dots.get(i);
            dots.set(i, dots.get(other));
            dots.set(other, dot);
        }
    }
}
