package io.claudeflow.swarm.memory.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class CrdtTest {
    static final List<Long> SEEDS = Seeds.count(50);

    @Test
    void lwwRegister_sameTime_isDecidedByReplicaThenText() {
        var a = new LwwRegister(Document.of("z"), new Stamp(5, "a"));
        var b = new LwwRegister(Document.of("b"), new Stamp(5, "b"));
        var c = new LwwRegister(Document.of("c"), new Stamp(5, "b"));
        assertThat(a.merge(b)).isEqualTo(b);
        assertThat(b.merge(c)).isEqualTo(c.merge(b)).isEqualTo(c);
    }

    @Test
    void multiValueRegister_writerHasSeenTheOther_replacesIt() {
        var first = MultiValueRegister.EMPTY.write(
                new Dot("a", 1), Document.of("x"), new Stamp(1, "a"), CausalContext.EMPTY);
        var blind = first.write(new Dot("b", 1), Document.of("y"), new Stamp(2, "b"), CausalContext.EMPTY);
        assertThat(blind.isConflicted()).isTrue();
        assertThat(blind.value()).isEqualTo(Document.of("y"));
        var informed = blind.write(new Dot("a", 2), Document.of("z"), new Stamp(3, "a"), blind.seen());
        assertThat(informed.newestFirst())
                .extracting(MultiValueRegister.Sibling::value)
                .containsExactly(Document.of("z"));
    }

    @Test
    void multiValueRegister_ordinaryOverwrites_neverPileUp() {
        var register = MultiValueRegister.EMPTY;
        for (int i = 1; i <= 1_000; i++) {
            register = register.write(new Dot("a", i), Document.of(i), new Stamp(i, "a"), CausalContext.EMPTY);
        }
        assertThat(register.siblings()).hasSize(1);
        var late = register.write(new Dot("a", 7), Document.of(7), new Stamp(2_000, "a"), CausalContext.EMPTY);
        assertThat(late).isEqualTo(register);
    }

    @Test
    void multiValueRegister_tooManySiblings_isRefused() {
        var register = MultiValueRegister.EMPTY;
        for (int i = 0; i < Bounds.MAX_SIBLINGS; i++) {
            register = register.write(new Dot("r" + i, 1), Document.of(i), new Stamp(i, "r" + i), CausalContext.EMPTY);
        }
        var full = register;
        assertThatThrownBy(
                        () -> full.write(new Dot("more", 1), Document.of(0), new Stamp(0, "more"), CausalContext.EMPTY))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED));
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void sumCounter_shuffledAndRepeatedOperations_countEachOnce(long seed) {
        var random = Seeds.random(seed);
        record Addition(Dot dot, BigDecimal amount) {}
        var additions = new ArrayList<Addition>();
        var expected = BigDecimal.ZERO;
        for (var replica : List.of("a", "b")) {
            for (int i = 1; i <= 30; i++) {
                var amount = BigDecimal.valueOf(random.nextInt(-500, 500), 2);
                additions.add(new Addition(new Dot(replica, i), amount));
                expected = expected.add(amount);
            }
        }
        additions.addAll(additions.subList(0, 20));
        Collections.shuffle(additions, new Random(seed));
        var counter = SumCounter.EMPTY;
        for (var addition : additions) {
            counter = counter.add(addition.dot(), addition.amount());
        }
        assertThat(counter.value()).isEqualTo(Document.of(expected));
        assertThat(counter.slots().get("a"))
                .isNotNull()
                .extracting(SumCounter.Slot::count)
                .isEqualTo(30L);
    }

    @Test
    void sumCounter_replaced_countsOnlyWhatCameAfter() {
        var counter = SumCounter.EMPTY
                .add(new Dot("a", 1), BigDecimal.TEN)
                .replace(new LwwRegister(Document.of(100), new Stamp(1, "a")))
                .add(new Dot("a", 1), BigDecimal.TEN)
                .add(new Dot("b", 1), new BigDecimal("0.5"));
        assertThat(counter.value().toJson()).isEqualTo("100.5");
        var text = counter.replace(new LwwRegister(Document.of("n/a"), new Stamp(2, "a")));
        assertThat(text.value()).isEqualTo(Document.of("n/a"));
        assertThat(text.add(new Dot("b", 2), BigDecimal.TWO).value().toJson()).isEqualTo("2");
        assertThat(counter.replace(new LwwRegister(Document.of("old"), new Stamp(0, "a"))))
                .isEqualTo(counter);
    }

    @Test
    void sumCounter_hugeExponent_isRefused() {
        assertThatThrownBy(() -> SumCounter.EMPTY.add(new Dot("a", 1), new BigDecimal("1e900")))
                .isInstanceOf(MemoryException.class)
                .hasMessageStartingWith("amount: 1E+900 (expected: at most 64 digits");
    }

    @Test
    void counters_ofReplicas_addUp() {
        var grow = GrowOnlyCounter.EMPTY.increment("a", 3).merge(GrowOnlyCounter.EMPTY.increment("b", 4));
        assertThat(grow.value().toJson()).isEqualTo("7");
        assertThatThrownBy(() -> grow.increment("a", -1)).hasMessageContaining("this counter only grows");
        assertThatThrownBy(() -> grow.increment("a", Long.MAX_VALUE)).isInstanceOf(MemoryException.class);
        var both = PositiveNegativeCounter.EMPTY.add("a", 5).add("a", -7).add("b", 1);
        assertThat(both.value().toJson()).isEqualTo("-1");
    }

    @Test
    void observedRemoveSet_additionElsewhereAtTheSameTime_survivesTheRemoval() {
        var x = Document.of("x");
        var first = ObservedRemoveSet.EMPTY.add(new Dot("a", 1), x);
        var removed = first.remove(x);
        var addedAgain = first.add(new Dot("b", 1), x);
        assertThat(removed.merge(first).contains(x)).isFalse();
        assertThat(removed.merge(addedAgain).contains(x)).isTrue();
        assertThat(removed.add(new Dot("a", 1), x).contains(x))
                .as("re-delivered addition")
                .isFalse();
    }

    @Test
    void lwwElementSet_sameStamp_keepsTheElement() {
        var x = Document.of("x");
        var set = LwwElementSet.EMPTY.remove(x, new Stamp(5, "a")).add(x, new Stamp(5, "a"));
        assertThat(set.contains(x)).isTrue();
        assertThat(set.remove(x, new Stamp(6, "a")).add(x, new Stamp(5, "z")).contains(x))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\":\"heap\"}; state.type: heap",
                "{}; state.type: (absent)",
                "[]; state: an array",
                "{\"type\":\"g-counter\",\"slots\":{\"a\":-1}}; state.slots.a: -1",
                "{\"type\":\"g-counter\",\"slots\":{\"a\":1.5}}; state.slots.a: a number",
                "{\"type\":\"lww-register\",\"value\":1,\"stamp\":[1]}; state.stamp: 1 items",
                "{\"type\":\"or-set\",\"elements\":[{\"dot\":[\"a\",0]}],\"seen\":{}}; state.elements[0].dot[1]: 0"
            })
    void decode_malformed_namesThePlace(String json, String message) {
        var document = new JacksonDocumentReader().read("state", json);
        assertThatThrownBy(() -> CrdtCodec.decode("state", document))
                .isInstanceOf(MemoryException.class)
                .hasMessageStartingWith(message + " (expected: ");
    }
}
