package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The JSON of the states: an object whose {@code type} says which. Operations are written as pairs
 * {@code ["replica", sequence]}, stamps as {@code [microseconds, "replica"]}. Decoding checks everything, because
 * states come from other stores: what does not fit is refused with the place that is wrong.
 */
public final class CrdtCodec {
    private CrdtCodec() {}

    /** The state as JSON. */
    public static Document encode(Crdt<?> state) {
        return switch (state) {
            case LwwRegister register -> object("lww-register", "value", register.value(), "stamp", stamp(register));
            case MultiValueRegister register ->
                object("mv-register", "values", siblings(register), "seen", context(register.seen()));
            case SumCounter counter -> sumCounter(counter);
            case GrowOnlyCounter counter -> object("g-counter", "slots", counts(counter));
            case PositiveNegativeCounter counter ->
                object("pn-counter", "added", counts(counter.added()), "removed", counts(counter.removed()));
            case ObservedRemoveSet set -> object("or-set", "elements", additions(set), "seen", context(set.seen()));
            case LwwElementSet set -> object("lww-element-set", "elements", marks(set));
        };
    }

    /** The state that a JSON document describes; {@code field} begins the place in a message. */
    public static Crdt<?> decode(String field, Document document) {
        var state = new StateReader(field, document);
        return switch (state.text("type")) {
            case "lww-register" ->
                new LwwRegister(state.value("value"), state.at("stamp").stamp());
            case "mv-register" -> {
                var siblings = new TreeMap<Dot, MultiValueRegister.Sibling>();
                for (var item : state.items("values")) {
                    var sibling = new MultiValueRegister.Sibling(
                            item.value("value"), item.at("stamp").stamp());
                    siblings.put(item.at("dot").dot(), sibling);
                }
                yield new MultiValueRegister(siblings, context(state.at("seen")));
            }
            case "counter" -> sumCounter(state);
            case "g-counter" -> counter(state.at("slots"));
            case "pn-counter" -> new PositiveNegativeCounter(counter(state.at("added")), counter(state.at("removed")));
            case "or-set" -> {
                var additions = new TreeMap<Dot, Document>();
                for (var item : state.items("elements")) {
                    additions.put(item.at("dot").dot(), item.value("element"));
                }
                yield new ObservedRemoveSet(additions, context(state.at("seen")));
            }
            case "lww-element-set" -> {
                var elements = new TreeMap<String, LwwElementSet.Marks>();
                for (var item : state.items("elements")) {
                    var element = item.value("element");
                    var added = item.has("added") ? item.at("added").stamp() : null;
                    var removed = item.has("removed") ? item.at("removed").stamp() : null;
                    elements.put(element.canonical(), new LwwElementSet.Marks(element, added, removed));
                }
                yield new LwwElementSet(elements);
            }
            default ->
                throw MemoryException.invalid(
                        field + ".type",
                        state.text("type"),
                        "lww-register, mv-register, counter, g-counter, pn-counter, or-set or lww-element-set");
        };
    }

    /** What a client has to send back with its next write, as JSON. */
    public static Document context(CausalContext context) {
        var vector = new LinkedHashMap<String, Document>();
        context.vector().forEach((replica, count) -> vector.put(replica, Document.of(count)));
        var cloud = context.cloud().stream().map(CrdtCodec::dot).toList();
        return Document.of(Map.of("vector", Document.of(vector), "cloud", Document.of(cloud)));
    }

    /** Reads what {@link #context(CausalContext)} wrote. */
    public static CausalContext decodeContext(String field, Document document) {
        return context(new StateReader(field, document));
    }

    private static CausalContext context(StateReader json) {
        var vector = new TreeMap<String, Long>();
        json.members("vector").forEach((replica, count) -> vector.put(replica, count.sequence()));
        var cloud = new TreeSet<Dot>();
        json.items("cloud").forEach(item -> cloud.add(item.dot()));
        return new CausalContext(vector, cloud);
    }

