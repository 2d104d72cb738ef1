package io.claudeflow.swarm.memory.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.crdt.CrdtHistory.Kind;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrdtPropertyTest {
    static Stream<Arguments> histories() {
        return CrdtHistory.KINDS.stream()
                .flatMap(kind -> Seeds.count(40).stream().map(seed -> Arguments.of(kind, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("histories")
    <S extends Crdt<S>> void merge_randomStates_isCommutativeAssociativeIdempotent(Kind<S> kind, long seed) {
        var states = CrdtHistory.states(kind, seed);
        var random = Seeds.random(seed);
        for (int i = 0; i < 100; i++) {
            var a = states.get(random.nextInt(states.size()));
            var b = states.get(random.nextInt(states.size()));
            var c = states.get(random.nextInt(states.size()));
            assertThat(a.merge(b)).as("commutative").isEqualTo(b.merge(a));
            assertThat(a.merge(b).merge(c)).as("associative").isEqualTo(a.merge(b.merge(c)));
            assertThat(a.merge(a)).as("idempotent").isEqualTo(a);
            assertThat(a.merge(b).merge(b)).as("re-delivered").isEqualTo(a.merge(b));
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("histories")
    <S extends Crdt<S>> void value_anyOrderOfDelivery_isTheSame(Kind<S> kind, long seed) {
        var states = CrdtHistory.states(kind, seed);
        var once = fold(states);
        var again = new ArrayList<>(states);
        again.addAll(states.subList(0, states.size() / 2));
        Collections.shuffle(again, new Random(seed));
        var other = fold(again);
        assertThat(other).isEqualTo(once);
        assertThat(other.value().canonical()).isEqualTo(once.value().canonical());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("histories")
    <S extends Crdt<S>> void decode_encoded_isTheSameState(Kind<S> kind, long seed) {
        var reader = new JacksonDocumentReader();
        for (var state : CrdtHistory.states(kind, seed)) {
            var json = CrdtCodec.encode(state).toJson();
            assertThat(CrdtCodec.decode("state", reader.read("state", json))).isEqualTo(state);
        }
    }

    private static <S extends Crdt<S>> S fold(List<S> states) {
        return states.stream().reduce(Crdt::merge).orElseThrow();
    }
}
