package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random histories of one type: three replicas that write to their own state, read and merge one another's, with clocks
 * that stand still, run apart and repeat themselves.
 */
final class CrdtHistory {
    private static final String[] REPLICAS = {"a", "b", "c"};

    /** One write of one replica. */
    interface Write<S> {
        S apply(S state, String replica, Stamp stamp, RandomGenerator random);
    }

    /** A type with its empty state and a random write. */
    record Kind<S extends Crdt<S>>(String name, S empty, Write<S> write) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Kind<?>> KINDS = List.of(
            new Kind<>(
                    "lww-register",
                    new LwwRegister(Document.Null.VALUE, new Stamp(0, "a")),
                    (state, _, stamp, random) -> state.merge(new LwwRegister(value(random), stamp))),
            new Kind<>(
                    "mv-register",
                    MultiValueRegister.EMPTY,
                    (state, replica, stamp, random) -> state.write(
                            state.seen().next(replica),
                            value(random),
                            stamp,
                            random.nextBoolean() ? state.seen() : CausalContext.EMPTY)),
            new Kind<>("counter", SumCounter.EMPTY, CrdtHistory::count),
            new Kind<>(
                    "g-counter",
                    GrowOnlyCounter.EMPTY,
                    (state, replica, _, random) -> state.increment(replica, random.nextInt(5))),
            new Kind<>(
                    "pn-counter",
                    PositiveNegativeCounter.EMPTY,
                    (state, replica, _, random) -> state.add(replica, random.nextInt(9) - 4)),
            new Kind<>(
                    "or-set",
                    ObservedRemoveSet.EMPTY,
                    (state, replica, _, random) -> random.nextInt(3) == 0
                            ? state.remove(value(random))
                            : state.add(state.seen().next(replica), value(random))),
            new Kind<>(
                    "lww-element-set",
                    LwwElementSet.EMPTY,
                    (state, _, stamp, random) -> random.nextInt(3) == 0
                            ? state.remove(value(random), stamp)
                            : state.add(value(random), stamp)));

    private CrdtHistory() {}

    /** States that occurred in one history, concurrent and successive ones. */
    static <S extends Crdt<S>> List<S> states(Kind<S> kind, long seed) {
        var random = Seeds.random(seed);
        var current = new ArrayList<S>();
        for (int i = 0; i < REPLICAS.length; i++) {
            current.add(kind.empty());
        }
        var states = new ArrayList<S>();
        for (int step = 0; step < 40; step++) {
            int who = random.nextInt(REPLICAS.length);
            var state = current.get(who);
            if (random.nextInt(4) == 0) {
                state = state.merge(current.get(random.nextInt(REPLICAS.length)));
            } else {
                var stamp = new Stamp(random.nextInt(10), REPLICAS[who]);
                state = kind.write().apply(state, REPLICAS[who], stamp, random);
            }
            current.set(who, state);
            states.add(state);
        }
        return states;
    }

    private static SumCounter count(SumCounter state, String replica, Stamp stamp, RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> state.replace(new LwwRegister(Document.of("text"), stamp));
            case 1 -> state.replace(new LwwRegister(Document.of(random.nextInt(100)), stamp));
            default -> state.add(state.next(replica), BigDecimal.valueOf(random.nextInt(40) - 20, 1));
        };
    }

    private static Document value(RandomGenerator random) {
        return Seeds.pick(
                random, Document.of("x"), Document.of(1), Document.of(new BigDecimal("1.0")), Document.Null.VALUE);
    }
}
