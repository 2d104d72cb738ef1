package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A place in the JSON of a state; every method checks what is there and names the place when it does not fit. */
record StateReader(String field, Document json) {
    boolean has(String name) {
        return json instanceof Document.Fields fields && fields.get(name) != null;
    }

    StateReader at(String name) {
        var member = fields().get(name);
        if (member == null) {
            throw MemoryException.invalid(field + "." + name, "(absent)", "a member named " + name);
        }
        return new StateReader(field + "." + name, member);
    }

    Document value(String name) {
        return at(name).json;
    }

    String text(String name) {
        return at(name).text();
    }

    Map<String, StateReader> members(String name) {
        return at(name).members();
    }

    Map<String, StateReader> members() {
        var members = new LinkedHashMap<String, StateReader>();
        fields().members().forEach((name, value) -> members.put(name, new StateReader(field + "." + name, value)));
        return members;
    }

    List<StateReader> items(String name) {
        return at(name).items();
    }

    StateReader item(int index) {
        var items = items();
        if (index >= items.size()) {
            throw MemoryException.invalid(field, items.size() + " items", "an array of at least " + (index + 1));
        }
        return items.get(index);
    }

    Dot dot() {
        return new Dot(item(0).text(), item(1).sequence());
    }

    Stamp stamp() {
        return new Stamp(item(0).integer(), item(1).text());
    }

    long sequence() {
        long number = integer();
        if (number < 1) {
            throw MemoryException.invalid(field, number, "1 or more");
        }
        return number;
    }

    long count() {
        long number = integer();
        if (number < 0) {
            throw MemoryException.invalid(field, number, "0 or more");
        }
        return number;
    }

    BigDecimal amount() {
        if (json instanceof Document.Num number && Bounds.isCountable(number.value())) {
            return number.value();
        }
        throw unfit("a number of at most " + Bounds.MAX_DIGITS + " digits");
    }

    private List<StateReader> items() {
        if (!(json instanceof Document.Items array)) {
            throw unfit("an array");
        }
        var items = new ArrayList<StateReader>();
        for (int i = 0; i < array.items().size(); i++) {
            items.add(new StateReader(field + "[" + i + "]", array.items().get(i)));
        }
        return items;
    }

    private String text() {
        if (json instanceof Document.Text text) {
            return text.value();
        }
        throw unfit("a string");
    }

    private long integer() {
        if (json instanceof Document.Num number) {
            try {
                return number.value().longValueExact();
            } catch (ArithmeticException e) {
                throw unfit("a whole number of 64 bits");
            }
        }
        throw unfit("a whole number");
    }

    private Document.Fields fields() {
        if (json instanceof Document.Fields fields) {
            return fields;
        }
        throw unfit("an object");
    }

    private MemoryException unfit(String expected) {
        return MemoryException.invalid(field, json.kind(), expected);
    }
}
