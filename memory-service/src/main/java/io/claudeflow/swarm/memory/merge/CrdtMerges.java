package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.crdt.Crdt;
import io.claudeflow.swarm.memory.crdt.CrdtCodec;
import io.claudeflow.swarm.memory.crdt.Dot;
import io.claudeflow.swarm.memory.crdt.GrowOnlyCounter;
import io.claudeflow.swarm.memory.crdt.LwwElementSet;
import io.claudeflow.swarm.memory.crdt.LwwRegister;
import io.claudeflow.swarm.memory.crdt.MultiValueRegister;
import io.claudeflow.swarm.memory.crdt.ObservedRemoveSet;
import io.claudeflow.swarm.memory.crdt.PositiveNegativeCounter;
import io.claudeflow.swarm.memory.crdt.SumCounter;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The strategies that keep a replicated state beside the value. A plain value that was stored before becomes the
 * state's beginning. Each strategy takes whole states as well as values:
 *
 * <ul>
 *   <li>multi-value: any value;
 *   <li>counter: a number to add; anything else replaces the counter when it is newer, and a number replaces a text
 * that       is older;
 *   <li>g-counter: the writer's own running total, so that a repetition is harmless;
 *   <li>pn-counter: {@code {"added": n, "removed": m}}, the writer's own running totals;
 *   <li>or-set and lww-element-set: {@code {"add": [...], "remove": [...]}}.
 * </ul>
 */
final class CrdtMerges {
    private CrdtMerges() {}

    static MergeOutcome multiValue(@Nullable Current current, Incoming incoming) {
        return merge(
                current,
                incoming,
                MultiValueRegister.class,
                MultiValueRegister.EMPTY,
                plain -> MultiValueRegister.EMPTY.write(
                        MultiValueRegister.EMPTY.seen().next(plain.stamp().replica()),
                        plain.value(),
                        plain.stamp(),
                        MultiValueRegister.EMPTY.seen()),
                (state, write) -> {
                    var dot = dot(write, state.seen().next(write.stamp().replica()));
                    return state.write(dot, write.value(), write.stamp(), write.context());
                });
    }

    static MergeOutcome counter(@Nullable Current current, Incoming incoming) {
        return merge(
                current,
                incoming,
                SumCounter.class,
                SumCounter.EMPTY,
                plain -> SumCounter.startingAt(new LwwRegister(plain.value(), plain.stamp())),
                (state, write) -> {
                    boolean older = current != null && write.stamp().compareTo(current.stamp()) <= 0;
                    boolean countsNow = current == null || current.value() instanceof Document.Num;
                    if (!(write.value() instanceof Document.Num number)) {
                        return older ? state : state.replace(new LwwRegister(write.value(), write.stamp()));
                    }
                    if (!countsNow && older) {
                        return state;
                    }
                    return state.add(dot(write, state.next(write.stamp().replica())), number.value());
                });
    }

    static MergeOutcome growOnlyCounter(@Nullable Current current, Incoming incoming) {
        return merge(
                current,
                incoming,
                GrowOnlyCounter.class,
                GrowOnlyCounter.EMPTY,
                plain -> slot(plain.stamp().replica(), total("value", plain.value())),
                (state, write) -> state.merge(slot(write.stamp().replica(), total("value", write.value()))));
    }

    static MergeOutcome positiveNegativeCounter(@Nullable Current current, Incoming incoming) {
        return merge(
                current,
                incoming,
                PositiveNegativeCounter.class,
                PositiveNegativeCounter.EMPTY,
                plain -> PositiveNegativeCounter.EMPTY.add(plain.stamp().replica(), whole("value", plain.value())),
                (state, write) -> {
                    var replica = write.stamp().replica();
                    var added = member(write.value(), "added");
                    var removed = member(write.value(), "removed");
                    return state.merge(new PositiveNegativeCounter(
                            slot(replica, added == null ? 0 : total("added", added)),
                            slot(replica, removed == null ? 0 : total("removed", removed))));
                });
    }

    static MergeOutcome observedRemoveSet(@Nullable Current current, Incoming incoming) {
        return merge(
                current,
                incoming,
                ObservedRemoveSet.class,
                ObservedRemoveSet.EMPTY,
                plain -> addAll(ObservedRemoveSet.EMPTY, plain.stamp().replica(), elements("value", plain.value())),
                CrdtMerges::applyToSet);
    }

