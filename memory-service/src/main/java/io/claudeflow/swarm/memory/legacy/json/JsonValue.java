package io.claudeflow.swarm.memory.legacy.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value in memory. Immutable. */
public sealed interface JsonValue {
    record JsonText(String value) implements JsonValue {}

    /**
     * A number.
     *
     * @param literal as it was written; digits are never lost
     */
    record JsonNumber(String literal) implements JsonValue {
        public static JsonNumber of(long value) {
            return new JsonNumber(Long.toString(value));
        }

        public double asDouble() {
            return Double.parseDouble(literal);
        }
    }

    record JsonBoolean(boolean value) implements JsonValue {}

    record JsonNull() implements JsonValue {}

    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }

        public static JsonArray ofTexts(List<String> texts) {
            return new JsonArray(texts.stream().<JsonValue>map(JsonText::new).toList());
        }
    }

    /** Members keep their order. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public @Nullable JsonValue get(String name) {
            return members.get(name);
        }

        public boolean has(String name) {
            return members.containsKey(name);
        }

        /** The member when it is text, otherwise null. */
        public @Nullable String text(String name) {
            return members.get(name) instanceof JsonText(var value) ? value : null;
        }

        /** The first of the members that is text, otherwise null. */
        public @Nullable String firstText(String... names) {
            for (var name : names) {
                var found = text(name);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        /** The member when it is a number, otherwise null. */
        public @Nullable Double number(String name) {
            return members.get(name) instanceof JsonNumber number ? (Double) number.asDouble() : null;
        }

        public boolean isTrue(String name) {
            return members.get(name) instanceof JsonBoolean(var value) && value;
        }

        /** A copy with the member set, in its old place or at the end. */
        public JsonObject with(String name, JsonValue value) {
            var copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new JsonObject(copy);
        }

        /** A copy with the member set, or this when there is no text. */
        public JsonObject withText(String name, @Nullable String value) {
            return value == null ? this : with(name, new JsonText(value));
        }

        /** A copy without the members. */
        public JsonObject without(String... names) {
            var copy = new LinkedHashMap<>(members);
            for (var name : names) {
                copy.remove(name);
            }
            return new JsonObject(copy);
        }

        public boolean isEmpty() {
            return members.isEmpty();
        }
    }

    JsonNull NULL = new JsonNull();
    JsonObject EMPTY = new JsonObject(Map.of());
}
