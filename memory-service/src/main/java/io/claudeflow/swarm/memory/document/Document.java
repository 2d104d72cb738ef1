package io.claudeflow.swarm.memory.document;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value (RFC 8259) as an immutable tree. Equality is that of the data model: the order of members and the way
 * a number is written do not matter, so {@code 1}, {@code 1.0} and {@code 10e-1} are equal; {@link #toJson} keeps both.
 */
public sealed interface Document {
    /** The value {@code null}, which differs from an absent one. */
    record Null() implements Document {
        public static final Document VALUE = new Null();
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Document {}

    /** A number of any size; compared by value. */
    record Num(BigDecimal value) implements Document {
        @Override
        public boolean equals(Object other) {
            return other instanceof Num that && value.compareTo(that.value) == 0;
        }

        @Override
        public int hashCode() {
            return value.stripTrailingZeros().hashCode();
        }
    }

    /** A string. */
    record Text(String value) implements Document {}

    /** An array. */
    record Items(List<Document> items) implements Document {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** An object; its members keep their order. */
    record Fields(Map<String, Document> members) implements Document {
        public Fields {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public @Nullable Document get(String name) {
            return members.get(name);
        }
    }

    static Document of(String text) {
        return new Text(text);
    }

    static Document of(long number) {
        return new Num(BigDecimal.valueOf(number));
    }

    static Document of(BigDecimal number) {
        return new Num(number);
    }

    static Document of(boolean truth) {
        return new Bool(truth);
    }

    static Document of(List<? extends Document> items) {
        return new Items(List.copyOf(items));
    }

    static Document of(Map<String, ? extends Document> members) {
        return new Fields(new LinkedHashMap<>(members));
    }

    /** The JSON text, compact, members in their order, numbers as they were written. */
    default String toJson() {
        return new DocumentWriter(false).write(this);
    }

    /**
     * A text that equal documents share and different ones do not: members sorted by UTF-16 code units as in RFC 8785,
     * numbers without trailing zeros. It orders values where a tie has to be broken the same way everywhere.
     */
    default String canonical() {
        return new DocumentWriter(true).write(this);
    }

    /** What kind of value it is, in the words of an error message. */
    default String kind() {
        return switch (this) {
            case Null _ -> "null";
            case Bool _ -> "a boolean";
            case Num _ -> "a number";
            case Text _ -> "a string";
            case Items _ -> "an array";
            case Fields _ -> "an object";
        };
    }
}