    static MergeOutcome lwwElementSet(@Nullable Current current, Incoming incoming) {
        return merge(
                current,
                incoming,
                LwwElementSet.class,
                LwwElementSet.EMPTY,
                plain -> {
                    var set = LwwElementSet.EMPTY;
                    for (var element : elements("value", plain.value())) {
                        set = set.add(element, plain.stamp());
                    }
                    return set;
                },
                (state, write) -> {
                    var set = state;
                    for (var element : elements("remove", member(write.value(), "remove"))) {
                        set = set.remove(element, write.stamp());
                    }
                    for (var element : elements("add", member(write.value(), "add"))) {
                        set = set.add(element, write.stamp());
                    }
                    return set;
                });
    }

    /** The shape all strategies share: find the state to start from, apply or join, tell whether anything changed. */
    private static <S extends Crdt<S>> MergeOutcome merge(
            @Nullable Current current,
            Incoming incoming,
            Class<S> type,
            S empty,
            Function<Current, S> fromPlain,
            BiFunction<S, Incoming.Value, S> apply) {
        S before = empty;
        if (current != null) {
            before = type.isInstance(current.state()) ? type.cast(current.state()) : fromPlain.apply(current);
        }
        S after = switch (incoming) {
            case Incoming.Value write -> apply.apply(before, write);
            case Incoming.State state -> before.merge(decode(type, state));
        };
        boolean changed = current == null || !after.equals(before);
        var stamp = current == null ? incoming.stamp() : ValueMerges.newer(current.stamp(), incoming.stamp());
        return new MergeOutcome.Merged(
                after.value(), changed || current == null ? stamp : current.stamp(), after, changed);
    }

    private static <S extends Crdt<S>> S decode(Class<S> type, Incoming.State state) {
        var decoded = CrdtCodec.decode("state", state.encoded());
        if (type.isInstance(decoded)) {
            return type.cast(decoded);
        }
        throw MemoryException.invalid(
                "state.type",
                decoded.getClass().getSimpleName(),
                "the type of this key's policy, " + type.getSimpleName());
    }

    /**
     * Removes what the writer had seen, or without a context what is there, then adds. Additions that the writer has
     * numbered may reach other stores too, so they replace only what the writer had seen.
     */
    private static ObservedRemoveSet applyToSet(ObservedRemoveSet state, Incoming.Value write) {
        var after = state;
        boolean informed =
                !write.context().vector().isEmpty() || !write.context().cloud().isEmpty();
        var read = informed ? write.context() : state.seen();
        for (var element : elements("remove", member(write.value(), "remove"))) {
            after = after.remove(element, read);
        }
        var added = elements("add", member(write.value(), "add"));
        var first = write.sequence();
        if (first == null) {
            return addAll(after, write.stamp().replica(), added);
        }
        long sequence = first;
        for (var element : added) {
            after = after.add(new Dot(write.stamp().replica(), sequence++), element, write.context());
        }
        return after;
    }

    private static ObservedRemoveSet addAll(ObservedRemoveSet set, String replica, List<Document> elements) {
        var after = set;
        for (var element : elements) {
            after = after.add(after.seen().next(replica), element);
        }
        return after;
    }

    private static GrowOnlyCounter slot(String replica, long total) {
        var slots = new TreeMap<String, Long>();
        slots.put(replica, total);
        return new GrowOnlyCounter(slots);
    }

    private static Dot dot(Incoming.Value write, Dot next) {
        var sequence = write.sequence();
        return sequence == null ? next : new Dot(next.replica(), sequence);
    }

    private static @Nullable Document member(Document value, String name) {
        if (value instanceof Document.Fields fields) {
            return fields.get(name);
        }
        throw MemoryException.invalid("value", value.kind(), "an object such as {\"" + name + "\": …}");
    }

    private static List<Document> elements(String field, @Nullable Document value) {
        return switch (value) {
            case null -> List.of();
            case Document.Items items -> items.items();
            default -> throw MemoryException.invalid(field, value.kind(), "an array of elements");
        };
    }

    private static long total(String field, Document value) {
        long number = whole(field, value);
        if (number < 0) {
            throw MemoryException.invalid(field, number, "0 or more");
        }
        return number;
    }

    private static long whole(String field, Document value) {
        if (value instanceof Document.Num number) {
            try {
                return number.value().longValueExact();
            } catch (ArithmeticException e) {
                throw MemoryException.invalid(field, number.value(), "a whole number of 64 bits");
            }
        }
        throw MemoryException.invalid(field, value.kind(), "a whole number");
    }
}