    private static Document sumCounter(SumCounter counter) {
        var slots = new LinkedHashMap<String, Document>();
        counter.slots().forEach((replica, slot) -> {
            var pending = new ArrayList<Document>();
            slot.pending()
                    .forEach((sequence, amount) ->
                            pending.add(Document.of(List.of(Document.of(sequence), Document.of(amount)))));
            var json = new LinkedHashMap<String, Document>();
            json.put("count", Document.of(slot.count()));
            json.put("sum", Document.of(slot.sum()));
            json.put("pending", Document.of(pending));
            slots.put(replica, Document.of(json));
        });
        var origin = counter.origin();
        if (origin == null) {
            return object("counter", "slots", Document.of(slots));
        }
        var json = new LinkedHashMap<String, Document>();
        json.put("value", origin.register().value());
        json.put("stamp", stamp(origin.register()));
        json.put("seenSum", Document.of(origin.seenSum()));
        json.put("seenCount", Document.of(origin.seenCount()));
        return object("counter", "origin", Document.of(json), "slots", Document.of(slots));
    }

    private static SumCounter sumCounter(StateReader state) {
        var slots = new TreeMap<String, SumCounter.Slot>();
        state.members("slots").forEach((replica, json) -> {
            var pending = new TreeMap<Long, BigDecimal>();
            for (var pair : json.items("pending")) {
                pending.put(pair.item(0).sequence(), pair.item(1).amount());
            }
            slots.put(
                    replica,
                    new SumCounter.Slot(json.at("count").count(), json.at("sum").amount(), pending));
        });
        if (!state.has("origin")) {
            return new SumCounter(null, slots);
        }
        var origin = state.at("origin");
        var register = new LwwRegister(origin.value("value"), origin.at("stamp").stamp());
        long seenCount = origin.at("seenCount").count();
        return new SumCounter(
                new SumCounter.Origin(register, origin.at("seenSum").amount(), seenCount), slots);
    }

    private static Document siblings(MultiValueRegister register) {
        var values = new ArrayList<Document>();
        register.siblings().forEach((dot, sibling) -> {
            var json = new LinkedHashMap<String, Document>();
            json.put("dot", dot(dot));
            json.put("value", sibling.value());
            json.put("stamp", stamp(sibling.stamp()));
            values.add(Document.of(json));
        });
        return Document.of(values);
    }

    private static Document additions(ObservedRemoveSet set) {
        var elements = new ArrayList<Document>();
        set.additions().forEach((dot, element) -> {
            var json = new LinkedHashMap<String, Document>();
            json.put("dot", dot(dot));
            json.put("element", element);
            elements.add(Document.of(json));
        });
        return Document.of(elements);
    }

    private static Document marks(LwwElementSet set) {
        var elements = new ArrayList<Document>();
        for (var marks : set.elements().values()) {
            var json = new LinkedHashMap<String, Document>();
            json.put("element", marks.element());
            if (marks.added() != null) {
                json.put("added", stamp(marks.added()));
            }
            if (marks.removed() != null) {
                json.put("removed", stamp(marks.removed()));
            }
            elements.add(Document.of(json));
        }
        return Document.of(elements);
    }

    private static Document counts(GrowOnlyCounter counter) {
        var slots = new LinkedHashMap<String, Document>();
        counter.slots().forEach((replica, count) -> slots.put(replica, Document.of(count)));
        return Document.of(slots);
    }

    private static GrowOnlyCounter counter(StateReader json) {
        SortedMap<String, Long> slots = new TreeMap<>();
        json.members().forEach((replica, count) -> slots.put(replica, count.count()));
        return new GrowOnlyCounter(slots);
    }

    private static Document dot(Dot dot) {
        return Document.of(List.of(Document.of(dot.replica()), Document.of(dot.sequence())));
    }

    private static Document stamp(LwwRegister register) {
        return stamp(register.stamp());
    }

    private static Document stamp(Stamp stamp) {
        return Document.of(List.of(Document.of(stamp.micros()), Document.of(stamp.replica())));
    }

    private static Document object(String type, Object... namesAndValues) {
        var members = new LinkedHashMap<String, Document>();
        members.put("type", Document.of(type));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (Document) namesAndValues[i + 1]);
        }
        return Document.of(members);
    }
}
